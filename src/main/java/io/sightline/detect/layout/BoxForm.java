package io.sightline.detect.layout;

/** How four numbers say where a box is. */
public enum BoxForm {
  /** Centre x, centre y, width, height; model pixels. */
  CENTRED_PIXELS("centre and size in pixels", false, false),
  /** Centre x, centre y, width, height; parts of the input's width and height, 0 to 1. */
  CENTRED_PARTS("centre and size, 0 to 1", false, true),
  /** Left, top, right, bottom; model pixels. */
  CORNERS_PIXELS("corners in pixels", true, false),
  /** Left, top, right, bottom; parts of the input's width and height, 0 to 1. */
  CORNERS_PARTS("corners, 0 to 1", true, true),
  /** Top, left, bottom, right, as TensorFlow has it; parts, 0 to 1. */
  CORNERS_DOWN_FIRST_PARTS("corners, downward first, 0 to 1", true, true);

  private final String text;
  private final boolean corners;
  private final boolean parts;

  BoxForm(String text, boolean corners, boolean parts) {
    this.text = text;
    this.corners = corners;
    this.parts = parts;
  }

  /** For people. */
  String text() {
    return text;
  }

  boolean isCorners() {
    return corners;
  }

  /** Whether the numbers are parts of the input's size, not pixels. */
  boolean isParts() {
    return parts;
  }

  /** Adds a box of this form, read for an input of a width and height in pixels. */
  void add(
      Candidates into,
      float a,
      float b,
      float c,
      float d,
      int width,
      int height,
      float score,
      int id) {
    switch (this) {
      case CENTRED_PIXELS -> into.addCentred(a, b, c, d, score, id);
      case CENTRED_PARTS ->
          into.addCentred(a * width, b * height, c * width, d * height, score, id);
      case CORNERS_PIXELS -> into.addCorners(a, b, c, d, score, id);
      case CORNERS_PARTS ->
          into.addCorners(a * width, b * height, c * width, d * height, score, id);
      case CORNERS_DOWN_FIRST_PARTS ->
          into.addCorners(b * width, a * height, d * width, c * height, score, id);
    }
  }
}
