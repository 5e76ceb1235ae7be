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

/**
 * The truth of labelled pictures, from the text files beside them ({@link LabelHome}). As in {@code
 * validate}, an empty label file means a good part, and a picture without one has no known truth.
 *
 * <p>A label file that cannot be parsed is reported in a warning, with the line, and the truth of
 * its picture is unknown. Used by one thread.
 */
final class LabelFiles {
  private static final Logger LOG = System.getLogger(LabelFiles.class.getName());

  private final Map<Path, Optional<LabelHome>> homes = new HashMap<>();

  /**
   * The true defects of this picture; empty if unknown.
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

  /** Whether the true defects of this picture are known. */
  boolean know(Path picture) {
    Path file = picture.toAbsolutePath().normalize();
    return home(file)
        .filter(home -> home.templates() ? home.text().deepPcb() : Files.exists(home.file(file)))
        .isPresent();
  }

  private Optional<LabelHome> home(Path picture) {
    return LabelHome.above(picture)
        .flatMap(pictures -> homes.computeIfAbsent(pictures, LabelFiles::beside));
  }

  private static Optional<LabelHome> beside(Path pictures) {
    try {
      return LabelHome.of(pictures, ClassNames::ofAsFarAsUnderstood);
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
