package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A layout of data sets. */
sealed interface SetLayout permits TextFiles, PublishedDeepPcb, PascalVoc, CocoInstances {
  /**
   * Returns all layouts in the order in which to try them: first those recognised by their folders;
   * last, text next to a picture, which may be about anything.
   */
  static List<SetLayout> all() {
    return List.of(
        TextFiles.besideImages(),
        new PublishedDeepPcb(),
        new PascalVoc(),
        new CocoInstances(),
        TextFiles.amongPictures());
  }

  /**
   * Reads a folder's labels; empty if the folder does not have this layout.
   *
   * @param folder the folder, absolute
   * @param files all its files, in natural order
   * @param pictures those of them that are pictures
   * @throws io.sightline.capture.CaptureException if it has this layout, but a label is malformed
   */
  Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures);

  /**
   * Remembers which picture a label file belongs to.
   *
   * @throws io.sightline.capture.CaptureException if it already belongs to another, as one of the
   *     two would be judged by the other's defects
   */
  static void pair(Path labels, Path picture, Map<Path, Path> pictures) {
    Path other = pictures.put(labels, picture);
    if (other != null) {
      throw new CaptureException(
          "The label file %s is of two pictures, %s and %s: keep the one that it was made for"
              .formatted(labels, other, picture));
    }
  }

  /** Returns a picture's name: its path inside the set. */
  static String name(Path folder, Path picture) {
    return folder.relativize(picture).toString().replace('\\', '/');
  }

  /** Returns a file's name without its ending. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
