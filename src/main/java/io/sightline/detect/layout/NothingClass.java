package io.sightline.detect.layout;

import io.sightline.detect.layout.Layout.Kind;

/**
 * Networks whose last confidence stands for "nothing here". Of detection transformers they are not
 * supported: every query that found nothing would become a box of their last class. Where
 * confidences add up to 1, the first is usually the background's, and if the last is instead, it is
 * read as such.
 */
final class NothingClass {
  /** The end of a sentence about the model. */
  static final String REFUSAL =
      "is surest of its last class for most boxes of a trial picture: DETR and YOLOS, which count a"
          + " class for nothing, are not read";

  /** The end of a sentence about the model. */
  static final String NAMED_FIRST =
      "is surest of its last column for most boxes of a trial picture, as of a background, but its"
          + " names begin with the background: leave that out of them";

  /** A sentence for the user. */
  static final String NOTE =
      "Most boxes of a trial picture are surest of the last column, which is taken for the"
          + " background, as MMDetection has it, and DETR with its softmax in the graph";

  private NothingClass() {}

  /** Whether only a trial can tell: the box format does not. */
  static boolean mayBeIn(Layout layout) {
    return layout.kind() == Kind.DETR
        ? layout.classes() > 1
        : layout.kind() == Kind.SSD && layout.scores() == ScoreForm.AFTER_BACKGROUND;
  }

  /**
   * Whether most boxes are of the last of several columns. If that were a real class, no network
   * would find it in most places.
   */
  static boolean isAnswered(Layout layout, Trial trial) {
    if (!mayBeIn(layout)) {
      return false;
    }
    Rows sure = Rows.ofConfidences(trial, layout);
    // Without a softmax, a background's confidence need not be high anywhere.
    if (layout.kind() == Kind.SSD && !sure.addUp(Plausible.NEARLY_ALL)) {
      return false;
    }
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
