package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way in which data sets are laid out. */
sealed interface SetLayout permits TextFiles, PublishedDeepPcb, PascalVoc, CocoInstances {
  /**
   * Every layout, in the order in which they are tried: those told by their folders first, text
   * beside a picture, which may be about anything, last.
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
   * Reads a folder's labels; empty where it is not laid out like this.
   *
   * @param folder the folder, absolute
   * @param files all its files, in natural order
   * @param pictures those of them that are pictures
   * @throws io.sightline.capture.CaptureException where it is, but a label is not understood
   */
  Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures);

  /**
   * Remembers which picture a label file is of.
   *
   * @throws io.sightline.capture.CaptureException where it is of another already: one of the two
   *     would be judged by the other's defects
   */
  static void pair(Path labels, Path picture, Map<Path, Path> pictures) {
    Path other = pictures.put(labels, picture);
    if (other != null) {
      throw new CaptureException(
          "The label file %s is of two pictures, %s and %s: keep the one that it was made for"
              .formatted(labels, other, picture));
    }
  }

  /** What a picture is called: its path inside the set. */
  static String name(Path folder, Path picture) {
    return folder.relativize(picture).toString().replace('\\', '/');
  }

  /** A file's name without its ending. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
