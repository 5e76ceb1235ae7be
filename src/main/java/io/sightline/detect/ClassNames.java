package io.sightline.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the class names out of an ONNX file's metadata, as exporters write them: a Python or JSON
 * map by class id, {@code {0: 'open', 1: 'short'}}, or a list, {@code ['open', 'short']}.
 */
final class ClassNames {
  /** A key where there is one, then a quoted name. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\G\\s*(?:['\"]?(\\d+)['\"]?\\s*:\\s*)?"
              + "(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*(?:,|$)");

  private ClassNames() {}

  /**
   * The names by class id.
   *
   * @throws DetectException when this is neither a map nor a list of names, or ids are missing
   */
  static List<String> parse(String text) {
    String trimmed = text.strip();
    boolean map = trimmed.startsWith("{") && trimmed.endsWith("}");
    boolean list = trimmed.startsWith("[") && trimmed.endsWith("]");
    if (!map && !list) {
      throw unreadable(text);
    }
    String body = trimmed.substring(1, trimmed.length() - 1).strip();
    TreeMap<Integer, String> names = new TreeMap<>();
    Matcher entry = ENTRY.matcher(body);
    int end = 0;
    while (end < body.length() && entry.find()) {
      String key = entry.group(1);
      if ((key != null) != map || (key != null && key.length() > 6)) {
        throw unreadable(text);
      }
      int id = key == null ? names.size() : Integer.parseInt(key);
      String name = entry.group(2) != null ? entry.group(2) : entry.group(3);
      names.put(id, name.replaceAll("\\\\(.)", "$1"));
      end = entry.end();
    }
    if (end < body.length() || names.isEmpty() || names.lastKey() != names.size() - 1) {
      throw unreadable(text);
    }
    return new ArrayList<>(names.values());
  }

  private static DetectException unreadable(String text) {
    return new DetectException(
        "The model's \"names\" are neither a map nor a list of class names: "
            + (text.length() > 60 ? text.substring(0, 60) + "..." : text));
  }
}
