package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the libraries of engines lie that no build brings: OpenVINO's, or an ONNX Runtime built for
 * a Jetson. The folder {@code engines} of the installation, or the one that the system property
 * {@code sightline.engines} names. What an engine builds for a network is kept in the folder {@code
 * cache} of it, or in the one that {@code sightline.engines.cache} names: an installation is seldom
 * its user's to write in.
 */
final class EngineFolder {
  private static final System.Logger LOG = System.getLogger(EngineFolder.class.getName());

  /** What an engine was built with, beside it. */
  private static final String STAMP = "built-with";

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

  /** Why nothing that an engine builds can be kept, and what to do; empty where it can. */
  static Optional<String> cacheObstacle() {
    Path folder = cache();
    // Only looked at: who asks may be another user than the one who builds.
    boolean keeps =
        Stream.iterate(folder, Objects::nonNull, Path::getParent)
            .filter(Files::exists)
            .findFirst()
            .filter(there -> Files.isDirectory(there) && Files.isWritable(there))
            .isPresent();
    return keeps
        ? Optional.empty()
        : Optional.of(
            "what it builds for a network cannot be kept in "
                + folder
                + "; let this user write there, or give him a home folder");
  }

  /**
   * Whether an engine was built for these weights with what there is now: another GPU, driver or
   * TensorRT takes none that was built with the last.
   *
   * @param with what engines depend on, in any words that differ where it does
   */
  static boolean holdsEngine(String hash, String with) {
    Path folder = builtFor(hash);
    String[] files = folder.toFile().list((in, name) -> name.endsWith(".engine"));
    try {
      return files != null
          && files.length > 0
          && Files.readString(folder.resolve(STAMP)).equals(with);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Nothing says what the engine in " + folder + " was built with", e);
      return false;
    }
  }

  /**
   * Remembers what the engine for these weights was built with.
   *
   * @throws DetectException when it cannot be written down
   */
  static void built(String hash, String with) {
    Path stamp = madeFor(hash).resolve(STAMP);
    try {
      Files.writeString(stamp, with);
    } catch (IOException e) {
      throw new DetectException(
          "What an engine was built with cannot be kept in " + stamp + ": may it be written?", e);
    }
  }

  private static Path cache() {
    String named = System.getProperty("sightline.engines.cache");
    return named == null ? root().resolve("cache").normalize() : Path.of(named).toAbsolutePath();
  }

  private static Path builtFor(String hash) {
    return cache().resolve(hash).normalize();
  }
}
