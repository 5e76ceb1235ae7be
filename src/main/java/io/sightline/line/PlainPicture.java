package io.sightline.line;

import io.sightline.inspection.Phrase;

/**
 * Why a part in which not enough was found to fail it is not judged good: its picture shows
 * nothing.
 *
 * @param shown the picture's contrast, 0 to 255
 * @param minimum the contrast that the recipe requires
 */
record PlainPicture(int shown, double minimum) {
  /** Returns what is wrong and what to do, in one sentence. */
  String message() {
    return "The picture shows almost nothing: is the lens covered or the light off? Its contrast is %d of 255 levels; if good parts look like this, set \"minimumContrast\", now %.0f, to 0 in the recipe"
        .formatted(shown, minimum);
  }

  /** Returns the message in the operator's language. */
  Phrase phrase() {
    return Phrase.of("reason.plain", shown, minimum);
  }
}
