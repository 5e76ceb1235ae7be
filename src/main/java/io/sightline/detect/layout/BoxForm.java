package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How four numbers say where a box is. */
public enum BoxForm {
  /** Centre x, centre y, width, height; model pixels. */
  CENTRED_PIXELS("centred", "centre and size in pixels", false, false),
  /** Centre x, centre y, width, height; parts of the input's width and height, 0 to 1. */
  CENTRED_PARTS("centred-parts", "centre and size, 0 to 1", false, true),
  /** Left, top, right, bottom; model pixels. */
  CORNERS_PIXELS("corners", "corners in pixels", true, false),
  /** Left, top, right, bottom; parts of the input's width and height, 0 to 1. */
  CORNERS_PARTS("corners-parts", "corners, 0 to 1", true, true),
  /** Top, left, bottom, right, as TensorFlow has it; parts, 0 to 1. */
  CORNERS_DOWN_FIRST_PARTS(
      "corners-down-first-parts", "corners, downward first, 0 to 1", true, true);

  /** Parts of a picture may lie a little outside it. */
  static final float LARGEST_PART = 2;

  /** Of boxes they are less sure of, networks answer what they like. */
  private static final float SURE = 0.25f;

  private final String key;
  private final String text;
  private final boolean corners;
  private final boolean parts;

  BoxForm(String key, String text, boolean corners, boolean parts) {
    this.key = key;
    this.text = text;
    this.corners = corners;
    this.parts = parts;
  }

  /**
   * The form that a bundle.json names.
   *
   * @throws DetectException when there is none of that name
   */
  public static BoxForm named(String key) {
    return Arrays.stream(values())
        .filter(form -> form.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new DetectException(
                    "The form of boxes \""
                        + key
                        + "\" is not known; known are "
                        + Arrays.stream(values())
                            .map(BoxForm::key)
                            .collect(Collectors.joining(", "))));
  }

  /** As a bundle.json names it. */
  String key() {
    return key;
  }

  /**
   * Refuses a confident box of a network that suppresses overlaps itself, which may have had
   * nothing to show in a trial: all of it within two pixels, or parts far outside the picture;
   * corners out of order, or a size below zero. Of one without any size nothing can be said.
   *
   * @param crossing whether the network's corners may stand in either order
   * @throws DetectException when its numbers are not of this form
   */
  void check(float a, float b, float c, float d, float confidence, int box, boolean crossing) {
    if (confidence < SURE || (corners ? a == c && b == d : c == 0 && d == 0)) {
      return;
    }
    float largest = Math.max(Math.max(a, b), Math.max(c, d));
    boolean turned = !crossing && (corners ? c < a || d < b : c < 0 || d < 0);
    if (turned || parts == (largest >= LARGEST_PART)) {
      throw new DetectException(
          "The network answered a box of %s, %s, %s, %s (box %d), which are not %s: give it a bundle.json that says the form of its \"boxes\", such as \"%s\""
              .formatted(a, b, c, d, box, text, another(turned).key));
    }
  }

  /** The form that such a box may be of. */
  private BoxForm another(boolean turned) {
    if (turned) {
      return corners ? (parts ? CENTRED_PARTS : CENTRED_PIXELS) : CORNERS_PIXELS;
    }
    return parts ? CORNERS_PIXELS : CORNERS_PARTS;
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
