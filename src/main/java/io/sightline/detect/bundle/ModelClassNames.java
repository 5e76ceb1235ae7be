package io.sightline.detect.bundle;

import io.sightline.config.ForeignText;
import io.sightline.detect.layout.Layout;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelFile;
import io.sightline.detect.onnx.OnnxHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the class names from an ONNX file's metadata as exporters write them: a Python or JSON map
 * by class id, {@code {0: 'open', 1: 'short'}}, a list, {@code ['open', 'short']}, or words.
 */
final class ModelClassNames {
  /** Maximum number of classes of a model. */
  static final int MOST = 10_000;

  private static final long MOST_BYTES = 1 << 20;

  /** OpenVINO's Model API: names with blanks between them, whose own are written as underscores. */
  private static final String OF_MODEL_API = "model_info labels";

  /** An optional key, then a quoted name, or a number that serves as a name. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\G\\s*(?:['\"]?(\\d+)['\"]?\\s*:\\s*)?"
              + "(?:'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\"|(\\d+))\\s*(?:,|$)");

  /** Blank text, an empty list or an empty map. */
  private static final Pattern NOTHING = Pattern.compile("\\s*|\\s*\\{\\s*}\\s*|\\s*\\[\\s*]\\s*");

  /** An escape of two, four or eight hexadecimal digits, or of any single character. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)", Pattern.DOTALL);

  private ModelClassNames() {}

  /**
   * Returns the names from the metadata or, if they are missing or unreadable there, from a file
   * beside the model: one per line, in the order of their ids, in {@code <model>.names}, {@code
   * <model>.txt} or {@code classes.txt}.
   *
   * @param notes receives a note if they come from a file
   * @throws DetectException if they cannot be read
   */
  static Optional<List<String>> of(OnnxHeader header, Path model, List<String> notes) {
    Optional<String> said =
        Stream.of("names", "class_names")
            .map(header.metadata()::get)
            .flatMap(Stream::ofNullable)
            .filter(text -> !NOTHING.matcher(text).matches())
            .findFirst();
    if (said.isEmpty()) {
      String listed = header.metadata().getOrDefault(OF_MODEL_API, "").strip();
      return listed.isEmpty()
          ? beside(model, notes)
          : Optional.of(List.of(listed.split("\\s+", -1)));
    }
    try {
      return Optional.of(parse(said.get(), model));
    } catch (DetectException e) {
      return Optional.of(beside(model, notes).orElseThrow(() -> e));
    }
  }

  /** Returns whether the first class is the background, as in TensorFlow and torchvision. */
  static boolean startWithBackground(List<String> names) {
    return names.stream()
        .limit(1)
        .anyMatch(
            first ->
                first.equalsIgnoreCase("background") || first.equalsIgnoreCase("__background__"));
  }

  /**
   * Returns the names of a layout's classes: without the first if that is the background's, whose
   * confidence is no class's. Lists count it as a class.
   */
  static List<String> withoutBackground(List<String> names, Layout layout) {
    boolean named = layout.classes() > 0 && names.size() == layout.classes() + 1;
    return named && startWithBackground(names) ? names.subList(1, names.size()) : names;
  }

  private static Optional<List<String>> beside(Path model, List<String> notes) {
    String stem = ModelFile.stem(model);
    for (String name : List.of(stem + ".names", stem + ".txt", "classes.txt")) {
      Path file = model.resolveSibling(name);
      if (Files.isRegularFile(file)) {
        notes.add("The class names are those of " + file);
        return Optional.of(lines(file));
      }
    }
    return Optional.empty();
  }

  private static List<String> lines(Path file) {
    try {
      String text = ForeignText.read(file, MOST_BYTES);
      List<String> names = text.strip().lines().map(String::strip).toList();
      if (names.stream().anyMatch(String::isEmpty)) {
        throw new DetectException(
            "The class names in " + file + " have a gap: write one name a line, in their order");
      }
      return names;
    } catch (IOException e) {
      throw new DetectException(
          "Cannot read the class names %s (%s): save it as UTF-8 text, one name a line"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Returns the names by class id.
   *
   * @throws DetectException if this is neither a map nor a list of names, or ids are missing
   */
  static List<String> parse(String text, Path model) {
    String trimmed = text.strip();
    boolean map = trimmed.startsWith("{") && trimmed.endsWith("}");
    boolean list = trimmed.startsWith("[") && trimmed.endsWith("]");
    if (!map && !list) {
      throw unreadable(text, model);
    }
    String body = trimmed.substring(1, trimmed.length() - 1).strip();
    TreeMap<Integer, String> names = new TreeMap<>();
    Matcher entry = ENTRY.matcher(body);
    int end = 0;
    while (end < body.length() && entry.find()) {
      String key = entry.group(1);
      if ((key != null) != map || (key != null && key.length() > 6)) {
        throw unreadable(text, model);
      }
      int id = key == null ? names.size() : Integer.parseInt(key);
      String name =
          Stream.of(2, 3, 4).map(entry::group).flatMap(Stream::ofNullable).findFirst().orElse("");
      names.put(id, unescaped(name));
      end = entry.end();
    }
    if (end < body.length() || names.isEmpty() || names.lastKey() != names.size() - 1) {
      throw unreadable(text, model);
    }
    return new ArrayList<>(names.values());
  }

  /** Resolves the escapes of Python and JSON: non-ASCII code points and backslashed quotes. */
  private static String unescaped(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(
            found -> {
              String hex =
                  Stream.of(1, 2, 3)
                      .map(found::group)
                      .flatMap(Stream::ofNullable)
                      .findFirst()
                      .orElse("");
              int code = hex.isEmpty() ? -1 : Integer.parseUnsignedInt(hex, 16);
              // The halves of a surrogate pair are adjacent and so combine again.
              return Matcher.quoteReplacement(
                  Character.isValidCodePoint(code)
                      ? Character.toString(code)
                      : found.group().substring(1));
            });
  }

  private static DetectException unreadable(String text, Path model) {
    return new DetectException(
        "The model "
            + model
            + " has \"names\" that are neither a list of quoted names nor a map of them from 0 on"
            + " without a gap: "
            + (text.length() > 60 ? text.substring(0, 60) + "..." : text)
            + "; put one name a line into a .names file beside it");
  }
}
