package io.sightline.detect.engine;

import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.Sha256;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of engine libraries that no build includes: OpenVINO's, or an ONNX Runtime built for a
 * Jetson. It is {@code engines} in the installation, unless the system property {@code
 * sightline.engines} names another. What an engine builds for a network is kept in its subfolder
 * {@code cache}, or in the folder that {@code sightline.engines.cache} names, as users can seldom
 * write to an installation.
 */
final class EngineFolder {
  private static final System.Logger LOG = System.getLogger(EngineFolder.class.getName());

  /** File beside a built engine that records what it was built with, once it is complete. */
  private static final String STAMP = "built-with";

  private static final String ENGINE = ".engine";

  /** File instead of a built engine that says why there is none. */
  private static final String REFUSED = "refused";

  /** How long that holds: a full memory or disk passes, but each attempt takes minutes. */
  private static final Duration HELD = Duration.ofDays(1);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** Digits of a hash in the name of a folder: whole, the path would be too long for Windows. */
  private static final int SHORT = 16;

  private EngineFolder() {}

  private static Path root() {
    String home = System.getProperty("sightline.home", ".");
    return Path.of(System.getProperty("sightline.engines", home + "/engines")).toAbsolutePath();
  }

  /**
   * Returns the folder of Intel's libraries, laid out as in their package: libopenvino_c and its
   * dependencies.
   */
  static Path openVino() {
    return root().resolve("openvino").normalize();
  }

  /** Returns the folder for an ONNX Runtime that replaces Sightline's own. */
  static Path onnxRuntime() {
    return root().resolve("onnxruntime").normalize();
  }

  /**
   * Returns a folder for what is kept whatever it runs on, and creates it if necessary.
   *
   * @throws DetectException if it cannot be created
   */
  static Path made(String name) {
    return made(cache().resolve(name));
  }

  /**
   * Returns the folder for what an engine builds for the weights of this hash in the present
   * environment, and creates it if necessary. What was built in another one stays beside it: a
   * station may go back to its former GPU or driver.
   *
   * @param with as for {@link #holdsEngine}
   * @throws DetectException if it cannot be created
   */
  static Path madeFor(String hash, String with) {
    return made(builtFor(hash, with));
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DetectException(
          "What an engine builds cannot be kept in " + folder + ": may it be written?", e);
    }
  }

  /** Returns why engine builds cannot be kept, and what to do; empty if they can. */
  static Optional<String> cacheObstacle() {
    Path folder = cache();
    // Only checked, not created: the caller may be a different user from the builder.
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
   * Returns whether an engine was built for these weights in the present environment: engines
   * cannot be reused with another GPU, driver or TensorRT.
   *
   * @param with what engines depend on, in any text that changes when it does
   */
  static boolean holdsEngine(String hash, String with) {
    Path folder = builtFor(hash, with);
    String[] files = folder.toFile().list((in, name) -> name.endsWith(ENGINE));
    return files != null && files.length > 0 && Files.exists(folder.resolve(STAMP));
  }

  /**
   * Records what the engine for these weights was built with.
   *
   * @throws DetectException if the record cannot be written
   */
  static void built(String hash, String with) {
    Path stamp = madeFor(hash, with).resolve(STAMP);
    try {
      Files.writeString(stamp, with);
    } catch (IOException e) {
      throw new DetectException(
          "What an engine was built with cannot be kept in " + stamp + ": may it be written?", e);
    }
  }

  /**
   * Deletes the engines for these weights and the record of what they were built with: a power cut
   * may leave one that nothing can read.
   *
   * @return whether there was an engine
   * @throws DetectException if one cannot be deleted
   */
  static boolean discarded(String hash, String with) {
    Path folder = builtFor(hash, with);
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      List<Path> engines = files.filter(file -> file.toString().endsWith(ENGINE)).toList();
      for (Path engine : engines) {
        Files.deleteIfExists(engine);
      }
      Files.deleteIfExists(folder.resolve(STAMP));
      return !engines.isEmpty();
    } catch (IOException e) {
      throw new DetectException(
          "A damaged engine in " + folder + " cannot be deleted: may it be written?", e);
    }
  }

  /**
   * Keeps why there is no engine for these weights in the present environment, as far as this can
   * be written: it would only be found again.
   */
  static void refused(String hash, String with, String why) {
    Path file = builtFor(hash, with).resolve(REFUSED);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, why);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Why an engine is not used cannot be kept in " + file, e);
    }
  }

  /**
   * Returns why there is no engine for these weights in the present environment, until when, and
   * how to have it built before; empty if there is one, nobody has tried, or that is a day ago.
   */
  static Optional<String> refusal(String hash, String with) {
    Path file = builtFor(hash, with).resolve(REFUSED);
    if (holdsEngine(hash, with) || Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      String why = Files.readString(file);
      Instant found = Files.getLastModifiedTime(file).toInstant();
      Instant now = Instant.now();
      // A full disk leaves it empty, and a clock that has been set back leaves it in the future.
      boolean holds = !why.isBlank() && !now.isBefore(found) && now.isBefore(found.plus(HELD));
      return holds ? Optional.of(heldBack(why, found.plus(HELD), file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it is tried again
    }
  }

  private static String heldBack(String why, Instant until, Path file) {
    return "%s (found earlier; the first start after %s tries it again; to have it tried before, delete the folder %s)"
        .formatted(
            why, MINUTE.format(until.atZone(ZoneId.systemDefault())), file.resolveSibling(""));
  }

  private static Path cache() {
    String named = System.getProperty("sightline.engines.cache");
    return named == null ? root().resolve("cache").normalize() : Path.of(named).toAbsolutePath();
  }

  private static Path builtFor(String hash, String with) {
    String environment = Sha256.of(with.getBytes(StandardCharsets.UTF_8));
    return cache().resolve(hash).resolve(environment.substring(0, SHORT)).normalize();
  }
}
