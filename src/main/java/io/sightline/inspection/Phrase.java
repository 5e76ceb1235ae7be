package io.sightline.inspection;

import java.util.List;
import java.util.Objects;

/**
 * A text to be shown in the operator's language.
 *
 * @param key of the text
 * @param values for its placeholders: texts, numbers, other phrases, and instants, which are shown
 *     as time of day
 */
public record Phrase(String key, List<Object> values) {
  public Phrase {
    Objects.requireNonNull(key, "key");
    values = List.copyOf(values);
  }

  public static Phrase of(String key, Object... values) {
    return new Phrase(key, List.of(values));
  }
}
