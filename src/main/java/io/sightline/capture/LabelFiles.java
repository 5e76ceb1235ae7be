package io.sightline.capture;

import io.sightline.inspection.GroundTruth;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the truth of labelled pictures from text files ({@link LabelHome}) in a folder next to
 * theirs or, failing that, among them. An empty label file means a good part; without a label file,
 * the truth is unknown, just as in {@code validate}.
 *
 * <p>A malformed label file is named in a warning together with the offending line, and the truth
 * of its picture is unknown. Used by one thread.
 */
final class LabelFiles {
  private static final Logger LOG = System.getLogger(LabelFiles.class.getName());

  private final Optional<Path> set;
  private final Map<Path, Optional<LabelHome>> homes = new HashMap<>();
  private final Map<Path, Optional<LabelHome>> among = new HashMap<>();

  private LabelFiles(Optional<Path> set) {
    this.set = set.map(folder -> folder.toAbsolutePath().normalize());
  }

  /** Returns the label files of all pictures in a folder and its subfolders. */
  static LabelFiles of(Path folder) {
    return new LabelFiles(Optional.of(folder));
  }

  /** Returns those next to a single picture's folder; all files around it are not searched. */
  static LabelFiles ofPicture() {
    return new LabelFiles(Optional.empty());
  }

  /**
   * Returns what this picture really shows; empty if that is unknown.
   *
   * @param picture the picture's file
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   */
  Optional<GroundTruth> truth(Path picture, int width, int height) {
    Path file = picture.toAbsolutePath().normalize();
    Optional<LabelHome> home = home(file);
    if (home.isEmpty()) {
      return Optional.empty();
    }
    if (home.get().templates()) {
      return home.get().text().deepPcb() ? Optional.of(GroundTruth.GOOD) : Optional.empty();
    }
    return read(home.get().file(file), home.get().text())
        .flatMap(boxes -> FittedTruth.of(boxes, List.of(), width, height).truth());
  }

  /** Returns whether this picture has a known source of truth. */
  boolean know(Path picture) {
    Path file = picture.toAbsolutePath().normalize();
    return home(file).filter(home -> labels(home, file)).isPresent();
  }

  private static boolean labels(LabelHome home, Path picture) {
    return home.templates() ? home.text().deepPcb() : Files.exists(home.file(picture));
  }

  private Optional<LabelHome> home(Path picture) {
    return LabelHome.above(picture)
        .flatMap(
            pictures ->
                homes.computeIfAbsent(
                    pictures, at -> found(() -> LabelHome.of(at, ClassNames::ofAsFarAsUnderstood))))
        .filter(home -> labels(home, picture)) // it may be another lot's
        .or(() -> set.flatMap(top -> among(picture.resolveSibling(".").normalize(), top)));
  }

  private Optional<LabelHome> among(Path pictures, Path top) {
    return among.computeIfAbsent(
        pictures, at -> found(() -> LabelHome.among(at, top, ClassNames::ofAsFarAsUnderstood)));
  }

  private static Optional<LabelHome> found(Supplier<Optional<LabelHome>> search) {
    try {
      return search.get();
    } catch (CaptureException e) {
      LOG.log(Level.WARNING, "{0}; its pictures count as unlabelled", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<List<TrueBox>> read(Path file, LabelText text) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(text.read(file));
    } catch (LabelLine.WrongLine e) {
      LOG.log(
          Level.WARNING,
          "The label file {0}, line {1}, is not understood: {2}; its picture counts as unlabelled",
          file,
          String.valueOf(e.line()),
          e.getMessage());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "Cannot read the label file {0}: {1}; its picture counts as unlabelled",
          file,
          e.getMessage());
    }
    return Optional.empty();
  }
}
