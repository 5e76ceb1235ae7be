package io.sightline.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of pictures and the folder of its label files: {@code labels/a.txt} for {@code
 * images/a.jpg} (YOLO), or {@code annotations/a.txt} (DeepPCB, in which all of {@code templates}
 * are good parts).
 *
 * @param pictures the folder {@code images} or {@code templates}
 * @param labels the folder of label files
 * @param text the format of the label files
 */
public record LabelHome(Path pictures, Path labels, LabelText text) {
  private static final int LINE = 200;

  /** A class, which some tools write as a decimal, and four numbers. */
  private static final Pattern LABEL =
      Pattern.compile("\\s*\\d+(\\.\\d*)?([eE][-+]?\\d+)?([ \\t]+[-+.eE\\d]+){4}");

  /** Returns the nearest {@code images} or {@code templates} folder above a picture. */
  public static Optional<Path> above(Path picture) {
    for (Path up = picture.getParent(); up != null; up = up.getParent()) {
      String name = String.valueOf(up.getFileName());
      if (up.getParent() != null && (name.equals("images") || name.equals("templates"))) {
        return Optional.of(up);
      }
    }
    return Optional.empty();
  }

  /**
   * Searches next to a folder of pictures; empty if there are no label files.
   *
   * @param pictures a folder {@code images} or {@code templates}
   * @param names finds the names of YOLO's classes, given the folder that holds both
   */
  public static Optional<LabelHome> of(Path pictures, Function<Path, ClassNames> names) {
    Path root = pictures.resolveSibling(".").normalize();
    Path annotations = root.resolve("annotations");
    if (Files.isDirectory(annotations)
        && Stream.of("images", "templates")
            .map(name -> new LabelHome(root.resolve(name), annotations, LabelText.DEEP_PCB))
            .anyMatch(LabelHome::labelsOne)) {
      return Optional.of(new LabelHome(pictures, annotations, LabelText.DEEP_PCB));
    }
    Path labels = root.resolve("labels");
    return Files.isDirectory(labels)
        ? Optional.of(new LabelHome(pictures, labels, new LabelText(false, names.apply(root))))
        : Optional.empty();
  }

  /**
   * Finds label files among the pictures of a folder or its subfolders; empty if no text file
   * shares its name with a picture.
   *
   * @param set the folder itself or one above it, up to which class names are looked for
   * @param names finds the class names of a folder
   */
  public static Optional<LabelHome> among(
      Path pictures, Path set, Function<Path, ClassNames> names) {
    return Optional.of(new LabelHome(pictures, pictures, new LabelText(false, ClassNames.none())))
        .filter(home -> holdsText(pictures) && home.labelsOne())
        .map(
            home ->
                new LabelHome(
                    pictures, pictures, new LabelText(false, nearest(pictures, set, names))));
  }

  /** Most folders of pictures hold no text, and then need not be searched. */
  private static boolean holdsText(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> FileEnding.is(file, ".txt"));
    } catch (IOException | UncheckedIOException e) {
      return false; // what cannot be listed labels nothing
    }
  }

  /** Returns the names nearest to the pictures: an export with folders has them at its top. */
  private static ClassNames nearest(Path pictures, Path set, Function<Path, ClassNames> names) {
    Path place = pictures;
    ClassNames found = names.apply(place); // also looks one folder up
    while (found.origin().isEmpty() && !place.equals(set) && place.startsWith(set)) {
      place = place.resolveSibling(".").normalize();
      found = names.apply(place);
    }
    return found;
  }

  /**
   * Returns whether any text file there belongs to a picture. COCO keeps its JSON and Pascal VOC
   * its XML in a folder of the same name, perhaps with a text file that describes them.
   */
  private boolean labelsOne() {
    Set<Path> texts =
        FolderListing.of(labels).stream().filter(this::labels).collect(Collectors.toSet());
    return !texts.isEmpty()
        && Files.isDirectory(pictures)
        && FolderListing.of(pictures).stream()
            .filter(each -> texts.contains(file(each)))
            .anyMatch(FolderSource::isPicture);
  }

  /** Returns whether these are defect-free templates, which have no labels. */
  public boolean templates() {
    return String.valueOf(pictures.getFileName()).equals("templates");
  }

  /** Returns where a picture's labels are or would be; the case of the ending does not matter. */
  public Path file(Path picture) {
    String name = String.valueOf(picture.getFileName());
    int dot = name.lastIndexOf('.');
    return FileEnding.existing(
        labels
            .resolve(pictures.relativize(picture))
            .resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".txt"));
  }

  /**
   * Returns whether this is a label file of the folder; labelling tools also keep a class list
   * there.
   */
  public boolean labels(Path file) {
    return file.startsWith(labels)
        && FileEnding.is(file, ".txt")
        && !String.valueOf(file.getFileName()).equalsIgnoreCase("classes.txt")
        && (!labels.equals(pictures) || beginsWithLabel(file));
  }

  /** A folder of pictures may also hold text files that list them, and tools' notes. */
  private static boolean beginsWithLabel(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String start =
          LabelLine.withoutMark(new String(in.readNBytes(LINE), StandardCharsets.ISO_8859_1));
      return start.isBlank() || LABEL.matcher(start).lookingAt();
    } catch (IOException e) {
      return false; // an unreadable file is not taken for a label file
    }
  }
}
