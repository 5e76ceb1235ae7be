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
 * Reads the truth of labelled pictures from the text files next to them ({@link LabelHome}). An
 * empty label file means a good part; without a label file, the truth is unknown, just as in {@code
 * validate}.
 *
 * <p>A malformed label file is named in a warning together with the offending line, and the truth
 * of its picture is unknown. Used by one thread.
 */
final class LabelFiles {
  private static final Logger LOG = System.getLogger(LabelFiles.class.getName());

  private final Map<Path, Optional<LabelHome>> homes = new HashMap<>();

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
