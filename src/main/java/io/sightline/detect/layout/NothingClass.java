package io.sightline.detect.layout;

/**
 * Detects transformers with a class for "no object", which are not supported: every query that
 * found nothing would become a box of their last class.
 */
final class NothingClass {
  /** The end of a sentence about the model. */
  static final String REFUSAL =
      "is surest of its last class for most boxes of a trial picture: DETR and YOLOS, which count a"
          + " class for nothing, are not read";

  private NothingClass() {}

  /** Whether only a trial can tell: the box format does not. */
  static boolean mayBeIn(Layout layout) {
    return layout.kind() == Layout.Kind.DETR && layout.classes() > 1;
  }

  /**
   * Whether most boxes are of the last of several classes. If that were a real class, no network
   * would find it in most places.
   */
  static boolean isAnswered(Layout layout, Trial trial) {
    if (!mayBeIn(layout)) {
      return false;
    }
    Rows sure = Rows.ofConfidences(trial, layout);
    int last = sure.columns() - 1;
    int nothing = 0;
    for (int i = 0; i < sure.count(); i++) {
      float highest = 0;
      for (int c = 0; c < last; c++) {
        highest = Math.max(highest, sure.at(i, c));
      }
      nothing += sure.at(i, last) > highest ? 1 : 0;
    }
    return 2 * nothing > sure.count();
  }
}
