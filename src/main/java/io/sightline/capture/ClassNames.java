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
 * The class names of a YOLO data set: {@code classes.txt} (one a line) or the {@code names} of
 * {@code data.yaml}, beside {@code images} or one folder up; without either, those of any other
 * YAML file there. Where there is none, a class is called by its number.
 *
 * @param names by class id; an entry that is left blank keeps its number and has no name
 * @param origin the file they come from; empty where there is none
 */
public record ClassNames(Map<Integer, String> names, String origin) {
  private static final Logger LOG = System.getLogger(ClassNames.class.getName());
  private static final long MOST_BYTES = 1L << 20;

  /** A file that has names, or was to have them; not just somewhere deep inside. */
  private static final Pattern NAMES =
      Pattern.compile("(?m)^[\"']?names[\"']?\\s*:|\\A\\s*\\{(?s:.*?)names[\"']?\\s*:");

  public ClassNames {
    names = Map.copyOf(names);
  }

  /** The name of a class; empty where the file lists no such class. */
  public String name(int id) {
    return origin.isEmpty() && id >= 0 ? String.valueOf(id) : names.getOrDefault(id, "");
  }

  /**
   * Looks beside {@code root/images}.
   *
   * @throws CaptureException where a file of names is not understood, or several differ
   */
  public static ClassNames of(Path root) {
    return find(
        root,
        wrong -> {
          throw wrong;
        });
  }

  /** The same, but a file that is not understood is named in a warning and passed over. */
  static ClassNames ofAsFarAsUnderstood(Path root) {
    return find(root, wrong -> LOG.log(Level.WARNING, wrong.getMessage()));
  }

  private static ClassNames find(Path root, Consumer<CaptureException> onWrong) {
    List<Path> places = new ArrayList<>(List.of(root, root.resolve("labels")));
    if (root.getParent() != null) {
      places.add(root.getParent());
    }
    for (Path place : places) {
      for (String name : List.of("classes.txt", "data.yaml")) {
        Path file = place.resolve(name);
        try {
          Map<Integer, String> names = Files.isRegularFile(file) ? read(file) : Map.of();
          if (!names.isEmpty()) {
            return new ClassNames(names, file.toString());
          }
        } catch (CaptureException e) {
          onWrong.accept(e);
        }
      }
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
    return new ClassNames(Map.of(), "");
  }

  /** Names in whatever YAML file there is; of several that differ the one called as the set is. */
  private static Optional<ClassNames> other(Path place, String set) {
    List<ClassNames> found = new ArrayList<>();
    for (Path file : otherYaml(place)) {
      Map<Integer, String> names = read(file);
      if (!names.isEmpty()) {
        found.add(new ClassNames(names, file.toString()));
        String name = String.valueOf(file.getFileName());
        if (name.substring(0, name.lastIndexOf('.')).equalsIgnoreCase(set)) {
          return Optional.of(found.get(found.size() - 1));
        }
      }
    }
    for (ClassNames each : found) {
      if (!each.names.equals(found.get(0).names)) {
        throw new CaptureException(
            "%s and %s name the classes differently: call the right one data.yaml"
                .formatted(found.get(0).origin, each.origin));
      }
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
      return List.of(); // a folder about the set need not be for reading
    }
  }

  /** Anything may be in a YAML file; only one that has names is to be understood. */
  private static boolean speaksOfNames(Path file) {
    try {
      return NAMES.matcher(ForeignText.read(file, MOST_BYTES)).find();
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<Integer, String> read(Path file) {
    try {
      return file.toString().endsWith(".txt")
          ? numbered(file, ForeignText.read(file, MOST_BYTES).lines().toList())
          : yaml(file, new ForeignYaml().read(file));
    } catch (ConfigException e) {
      throw new CaptureException("The class list " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CaptureException(
          "Cannot read the class list " + file + ": " + e.getMessage() + "; save it as UTF-8", e);
    }
  }

  /** A list of names, or names by number. */
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
