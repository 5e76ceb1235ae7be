package io.sightline.detect.layout;

/**
 * Tells transformers that count a class for "nothing there", which are not read: read without it,
 * each of their queries that found nothing would be a box of their last class.
 */
final class NothingClass {
  /** For a sentence that begins with the model. */
  static final String REFUSAL =
      "is surest of its last class for most boxes of a trial picture: DETR and YOLOS, which count a"
          + " class for nothing, are not read";

  private NothingClass() {}

  /** Whether only a trial tells: how boxes are meant says nothing of it. */
  static boolean mayBeIn(Layout layout) {
    return layout.kind() == Layout.Kind.DETR && layout.classes() > 1;
  }

  /**
   * Whether most boxes are of the last of several classes. No network of which that is a class
   * finds one of it at most of the places that it looks at.
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
