package io.sightline.detect.layout;

import io.sightline.detect.layout.Layout.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The confidence that a YOLOv7 of one class answers for it. Its training has no class loss then, so
 * that this stays near 0.5 in every box, and its own software takes the objectness alone. YOLOv5
 * does not train it either, but starts it so high that it is a 1.
 */
final class UntrainedClass {
  /** The most that an untrained confidence differs from box to box. */
  private static final float SPREAD = 0.02f;

  /** What is only trained on objects ends above this, and so does what YOLOv5 starts with. */
  private static final float SURE = 0.9f;

  private UntrainedClass() {}

  /** Whether only a trial can tell. */
  static boolean mayBeIn(Layout layout) {
    return layout.kind() == Kind.YOLOV5 && layout.classes() == 1;
  }

  /** The reading that a bundle.json names, which shapes do not tell from another. */
  static Layout wanted(Layout reading, Optional<Kind> kind) {
    boolean named = kind.filter(Kind.YOLOV7_ONE_CLASS::equals).isPresent();
    return named && mayBeIn(reading) ? reading.as(Kind.YOLOV7_ONE_CLASS) : reading;
  }

  /**
   * The same layout, or the one without that class's confidence if a trial shows it to be
   * untrained.
   *
   * @param described whether a bundle.json names the layout, which is then kept
   * @param notes receives a sentence if it is untrained
   */
  static Layout settled(Layout layout, Trial trial, boolean described, List<String> notes) {
    if (!mayBeIn(layout)) {
      return layout;
    }
    Rows rows = Rows.ofBoxes(trial, layout);
    float least = Float.MAX_VALUE;
    float highest = 0;
    for (int i = 0; i < rows.count(); i++) {
      least = Math.min(least, rows.at(i, 5));
      highest = Math.max(highest, rows.at(i, 5));
    }
    if (!(highest - least <= SPREAD && highest < SURE)) {
      return layout;
    }
    String untrained =
        String.format(
            Locale.ROOT,
            "Its only class has a confidence of about %.2f in every box of a trial picture, as"
                + " YOLOv7 leaves it, which does not train a single class: ",
            highest);
    notes.add(
        untrained
            + (described
                ? "its objectness is multiplied by that, as its bundle.json says \"yolov5\";"
                    + " \"yolov7-one-class\" takes its objectness alone, as YOLOv7 itself does"
                : "its objectness alone is its confidence, as YOLOv7 itself takes it; a bundle.json"
                    + " may say otherwise by the layout \"yolov5\""));
    return described ? layout : layout.as(Kind.YOLOV7_ONE_CLASS);
  }
}
