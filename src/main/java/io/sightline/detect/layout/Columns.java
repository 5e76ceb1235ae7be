package io.sightline.detect.layout;

/**
 * Where the numbers about a box are in its row, counted from 0.
 *
 * @param box the first of the four that describe it; those before say which picture it is in
 * @param objectness how sure it is that there is an object, or {@link #NONE}
 * @param confidence of the first class, or of the only one of a list; NONE if in another output
 * @param label the class's number in a list; NONE if there is a confidence for every class, or if
 *     it is in another output
 */
record Columns(int box, int objectness, int confidence, int label) {
  static final int NONE = -1;

  /** Box, classes. */
  static final Columns CLASSES = new Columns(0, NONE, 4, NONE);

  /** Box, objectness, classes. */
  static final Columns OBJECTNESS = new Columns(0, 4, 5, NONE);

  /** Box; all else in other outputs. */
  static final Columns BOX = new Columns(0, NONE, NONE, NONE);

  /** Box, perhaps its confidence; all else in other outputs. */
  static final Columns LISTED = new Columns(0, NONE, 4, NONE);

  /** Box, confidence, class. */
  static final Columns CONFIDENCE_LABEL = new Columns(0, NONE, 4, 5);

  /** Picture, box, confidence, class. */
  static final Columns PICTURE_CONFIDENCE_LABEL = new Columns(1, NONE, 5, 6);

  /** Picture, box, class, confidence. */
  static final Columns PICTURE_LABEL_CONFIDENCE = new Columns(1, NONE, 6, 5);

  /** Whether rows say which picture they are of. */
  boolean nameThePicture() {
    return box > 0;
  }
}
