package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How four numbers describe a box. */
public enum BoxForm {
  /** Centre x, centre y, width, height; model pixels. */
  CENTRED_PIXELS("centred", "centre and size in pixels", false, false),
  /** Centre x, centre y, width, height; fractions of the input's width and height, 0 to 1. */
  CENTRED_NORMALISED("centred-parts", "centre and size, 0 to 1", false, true),
  /** Left, top, right, bottom; model pixels. */
  CORNERS_PIXELS("corners", "corners in pixels", true, false),
  /** Left, top, right, bottom; fractions of the input's width and height, 0 to 1. */
  CORNERS_NORMALISED("corners-parts", "corners, 0 to 1", true, true),
  /** Top, left, bottom, right, as in TensorFlow; fractions, 0 to 1. */
  CORNERS_DOWN_FIRST_NORMALISED(
      "corners-down-first-parts", "corners, downward first, 0 to 1", true, true);

  /** Fractions stay below this: a box may extend a little beyond the picture. */
  static final float LARGEST_FRACTION = 2;

  /** Pixels misread as fractions reach this in most places; no box extends that far. */
  private static final float NO_FRACTION = 16;

  /** Below this confidence the box coordinates are arbitrary. */
  private static final float SURE = 0.25f;

  private final String key;
  private final String text;
  private final boolean corners;
  private final boolean normalised;

  BoxForm(String key, String text, boolean corners, boolean normalised) {
    this.key = key;
    this.text = text;
    this.corners = corners;
    this.normalised = normalised;
  }

  /**
   * The form with this name in bundle.json.
   *
   * @throws DetectException if there is none
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

  /** Its name in bundle.json. */
  String key() {
    return key;
  }

  /**
   * Refuses a confident box that cannot be of this form: one entirely within two pixels, fractions
   * far outside the picture, corners out of order, or a negative size. Needed for networks with
   * built-in suppression, which may have found nothing in the trial. A box of size zero proves
   * nothing.
   *
   * @param crossing whether the network's corners may come in either order
   * @throws DetectException if its numbers are not of this form
   */
  void check(float a, float b, float c, float d, float confidence, int box, boolean crossing) {
    if (confidence < SURE || (corners ? a == c && b == d : c == 0 && d == 0)) {
      return;
    }
    float largest = Math.max(Math.max(a, b), Math.max(c, d));
    boolean crossed = !crossing && (corners ? c < a || d < b : c < 0 || d < 0);
    if (crossed || normalised == (largest >= LARGEST_FRACTION)) {
      throw refused(a, b, c, d, box, another(crossed));
    }
  }

  /**
   * Refuses a confident box in pixels where fractions are meant, or the reverse. It would lie
   * outside the picture or in its very corner, and be lost: a description may say so, and no trial
   * contradicts it. A box of size zero proves nothing.
   *
   * @throws DetectException if its numbers are certainly not of this form
   */
  void checkUnit(float a, float b, float c, float d, float confidence, int box) {
    boolean empty = corners ? a == c && b == d : c == 0 && d == 0;
    float largest =
        Math.max(Math.max(Math.abs(a), Math.abs(b)), Math.max(Math.abs(c), Math.abs(d)));
    if (confidence >= SURE
        && !empty
        && (normalised ? largest >= NO_FRACTION : largest < LARGEST_FRACTION)) {
      BoxForm pixels = corners ? CORNERS_PIXELS : CENTRED_PIXELS;
      BoxForm fractions = corners ? CORNERS_NORMALISED : CENTRED_NORMALISED;
      throw refused(a, b, c, d, box, normalised ? pixels : fractions);
    }
  }

  private DetectException refused(float a, float b, float c, float d, int box, BoxForm instead) {
    return new DetectException(
        "The network answered a box of %s, %s, %s, %s (box %d), which are not %s: give it a bundle.json that says the form of its \"boxes\", such as \"%s\""
            .formatted(a, b, c, d, box, text, instead.key));
  }

  /** The form that such a box may have instead. */
  private BoxForm another(boolean crossed) {
    if (crossed) {
      return corners ? (normalised ? CENTRED_NORMALISED : CENTRED_PIXELS) : CORNERS_PIXELS;
    }
    return normalised ? CORNERS_PIXELS : CORNERS_NORMALISED;
  }

  /** A description for people. */
  String text() {
    return text;
  }

  boolean isCorners() {
    return corners;
  }

  /** Whether the numbers are fractions of the input's size rather than pixels. */
  boolean isNormalised() {
    return normalised;
  }

  /** Adds a box of this form, for an input of this width and height in pixels. */
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
      case CENTRED_NORMALISED ->
          into.addCentred(a * width, b * height, c * width, d * height, score, id);
      case CORNERS_PIXELS -> into.addCorners(a, b, c, d, score, id);
      case CORNERS_NORMALISED ->
          into.addCorners(a * width, b * height, c * width, d * height, score, id);
      case CORNERS_DOWN_FIRST_NORMALISED ->
          into.addCorners(b * width, a * height, d * width, c * height, score, id);
    }
  }
}
