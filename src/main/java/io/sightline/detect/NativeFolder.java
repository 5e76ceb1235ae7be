package io.sightline.detect;

import ai.onnxruntime.OrtEnvironment;
import io.sightline.detect.onnx.DetectException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;

/**
 * Where ONNX Runtime's native libraries lie. Left alone, it unpacks them into a new temporary
 * folder at every start, 28 MB that stay behind when the process is killed. JavaCPP already keeps a
 * cache of unpacked libraries for OpenCV, so ONNX Runtime's go there, too: unpacked once.
 */
final class NativeFolder {
  private static final String PROPERTY = "onnxruntime.native.path";

  /** ONNX Runtime, its door to Java, and what a build for NVIDIA's GPUs has beside them. */
  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private NativeFolder() {}

  /** Unpacks the libraries where that is still to do and tells ONNX Runtime where they are. */
  static void prepare() {
    if (System.getProperty(PROPERTY) != null) {
      return; // Whoever started this process brings libraries of their own.
    }
    Path brought = EngineFolder.onnxRuntime();
    if (Files.isRegularFile(brought.resolve(System.mapLibraryName(LIBRARIES.get(0))))) {
      System.setProperty(PROPERTY, brought.toString());
      return;
    }
    String platform = platform();
    for (String library : LIBRARIES) {
      String resource = "/ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(library);
      if (OrtEnvironment.class.getResource(resource) == null) {
        continue; // Not in this build; ONNX Runtime says better than we what it misses.
      }
      try {
        File cached = Loader.cacheResource(OrtEnvironment.class, resource);
        System.setProperty(PROPERTY, cached.getParent());
      } catch (IOException e) {
        throw new DetectException(
            "ONNX Runtime's library cannot be unpacked into "
                + System.getProperty("user.home")
                + "/.javacpp: "
                + e.getMessage(),
            e);
      }
    }
  }

  /** As ONNX Runtime names it: linux-x64, osx-aarch64, win-x64, ... */
  private static String platform() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String os = name.contains("win") ? "win" : name.contains("mac") ? "osx" : "linux";
    String arch = System.getProperty("os.arch", "");
    return os + (arch.equals("aarch64") || arch.equals("arm64") ? "-aarch64" : "-x64");
  }
}
