package io.sightline.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The class names of a YOLO data set: {@code classes.txt} (one a line) or the {@code names} of
 * {@code data.yaml}, beside {@code images} or one folder up. Where there is neither, a class is
 * called by its number.
 *
 * @param names by class id
 * @param origin the file they come from; empty where there is none
 */
public record ClassNames(Map<Integer, String> names, String origin) {
  private static final Logger LOG = System.getLogger(ClassNames.class.getName());

  public ClassNames {
    names = Map.copyOf(names);
  }

  /** The name of a class; empty where the file lists no such class. */
  public String name(int id) {
    return origin.isEmpty() && id >= 0 ? String.valueOf(id) : names.getOrDefault(id, "");
  }

  /** Looks beside {@code root/images}. */
  public static ClassNames of(Path root) {
    List<Path> places = new ArrayList<>(List.of(root, root.resolve("labels")));
    if (root.getParent() != null) {
      places.add(root.getParent());
    }
    for (Path place : places) {
      for (String name : List.of("classes.txt", "data.yaml")) {
        Path file = place.resolve(name);
        if (Files.isRegularFile(file)) {
          try {
            List<String> lines = Files.readAllLines(file);
            Map<Integer, String> names = name.endsWith(".txt") ? listed(lines) : yaml(lines);
            if (!names.isEmpty()) {
              return new ClassNames(names, file.toString());
            }
          } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot read class names from {0}: {1}", file, e.getMessage());
          }
        }
      }
    }
    return new ClassNames(Map.of(), "");
  }

  private static Map<Integer, String> listed(List<String> lines) {
    Map<Integer, String> names = new TreeMap<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        names.put(names.size(), line.strip());
      }
    }
    return names;
  }

  /**
   * The {@code names} of a data.yaml in the three ways that tools write them: {@code [a, b]},
   * {@code - a} lines, {@code 0: a} lines. Anything else of YAML is passed over.
   */
  private static Map<Integer, String> yaml(List<String> lines) {
    Map<Integer, String> names = new TreeMap<>();
    boolean inside = false;
    for (String whole : lines) {
      String line = whole.replaceFirst("(^|\\s)#.*", "").stripTrailing();
      boolean begins = line.startsWith("names:");
      String entry = (begins ? line.substring("names:".length()) : line).strip();
      boolean otherKey = !begins && line.matches("[^\\s\\-\\]}].*") && !line.matches("[\\d'\"].*");
      if (inside && otherKey) {
        return names;
      }
      inside |= begins;
      if (inside) {
        // A list in brackets may go over several lines.
        for (String each : entry.replaceAll("^[\\[{]|[]}]$", "").split(",", -1)) {
          put(names, each.strip().replaceFirst("^-\\s+", ""));
        }
      }
    }
    return names;
  }

  private static void put(Map<Integer, String> names, String entry) {
    int id = names.size();
    String name = entry;
    if (entry.matches("\\d{1,6}\\s*:.*")) {
      id = Integer.parseInt(entry.substring(0, entry.indexOf(':')).strip());
      name = entry.substring(entry.indexOf(':') + 1).strip();
    }
    if (name.length() > 1 && "'\"".indexOf(name.charAt(0)) >= 0) {
      name = name.substring(1, name.length() - 1);
    }
    if (!name.isEmpty()) {
      names.put(id, name);
    }
  }
}
