package io.sightline.detect.engine;

import ai.onnxruntime.OrtEnvironment;
import io.sightline.config.OperatingSystem;
import io.sightline.detect.onnx.DetectException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * The folder of ONNX Runtime's native libraries. By default, ONNX Runtime unpacks them into a new
 * temporary folder at every start: 28 MB that remain if the process is killed. JavaCPP already
 * caches unpacked libraries of OpenCV, so ONNX Runtime's go there, too: unpacked once.
 *
 * <p>A user's own ONNX Runtime is loaded from its folder, whatever language it is packaged for:
 * packages for Python and C lack the JNI library, so Sightline's is used with them, which loads
 * only with the version that it was built with.
 */
final class NativeFolder {
  private static final String PROPERTY = "onnxruntime.native.path";

  /** ONNX Runtime, its JNI library, and the extra libraries of a build for NVIDIA's GPUs. */
  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private static final String RUNTIME = LIBRARIES.get(0);
  private static final String DOOR = LIBRARIES.get(1);
  private static final String CUDA = LIBRARIES.get(3);

  /** libonnxruntime.so, libonnxruntime.so.1.28.0, libonnxruntime.1.28.0.dylib, onnxruntime.dll. */
  private static final Pattern FILE =
      Pattern.compile("(lib)?onnxruntime(\\.[0-9.]+)?\\.(so|dylib|dll)(\\.[0-9.]+)?");

  private static final Pattern CUDA_RUNTIME = Pattern.compile("libcudart\\.so\\.(\\d{1,3})");

  /** How a linker names the ONNX Runtime that Sightline's JNI library was built with. */
  private static final Pattern BUILT_WITH =
      Pattern.compile("(?:VERS_|libonnxruntime\\.)(\\d+\\.\\d+\\.\\d+)");

  private NativeFolder() {}

  /** Unpacks the libraries if necessary and tells ONNX Runtime where they are. */
  static void prepare() {
    if (System.getProperty(PROPERTY) != null) {
      return; // This process was started with libraries of its own.
    }
    Optional<Path> brought = brought(EngineFolder.onnxRuntime());
    if (brought.isPresent()) {
      load(brought.get());
      return;
    }
    // Libraries that this build lacks are skipped: ONNX Runtime best reports what is missing.
    LIBRARIES.stream()
        .flatMap(library -> unpacked(library).stream())
        .forEach(library -> System.setProperty(PROPERTY, library.getParent()));
  }

  private static Optional<Path> brought(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> FILE.matcher(String.valueOf(file.getFileName())).matches())
          .min(Comparator.comparingInt(file -> file.toString().length()));
    } catch (IOException e) {
      throw new DetectException(
          "The ONNX Runtime in " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void load(Path runtime) {
    Path folder = runtime.resolveSibling("");
    Path door = folder.resolve(System.mapLibraryName(DOOR));
    requireWhole(folder);
    try {
      System.load(runtime.toString());
      System.load(
          (Files.exists(door) ? door : unpacked(DOOR).map(File::toPath).orElse(door)).toString());
    } catch (UnsatisfiedLinkError e) {
      throw new DetectException(
          "The ONNX Runtime in "
              + folder
              + " cannot be loaded ("
              + e.getMessage()
              + "): put "
              + wanted(String.valueOf(e.getMessage()))
              + " there, or nothing to use Sightline's own",
          e);
    }
    for (String loaded : List.of(RUNTIME, DOOR)) {
      System.setProperty("onnxruntime.native." + loaded + ".skip", "true");
    }
    System.setProperty(PROPERTY, folder.toString()); // its engines' libraries are there, too
  }

  private static String wanted(String linkError) {
    Matcher version = BUILT_WITH.matcher(linkError);
    return version.find() && linkError.contains(DOOR)
        ? "version " + version.group(1) + ", or one with a " + System.mapLibraryName(DOOR)
        : "a whole one for this computer";
  }

  /**
   * Checks a folder for Linux libraries that are cut off, as an aborted copy leaves them: loading
   * one would crash the whole program.
   *
   * @throws DetectException if there is one, or the folder cannot be read
   */
  static void requireWhole(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (ElfFile.isCutOff(file)) {
          throw new DetectException("The library " + file + " is cut off: copy it there again");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DetectException("The libraries in " + folder + " cannot be read: " + e, e);
    }
  }

  /**
   * Returns the generation of CUDA that ONNX Runtime was built for, as in {@code libcudart.so.12};
   * empty if it has no engine of NVIDIA's, or this is not Linux.
   */
  static OptionalInt cuda() {
    return cuda(Path.of(System.getProperty(PROPERTY, "")));
  }

  /** As {@link #cuda()}, of the ONNX Runtime in this folder. */
  static OptionalInt cuda(Path folder) {
    try {
      Path engine = folder.resolve(System.mapLibraryName(CUDA));
      Matcher runtime = CUDA_RUNTIME.matcher(ElfFile.names(engine));
      return runtime.find()
          ? OptionalInt.of(Integer.parseInt(runtime.group(1)))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty(); // ONNX Runtime reports best what it cannot load
    }
  }

  /** Returns one of Sightline's own, unpacked if necessary; empty if this build lacks it. */
  private static Optional<File> unpacked(String library) {
    String resource = "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library);
    if (OrtEnvironment.class.getResource(resource) == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Loader.cacheResource(OrtEnvironment.class, resource));
    } catch (IOException e) {
      throw new DetectException(
          "ONNX Runtime's library cannot be unpacked into "
              + System.getProperty("org.bytedeco.javacpp.cachedir", "JavaCPP's cache")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Returns the platform as ONNX Runtime names it: linux-x64, osx-aarch64, win-x64, ... */
  private static String platform() {
    String os =
        switch (OperatingSystem.current()) {
          case WINDOWS -> "win";
          case MAC -> "osx";
          case LINUX, OTHER -> "linux";
        };
    String arch = System.getProperty("os.arch", "");
    return os + (arch.equals("aarch64") || arch.equals("arm64") ? "-aarch64" : "-x64");
  }
}
