package io.sightline.capture;

import io.sightline.config.ConfigException;
import io.sightline.config.ForeignText;
import io.sightline.config.ForeignYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The class names of a YOLO data set. They come from {@code classes.txt}, {@code obj.names} or
 * {@code _darknet.labels} (one per line) or the {@code names} of {@code data.yaml}, next to {@code
 * images} or one folder up; failing those, from any other YAML file there. If nothing names the
 * classes, a class is named by its number.
 *
 * @param names by class id; a blank entry still takes up its number but has no name
 * @param origin the file that the names come from; empty if there is none
 * @param keypoints the number of values that follow the box in a label, from {@code kpt_shape} for
 *     poses; 0 for a set without keypoints
 */
public record ClassNames(Map<Integer, String> names, String origin, int keypoints) {
  private static final Logger LOG = System.getLogger(ClassNames.class.getName());
  private static final long MOST_BYTES = 1L << 20;

  /**
   * The names used by Ultralytics and labelling tools, then Darknet's as exported by CVAT and
   * Roboflow.
   */
  private static final List<String> NAMED =
      List.of("classes.txt", "data.yaml", "obj.names", "_darknet.labels");

  /** Matches a file that has names or was meant to; {@code names} deep inside does not count. */
  private static final Pattern NAMES =
      Pattern.compile("(?m)^[\"']?names[\"']?\\s*:|\\A\\s*\\{(?s:.*?)names[\"']?\\s*:");

  public ClassNames {
    names = Map.copyOf(names);
  }

  /** Returns no names and no keypoints: a class is named by its number. */
  public static ClassNames none() {
    return new ClassNames(Map.of(), "", 0);
  }

  /** Returns the name of a class; empty if the file does not list it. */
  public String name(int id) {
    return origin.isEmpty() && id >= 0 ? String.valueOf(id) : names.getOrDefault(id, "");
  }

  /**
   * Searches next to {@code root/images}.
   *
   * @throws CaptureException if a file of names is malformed, or if several differ
   */
  public static ClassNames of(Path root) {
    return find(
        root,
        wrong -> {
          throw wrong;
        });
  }

  /** As {@link #of}, but skips a malformed file with a warning that names it. */
  static ClassNames ofAsFarAsUnderstood(Path root) {
    return find(root, wrong -> LOG.log(Level.WARNING, wrong.getMessage()));
  }

  private static ClassNames find(Path root, Consumer<CaptureException> onWrong) {
    List<Path> places = new ArrayList<>(List.of(root, root.resolve("labels")));
    if (root.getParent() != null) {
      places.add(root.getParent());
    }
    List<ClassNames> found = new ArrayList<>();
    for (Path place : places) {
      for (String name : NAMED) {
        Path file = place.resolve(name);
        try {
          if (Files.isRegularFile(file)) {
            found.add(read(file));
          }
        } catch (CaptureException e) {
          onWrong.accept(e);
        }
      }
    }
    List<ClassNames> naming = found.stream().filter(each -> !each.names.isEmpty()).toList();
    if (!naming.isEmpty()) {
      ClassNames first = naming.get(0);
      differing(
              naming,
              "remove the wrong one, or move the set out of that folder where the other is not its own")
          .ifPresent(onWrong);
      int keypoints = found.stream().mapToInt(ClassNames::keypoints).max().orElse(0);
      return new ClassNames(first.names, first.origin, keypoints);
    }
    for (Path place : places) {
      try {
        Optional<ClassNames> other = other(place, String.valueOf(root.getFileName()));
        if (other.isPresent()) {
          return other.get();
        }
      } catch (CaptureException e) {
        onWrong.accept(e);
      }
    }
    return none();
  }

  /**
   * Returns the error if the files name the classes differently, as labels would then be misread.
   */
  private static Optional<CaptureException> differing(List<ClassNames> found, String advice) {
    return found.stream()
        .filter(each -> !each.names.equals(found.get(0).names))
        .findFirst()
        .map(
            other ->
                new CaptureException(
                    "%s and %s name the classes differently: %s"
                        .formatted(found.get(0).origin, other.origin, advice)));
  }

  /**
   * Takes the names from any other YAML file; if several differ, the one named after the set wins.
   */
  private static Optional<ClassNames> other(Path place, String set) {
    List<ClassNames> found = new ArrayList<>();
    for (Path file : otherYaml(place)) {
      ClassNames names = read(file);
      if (!names.names.isEmpty()) {
        found.add(names);
        String name = String.valueOf(file.getFileName());
        if (name.substring(0, name.lastIndexOf('.')).equalsIgnoreCase(set)) {
          return Optional.of(names);
        }
      }
    }
    Optional<CaptureException> differing = differing(found, "call the right one data.yaml");
    if (differing.isPresent()) {
      throw differing.get();
    }
    return found.stream().findFirst();
  }

  private static List<Path> otherYaml(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries
          .filter(each -> each.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml"))
          .filter(each -> !each.endsWith("data.yaml") && Files.isRegularFile(each))
          .filter(ClassNames::speaksOfNames)
          .sorted(NaturalOrder.ofFiles())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // the folder around the set may be unreadable
    }
  }

  /** YAML files may contain anything; only those that have names need to be valid. */
  private static boolean speaksOfNames(Path file) {
    try {
      return NAMES.matcher(ForeignText.read(file, MOST_BYTES)).find();
    } catch (IOException e) {
      return false;
    }
  }

  private static ClassNames read(Path file) {
    try {
      if (!file.toString().matches(".*\\.[yY][aA]?[mM][lL]")) {
        List<String> lines = ForeignText.read(file, MOST_BYTES).lines().toList();
        return new ClassNames(numbered(file, lines), file.toString(), 0);
      }
      Object whole = new ForeignYaml().read(file);
      return new ClassNames(yaml(file, whole), file.toString(), keypoints(file, whole));
    } catch (ConfigException e) {
      throw new CaptureException("The class list " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CaptureException(
          "Cannot read the class list " + file + ": " + e.getMessage() + "; save it as UTF-8", e);
    }
  }

  /** Reads a list of names, or names by number. */
  private static Map<Integer, String> yaml(Path file, Object whole) {
    Object names =
        whole instanceof Map<?, ?> map && map.containsKey("names") ? map.get("names") : "";
    if (names instanceof List<?> list) {
      return numbered(file, list);
    }
    Map<Integer, String> byId = new TreeMap<>();
    if (names instanceof Map<?, ?> map) {
      map.forEach((key, value) -> put(file, byId, String.valueOf(key), value));
    } else if (!"".equals(names)) {
      throw wrong(file, "its names are neither a list nor names by number");
    }
    return byId;
  }

  /** Reads {@code kpt_shape: [17, 3]}: the number of points, and two or three values for each. */
  private static int keypoints(Path file, Object whole) {
    Object shape = whole instanceof Map<?, ?> map ? map.get("kpt_shape") : null;
    if (shape == null || "".equals(shape)) {
      return 0;
    }
    if (shape instanceof List<?> list
        && list.size() == 2
        && String.valueOf(list.get(0)).matches("[1-9]\\d{0,3}")
        && String.valueOf(list.get(1)).matches("[23]")) {
      return Integer.parseInt(String.valueOf(list.get(0)))
          * Integer.parseInt(String.valueOf(list.get(1)));
    }
    throw wrong(file, "its kpt_shape is not [points, 2 or 3]");
  }

  private static Map<Integer, String> numbered(Path file, List<?> entries) {
    Map<Integer, String> byId = new TreeMap<>();
    for (int id = 0; id < entries.size(); id++) {
      put(file, byId, String.valueOf(id), entries.get(id));
    }
    return byId;
  }

  private static void put(Path file, Map<Integer, String> byId, String id, Object name) {
    if (!id.matches("\\d{1,6}")) {
      throw wrong(file, "its names have a \"" + id + "\" where the number of a class is expected");
    }
    if (!(name instanceof String word)) {
      throw wrong(file, "the name of class " + id + " is more than a word");
    }
    if (!word.isBlank() && byId.put(Integer.valueOf(id), word.strip()) != null) {
      throw wrong(file, "it names class " + id + " twice");
    }
  }

  private static CaptureException wrong(Path file, String why) {
    return new CaptureException("The class list %s is not understood: %s".formatted(file, why));
  }
}
