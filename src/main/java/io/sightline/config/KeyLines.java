package io.sightline.config;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The lines of a JSON text in which its keys stand. The same key may occur in several objects. */
final class KeyLines {
  /**
   * A key in front of a message: {@code "classes" "spur": "failFrom" is ...}, with or without
   * quotes.
   */
  private static final Pattern NAMED = Pattern.compile("\\G:? ?(?:\"([^\"]+)\"|(\\w+))");

  private final Map<JsonPointer, Integer> lines = new HashMap<>();

  /**
   * Reads the keys; those behind a place that is not JSON remain unknown.
   *
   * @param text the whole file
   */
  KeyLines(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), bytes)) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        if (next == JsonToken.PROPERTY_NAME) {
          lines.put(
              parser.streamReadContext().pathAsPointer(),
              parser.currentTokenLocation().getLineNr());
        }
      }
    } catch (JacksonException e) {
      return; // what is wrong there is reported by whoever reads the values
    }
  }

  /** The line of a key, from 1; 0 if it is not known. */
  int of(JsonPointer key) {
    return lines.getOrDefault(key, 0);
  }

  /**
   * The line of the innermost key that a message begins with, from 1; 0 if it begins with none.
   *
   * @param object the object that the message is about
   */
  int ofFirstNamed(JsonPointer object, String message) {
    int line = 0;
    JsonPointer key = object;
    Matcher named = NAMED.matcher(message);
    while (named.find()) {
      key = key.appendProperty(named.group(1) == null ? named.group(2) : named.group(1));
      if (of(key) == 0) {
        return line;
      }
      line = of(key);
    }
    return line;
  }
}
