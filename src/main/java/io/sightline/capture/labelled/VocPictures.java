package io.sightline.capture.labelled;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Separates a Pascal VOC set's pictures of parts from the rest. The pictures lie in {@code
 * JPEGImages} or {@code images} next to {@code Annotations}; masks have the same names but lie in
 * folders of their own.
 *
 * @param pictures the pictures of parts
 * @param others masks, and pictures that share their name with one in those folders next to the
 *     same {@code Annotations}
 */
record VocPictures(List<Path> pictures, List<Path> others) {
  /** The names of pictures' folders, in lower case. */
  static final Set<String> HOMES = Set.of("jpegimages", "images");

  private static final Set<String> MASKS = Set.of("segmentationclass", "segmentationobject");

  /**
   * Separates the pictures.
   *
   * @param all every picture of the set
   * @param roots the folders that contain an {@code Annotations} folder
   */
  static VocPictures among(List<Path> all, Set<Path> roots) {
    Map<Path, Set<String>> atHome = new HashMap<>();
    for (Path picture : all) {
      if (in(HOMES, picture, roots)) {
        root(picture, roots)
            .ifPresent(
                root ->
                    atHome
                        .computeIfAbsent(root, r -> new HashSet<>())
                        .add(SetLayout.stem(picture)));
      }
    }
    Map<Boolean, List<Path>> parts =
        all.stream()
            .collect(
                Collectors.partitioningBy(
                    picture ->
                        in(HOMES, picture, roots)
                            || !(in(MASKS, picture, roots)
                                || root(picture, roots)
                                    .map(atHome::get)
                                    .filter(stems -> stems.contains(SetLayout.stem(picture)))
                                    .isPresent())));
    return new VocPictures(
        parts.getOrDefault(true, List.of()), parts.getOrDefault(false, List.of()));
  }

  /** Returns the nearest root above a picture. */
  private static Optional<Path> root(Path picture, Set<Path> roots) {
    return roots.stream()
        .filter(picture::startsWith)
        .max(Comparator.comparingInt(Path::getNameCount));
  }

  /** Returns whether it lies in a folder with such a name next to {@code Annotations}. */
  private static boolean in(Set<String> names, Path picture, Set<Path> roots) {
    return roots.stream()
        .filter(picture::startsWith)
        .map(root -> root.relativize(picture))
        .anyMatch(
            inside ->
                inside.getNameCount() > 1
                    && names.contains(inside.getName(0).toString().toLowerCase(Locale.ROOT)));
  }

  List<String> notes(Path folder) {
    return others.isEmpty()
        ? List.of()
        : List.of(
            "%,d pictures beside those of parts, such as masks, are left out, the first is %s"
                .formatted(others.size(), SetLayout.name(folder, others.get(0))));
  }
}
