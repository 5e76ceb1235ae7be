package io.sightline.detect.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import io.sightline.config.OperatingSystem;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What NVIDIA's engines need besides the GPU, and the messages for what is missing. */
final class Nvidia {
  private static final Pattern MISSING =
      Pattern.compile("(?:^|[\\s:])([\\w.+-]+): cannot open shared object file");

  private static final String UNKNOWN = "unknown";

  private Nvidia() {}

  /**
   * Returns whether this is x86-64 Linux, the only system that Sightline can build NVIDIA's engines
   * in for.
   */
  static boolean isLinuxOnX86() {
    return OperatingSystem.current() == OperatingSystem.LINUX
        && System.getProperty("os.arch", "").matches("amd64|x86_64");
  }

  /** Returns why the GPU's driver cannot be used; empty if it can. */
  static Optional<String> driver() {
    String library = driverLibrary();
    return linkError(library).map(said -> "there is no NVIDIA driver (" + library + ")");
  }

  /** Returns the driver and the first GPU; "unknown" if the driver does not report them. */
  static String driverAndGpu() {
    try {
      NativeLibrary cuda = NativeLibrary.getInstance(driverLibrary());
      IntByReference version = new IntByReference();
      IntByReference device = new IntByReference();
      byte[] name = new byte[256];
      boolean known =
          call(cuda, "cuInit", 0)
              && call(cuda, "cuDriverGetVersion", version)
              && call(cuda, "cuDeviceGet", device, 0)
              && call(cuda, "cuDeviceGetName", name, name.length, device.getValue());
      return known ? "driver " + version.getValue() + ", " + Native.toString(name) : UNKNOWN;
    } catch (UnsatisfiedLinkError e) {
      return UNKNOWN;
    }
  }

  /** Makes a CUDA call and returns whether it succeeded (status 0). */
  private static boolean call(NativeLibrary library, String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments) == 0;
  }

  /** Returns TensorRT's version number; "unknown" if ONNX Runtime could use none. */
  static String tensorRt() {
    String library =
        OperatingSystem.current() == OperatingSystem.WINDOWS
            ? "nvinfer_10.dll"
            : "libnvinfer.so.10";
    try {
      NativeLibrary tensorRt = NativeLibrary.getInstance(library);
      return String.valueOf(tensorRt.getFunction("getInferLibVersion").invokeInt(new Object[0]));
    } catch (UnsatisfiedLinkError e) {
      return UNKNOWN;
    }
  }

  private static String driverLibrary() {
    return OperatingSystem.current() == OperatingSystem.WINDOWS ? "nvcuda.dll" : "libcuda.so.1";
  }

  /** Returns the system linker's error for a library that it cannot load; empty if it can. */
  static Optional<String> linkError(String library) {
    try {
      NativeLibrary.getInstance(library).close();
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the library that the linker missed, and what to install.
   *
   * @param reason the linker's message, or a longer one that contains it
   * @param products returns what provides a library
   */
  static Optional<String> missingLibrary(String reason, UnaryOperator<String> products) {
    Matcher missing = MISSING.matcher(reason);
    return missing.find()
        ? Optional.of(
            "the library "
                + missing.group(1)
                + " is missing; install "
                + products.apply(missing.group(1))
                + ", and start Sightline with their folder in the library path")
        : Optional.empty();
  }

  /**
   * Returns what an ONNX Runtime with NVIDIA's engines needs, with a version where the name of the
   * missing library tells it: builds differ.
   */
  static String products(String missing) {
    return "NVIDIA's CUDA%s and cuDNN%s (TensorRT%s as well for its engine)"
        .formatted(
            version("cublas(?:Lt)?|cudart|nvrtc", missing),
            version("cudnn\\w*", missing),
            version("nvinfer\\w*|nvonnxparser", missing));
  }

  private static String version(String libraries, String missing) {
    Matcher numbered = Pattern.compile("lib(?:" + libraries + ")\\.so\\.(\\d+).*").matcher(missing);
    return numbered.matches() ? " " + numbered.group(1) : "";
  }
}
