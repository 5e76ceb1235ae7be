package io.sightline.detect.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What is checked of a model's files before anything loads them. Model files come from anywhere:
 * one that keeps its weights in a second file could name any file of this machine.
 */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Checks the weights.
   *
   * @return what the file says of itself, with the SHA-256 of all of it: where weights are in files
   *     of their own, of the model and then these, in the order of their names, as one
   * @throws DetectException when a file of weights is missing or lies outside the model's folder,
   *     or all of them are larger than the memory that this machine has to give
   */
  public static OnnxHeader checked(Path model, OnnxHeader header) {
    try {
      long bytes = Files.size(model);
      Path folder = model.toAbsolutePath().resolveSibling("").normalize();
      for (String location : header.externalFiles()) {
        bytes += size(model, folder, location);
      }
      long memory = AvailableMemory.bytes();
      if (bytes > memory) {
        throw new DetectException(
            "The model "
                + model
                + " has %.1f GB of weights, more than the %.1f GB of memory that this machine has to give; end what else runs on it, or use a smaller one"
                    .formatted(bytes / 1e9, memory / 1e9));
      }
      return header.externalFiles().isEmpty() ? header : header.withSha256(sha256(model, header));
    } catch (IOException e) {
      throw new DetectException("Cannot read the model " + model + ": " + e.getMessage(), e);
    }
  }

  private static String sha256(Path model, OnnxHeader header) throws IOException {
    MessageDigest digest = OnnxReader.sha256();
    try (OutputStream all = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(model, all);
      for (String location : header.externalFiles().stream().sorted().toList()) {
        Files.copy(model.resolveSibling(location), all);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
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
