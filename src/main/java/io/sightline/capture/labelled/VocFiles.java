package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FileEnding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the XML file that labels a picture: the one with its name in or below a folder {@code
 * Annotations} (if several have that name, the one next to the picture's folders, in the folder
 * named like the picture's), or the one next to it, as some labelling tools leave it. An annotation
 * and a picture in subfolders of different names do not belong together.
 */
final class VocFiles {
  /** Any XML may lie next to a picture; an annotation has its element near the beginning. */
  private static final int LOOK = 4096;

  private final Map<String, List<Path>> byStem = new HashMap<>();
  private final Map<Path, Path> homes = new HashMap<>();
  private final Set<Path> roots = new LinkedHashSet<>();

  /** Keyed by {@link #xmlBeside}, as the files may differ in the case of their ending. */
  private final Map<Path, List<Path>> beside = new LinkedHashMap<>();

  /** How many folders from a base on all pictures below it share. */
  private final Map<Path, Integer> shared = new HashMap<>();

  private final Path folder;
  private final List<Path> pictures;

  private VocFiles(Path folder, List<Path> pictures) {
    this.folder = folder;
    this.pictures = pictures;
  }

  /**
   * Finds the annotation files.
   *
   * @param folder the set's folder
   * @param files all its files
   * @param pictures those of them that are pictures
   */
  static VocFiles among(Path folder, List<Path> files, List<Path> pictures) {
    VocFiles found = new VocFiles(folder, pictures);
    Set<Path> wanted = new LinkedHashSet<>();
    pictures.forEach(each -> wanted.add(xmlBeside(each)));
    for (Path file : files) {
      if (!FileEnding.is(file, ".xml")) {
        continue;
      }
      Optional<Path> home = home(folder, file);
      if (home.isPresent()) {
        found.homes.put(file, home.get());
        found.roots.add(home.get().resolveSibling(".").normalize());
        found.byStem.computeIfAbsent(SetLayout.stem(file), stem -> new ArrayList<>()).add(file);
      } else if (wanted.contains(xmlBeside(file)) && speaksOfAnnotation(file)) {
        found.beside.computeIfAbsent(xmlBeside(file), name -> new ArrayList<>()).add(file);
      }
    }
    return found;
  }

  /** Returns the path of an XML file with this name, with its ending in lower case. */
  private static Path xmlBeside(Path picture) {
    return picture.resolveSibling(SetLayout.stem(picture) + ".xml");
  }

  /** Returns the nearest {@code Annotations} folder above the file. */
  private static Optional<Path> home(Path folder, Path file) {
    for (Path up = file.getParent(); up != null && up.startsWith(folder); up = up.getParent()) {
      if (String.valueOf(up.getFileName()).equalsIgnoreCase("annotations")) {
        return Optional.of(up);
      }
    }
    return Optional.empty();
  }

  private static boolean speaksOfAnnotation(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1).contains("<annotation");
    } catch (IOException e) {
      return false; // an unreadable file is not taken for one
    }
  }

  Set<Path> all() {
    Set<Path> all = new LinkedHashSet<>(homes.keySet());
    beside.values().forEach(all::addAll);
    return all;
  }

  /** Returns the folders that contain an {@code Annotations} folder. */
  Set<Path> roots() {
    return Collections.unmodifiableSet(roots);
  }

  /**
   * Returns the annotation file of a picture; empty if it has none.
   *
   * @throws CaptureException if two files qualify
   */
  Optional<Path> of(Path picture) {
    List<Path> named = byStem.getOrDefault(SetLayout.stem(picture), List.of());
    List<Path> own = closest(named.stream().filter(f -> picture.startsWith(root(f))), picture);
    if (own.isEmpty()) { // otherwise the file next to it is a copy
      own = beside.getOrDefault(xmlBeside(picture), List.of());
    }
    if (own.isEmpty() && roots.stream().noneMatch(picture::startsWith)) {
      own = closest(named.stream(), picture); // annotations may lie apart from their pictures
    }
    if (own.size() > 1) {
      throw new CaptureException("%s and %s label one picture".formatted(own.get(0), own.get(1)));
    }
    return own.stream().findFirst();
  }

  /**
   * Keeps of several files those next to the picture, and of these those deepest in its folders.
   */
  private List<Path> closest(Stream<Path> files, Path picture) {
    List<Path> some = files.filter(file -> together(file, picture)).toList();
    if (some.size() < 2) {
      return some;
    }
    Comparator<Path> byDepth =
        Comparator.<Path>comparingInt(file -> root(file).getNameCount())
            .thenComparingInt(Path::getNameCount);
    List<Path> fitting = some.stream().filter(f -> inFolderOfSameName(f, picture)).toList();
    return fitting.stream()
        .filter(each -> fitting.stream().allMatch(f -> byDepth.compare(each, f) >= 0))
        .toList();
  }

  /** Returns the folder that holds the file's {@code Annotations} folder. */
  private Path root(Path file) {
    return homes.getOrDefault(file, file).resolveSibling(".").normalize();
  }

  private boolean inFolderOfSameName(Path file, Path picture) {
    Path home = homes.getOrDefault(file, file);
    Path inside = home.relativize(file.resolveSibling(".").normalize());
    return inside.toString().isEmpty() || picture.resolveSibling(".").normalize().endsWith(inside);
  }

  /**
   * Returns whether an annotation may be of a picture: not if both lie in subfolders, one of the
   * annotations', the other of the pictures' folder, whose names differ.
   */
  private boolean together(Path file, Path picture) {
    Path base = picture.startsWith(root(file)) ? root(file) : folder;
    List<String> names = folders(base, picture);
    Set<String> subfolders =
        names.stream()
            .skip(shared.computeIfAbsent(base, this::shared))
            .filter(name -> !VocPictures.HOMES.contains(name))
            .collect(Collectors.toSet());
    List<String> inside = folders(homes.getOrDefault(file, folder), file);
    return subfolders.containsAll(inside) || inside.containsAll(subfolders);
  }

  /**
   * Returns how many leading folders are no subfolders: those that all pictures below the base
   * share, as the pictures' folder may have any name; what follows a folder with a usual name is a
   * subfolder of it, though.
   */
  private int shared(Path base) {
    Optional<List<String>> common =
        pictures.stream()
            .filter(picture -> picture.startsWith(base))
            .map(picture -> folders(base, picture))
            .reduce(VocFiles::beginning);
    List<String> names = common.orElse(List.of());
    int home = VocPictures.HOMES.stream().mapToInt(names::lastIndexOf).max().orElse(-1);
    return home < 0 ? names.size() : home + 1;
  }

  private static List<String> beginning(List<String> one, List<String> other) {
    int alike = 0;
    while (alike < Math.min(one.size(), other.size()) && one.get(alike).equals(other.get(alike))) {
      alike++;
    }
    return one.subList(0, alike);
  }

  /** Returns the names of the folders between a base and a file, in lower case. */
  private static List<String> folders(Path base, Path file) {
    List<String> names = new ArrayList<>();
    base.relativize(file).forEach(name -> names.add(name.toString().toLowerCase(Locale.ROOT)));
    return names.subList(0, names.size() - 1);
  }
}
