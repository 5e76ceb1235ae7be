package io.sightline.detect.onnx;

import io.sightline.inspection.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Checks a model's files before anything loads them. Model files come from anywhere: one with
 * external weights could name any file of this machine.
 */
public final class ModelFile {
  /** An engine holds the weights twice: as in the file and as it computes with them. */
  private static final int TIMES = 2;

  private ModelFile() {}

  /**
   * Checks the weights, and that there is an engine for its nodes.
   *
   * @return the header, with the size and the SHA-256 of the whole model: if weights are in
   *     separate files, of the model followed by these in the order of their names
   * @throws DetectException if a file of weights is missing or lies outside the model's folder, the
   *     model has nodes that no engine here supports, or there is not enough memory for one engine
   */
  public static OnnxHeader checked(Path model, OnnxHeader header) {
    if (!header.ofTensorRt().isEmpty()) {
      throw new DetectException(
          "The model "
              + model
              + " chooses its boxes with "
              + header.ofTensorRt()
              + ", which only TensorRT has: export it without --end2end, or a YOLOv6 or v7 with"
              + " --max-wh 640 as well, which chooses them with ONNX's own");
    }
    try {
      long bytes = bytes(model, header);
      long memory = AvailableMemory.bytes();
      if (TIMES * bytes > memory) {
        throw new DetectException(
            "The model "
                + model
                + " has %.1f GB of weights, and an engine needs twice that, more than the %.1f GB of memory that this machine has to give; end what else runs on it, or use a smaller one"
                    .formatted(bytes / 1e9, memory / 1e9));
      }
      return header.externalFiles().isEmpty() ? header : header.ofAll(bytes, sha256(model, header));
    } catch (IOException e) {
      throw new DetectException("Cannot read the model " + model + ": " + e.getMessage(), e);
    }
  }

  /**
   * The SHA-256 of a model's current files, as in the result of {@link #checked}.
   *
   * @throws DetectException if the model cannot be read, or a file of weights is missing or lies
   *     outside the model's folder
   */
  public static String sha256(Path model) {
    OnnxHeader header = OnnxReader.read(model);
    try {
      bytes(model, header); // another model may name other files
      return header.externalFiles().isEmpty() ? header.sha256() : sha256(model, header);
    } catch (IOException e) {
      throw new DetectException("Cannot read the model " + model + ": " + e.getMessage(), e);
    }
  }

  /**
   * How many engines' weights fit into the memory that is available now.
   *
   * @param bytes of the model's files
   * @throws DetectException if the available memory is unknown
   */
  public static long copies(long bytes) {
    try {
      return AvailableMemory.bytes() / (TIMES * bytes);
    } catch (IOException e) {
      throw new DetectException(
          "Cannot read how much memory this machine has to give: " + e.getMessage(), e);
    }
  }

  private static long bytes(Path model, OnnxHeader header) throws IOException {
    Path folder = model.toAbsolutePath().resolveSibling("").normalize();
    long bytes = Files.size(model);
    for (String location : header.externalFiles()) {
      bytes += size(model, folder, location);
    }
    return bytes;
  }

  private static String sha256(Path model, OnnxHeader header) throws IOException {
    MessageDigest digest = Sha256.begin();
    try (OutputStream all = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(model, all);
      for (String location : header.externalFiles().stream().sorted().toList()) {
        Files.copy(model.resolveSibling(location), all);
      }
    }
    return Sha256.end(digest);
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
      // A backslash separates folders on one system and is a letter on another.
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

  /** The file's name without its extension. */
  public static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.onnx$", "");
  }
}
