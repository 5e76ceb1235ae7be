package io.sightline.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** The part of a source after {@code sim:}, as in {@code board?ppm=1000&seed=7&defects=0.1}. */
final class SimulationQuery {
  private static final Set<String> KEYS = Set.of("ppm", "seed", "defects", "difficulty");

  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();

  private SimulationQuery(String text) {
    this.text = text;
  }

  static SourceUri.Simulated parse(String text) {
    int question = text.indexOf('?');
    String product = question < 0 ? text : text.substring(0, question);
    if (!product.equals("board")) {
      throw new CaptureException(
          "There is no simulation \"%s\": expected sim:board, as in sim:board?ppm=1000&seed=7"
              .formatted(product));
    }
    SimulationQuery query = new SimulationQuery(text);
    if (question >= 0) {
      query.split(text.substring(question + 1));
    }
    return new SourceUri.Simulated(
        product,
        query.number("ppm", Double.MIN_VALUE, 1e6, "parts a minute, greater than 0"),
        query.seed(),
        query.number("defects", 0, 1, "the fraction of defective parts, from 0 to 1"),
        query.number("difficulty", 0, 1, "a number from 0 for plain to 1 for subtle defects"));
  }

  private void split(String query) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (equals < 0 || !KEYS.contains(key)) {
        throw refused(
            "does not know \"%s\": expected ppm=, seed=, defects= or difficulty=".formatted(pair));
      }
      if (values.put(key, pair.substring(equals + 1)) != null) {
        throw refused("says %s= twice: expected it once".formatted(key));
      }
    }
  }

  private OptionalLong seed() {
    Optional<String> value = Optional.ofNullable(values.get("seed"));
    try {
      return value.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    } catch (NumberFormatException e) {
      throw wrong("seed", "a whole number");
    }
  }

  private OptionalDouble number(String key, double least, double most, String expected) {
    String value = values.get(key);
    if (value == null) {
      return OptionalDouble.empty();
    }
    // Double.parseDouble also accepts "1d", "0x1p3" and "NaN", which are not valid here.
    if (!value.matches("[0-9]{0,12}(\\.[0-9]{0,12})?([eE]-?[0-9]{1,2})?")
        || !value.matches("\\.?[0-9].*")) {
      throw wrong(key, expected);
    }
    double number = Double.parseDouble(value);
    if (!(number >= least && number <= most)) {
      throw wrong(key, expected);
    }
    return OptionalDouble.of(number);
  }

  private CaptureException wrong(String key, String expected) {
    return refused("has %s=%s: expected %s".formatted(key, values.get(key), expected));
  }

  private CaptureException refused(String why) {
    return new CaptureException("The source sim:" + text + " " + why);
  }
}
