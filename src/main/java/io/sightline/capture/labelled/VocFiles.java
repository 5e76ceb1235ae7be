package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FileEnding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which XML file labels a picture: the one of its name in a folder {@code Annotations} or in
 * folders of that (where several have the name, in the folder called as the picture's), or the one
 * beside it, as some labelling tools leave it.
 */
final class VocFiles {
  /** Any XML may lie beside a picture; an annotation says near its beginning that it is one. */
  private static final int LOOK = 4096;

  private final Map<String, List<Path>> byStem = new HashMap<>();
  private final Map<Path, Path> homes = new HashMap<>();

  /** By {@link #xmlBeside}: they may differ in the case of their ending. */
  private final Map<Path, List<Path>> beside = new LinkedHashMap<>();

  private VocFiles() {}

  /**
   * Finds them.
   *
   * @param folder the set's
   * @param files all its files
   * @param pictures those of them that are pictures
   */
  static VocFiles among(Path folder, List<Path> files, List<Path> pictures) {
    VocFiles found = new VocFiles();
    Set<Path> wanted = new LinkedHashSet<>();
    pictures.forEach(each -> wanted.add(xmlBeside(each)));
    for (Path file : files) {
      if (!FileEnding.is(file, ".xml")) {
        continue;
      }
      Optional<Path> home = home(folder, file);
      if (home.isPresent()) {
        found.homes.put(file, home.get());
        found.byStem.computeIfAbsent(SetLayout.stem(file), stem -> new ArrayList<>()).add(file);
      } else if (wanted.contains(xmlBeside(file)) && speaksOfAnnotation(file)) {
        found.beside.computeIfAbsent(xmlBeside(file), name -> new ArrayList<>()).add(file);
      }
    }
    return found;
  }

  /** What an XML file of this name would be called, with small letters. */
  private static Path xmlBeside(Path picture) {
    return picture.resolveSibling(SetLayout.stem(picture) + ".xml");
  }

  /** The nearest {@code Annotations} that the file lies in. */
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
      return false; // then it is not known to be one
    }
  }

  Set<Path> all() {
    Set<Path> all = new LinkedHashSet<>(homes.keySet());
    beside.values().forEach(all::addAll);
    return all;
  }

  /** The folders that hold an {@code Annotations}. */
  Set<Path> roots() {
    Set<Path> roots = new LinkedHashSet<>();
    homes.values().forEach(home -> roots.add(home.resolveSibling(".").normalize()));
    return roots;
  }

  /**
   * The file of a picture; empty where it has none.
   *
   * @throws CaptureException where it may be either of two
   */
  Optional<Path> of(Path picture) {
    List<Path> own = new ArrayList<>(byStem.getOrDefault(SetLayout.stem(picture), List.of()));
    if (own.size() > 1) {
      own.removeIf(file -> !inFolderOfSameName(file, picture));
    }
    if (own.isEmpty()) { // otherwise a copy of its own
      own.addAll(beside.getOrDefault(xmlBeside(picture), List.of()));
    }
    if (own.size() > 1) {
      throw new CaptureException("%s and %s label one picture".formatted(own.get(0), own.get(1)));
    }
    return own.stream().findFirst();
  }

  private boolean inFolderOfSameName(Path file, Path picture) {
    Path home = homes.getOrDefault(file, file);
    Path inside = home.relativize(file.resolveSibling(".").normalize());
    return inside.toString().isEmpty() || picture.resolveSibling(".").normalize().endsWith(inside);
  }
}
