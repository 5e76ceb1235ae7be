package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the libraries of engines lie that no build brings: OpenVINO's, or an ONNX Runtime built for
 * a Jetson. The folder {@code engines} of the installation, or the one that the system property
 * {@code sightline.engines} names; what an engine builds for a network is kept there, too.
 */
final class EngineFolder {
  private EngineFolder() {}

  private static Path root() {
    String home = System.getProperty("sightline.home", ".");
    return Path.of(System.getProperty("sightline.engines", home + "/engines")).toAbsolutePath();
  }

  /** Intel's libraries as their package has them: libopenvino_c and what it loads. */
  static Path openVino() {
    return root().resolve("openvino").normalize();
  }

  /** An ONNX Runtime to use in place of the one that Sightline brings. */
  static Path onnxRuntime() {
    return root().resolve("onnxruntime").normalize();
  }

  /**
   * Where an engine keeps what it builds for the weights of this hash; the folder is there then.
   *
   * @throws DetectException when it cannot be made
   */
  static Path madeFor(String hash) {
    Path folder = builtFor(hash);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DetectException(
          "What an engine builds cannot be kept in " + folder + ": may it be written?", e);
    }
  }

  /** Whether an engine was built for these weights before. */
  static boolean holdsEngine(String hash) {
    String[] files = builtFor(hash).toFile().list((folder, name) -> name.endsWith(".engine"));
    return files != null && files.length > 0;
  }

  private static Path builtFor(String hash) {
    return root().resolve("cache").resolve(hash).normalize();
  }
}
