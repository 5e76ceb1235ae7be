package io.sightline.detect.onnx;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What is checked of a model's files before anything loads them. Model files come from anywhere:
 * one that keeps its weights in a second file could name any file of this machine.
 */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Checks the weights.
   *
   * @throws DetectException when a file of weights is missing or lies outside the model's folder,
   *     or all of them are larger than this machine's memory
   */
  public static void check(Path model, OnnxHeader header) {
    try {
      long bytes = Files.size(model);
      Path folder = model.toAbsolutePath().resolveSibling("").normalize();
      for (String location : header.externalFiles()) {
        bytes += size(model, folder, location);
      }
      long memory =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
      if (bytes > memory) {
        throw new DetectException(
            "The model "
                + model
                + " has %.1f GB of weights, more than the %.1f GB of memory of this machine; use a smaller one"
                    .formatted(bytes / 1e9, memory / 1e9));
      }
    } catch (IOException e) {
      throw new DetectException("Cannot read the model " + model + ": " + e.getMessage(), e);
    }
  }

  private static long size(Path model, Path folder, String location) throws IOException {
    Path weights = inside(model, folder, location);
    if (!Files.isRegularFile(weights)) {
      throw new DetectException(
          "The model "
              + model
              + " keeps its weights in a second file, "
              + location
              + ", which is not beside it; copy both into one folder");
    }
    if (!weights.toRealPath().startsWith(folder.toRealPath())) {
      throw outside(model, location);
    }
    return Files.size(weights);
  }

  private static Path inside(Path model, Path folder, String location) {
    try {
      Path named = Path.of(location);
      Path weights = folder.resolve(named).normalize();
      // A backslash is a folder's end on one machine and a letter on another.
      if (location.isBlank()
          || named.isAbsolute()
          || location.indexOf('\\') >= 0
          || !weights.startsWith(folder)
          || weights.equals(folder)) {
        throw outside(model, location);
      }
      return weights;
    } catch (InvalidPathException e) {
      throw outside(model, location);
    }
  }

  private static DetectException outside(Path model, String location) {
    return new DetectException(
        "The model "
            + model
            + " is refused: it wants to read \""
            + (location.length() > 100 ? location.substring(0, 100) + "..." : location)
                .replaceAll("\\p{Cntrl}", "?")
            + "\", a file outside its own folder");
  }

  /** The file's name without its ending. */
  public static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.onnx$", "");
  }
}
