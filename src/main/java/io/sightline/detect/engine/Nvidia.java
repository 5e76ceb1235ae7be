package io.sightline.detect.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import io.sightline.config.OperatingSystem;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What NVIDIA's engines need besides the GPU, and the messages for what is missing. */
final class Nvidia {
  private static final Pattern MISSING =
      Pattern.compile("(?:^|[\\s:])([\\w.+-]+): cannot open shared object file");

  /** An error of CUDA's in a message of ONNX Runtime's. */
  private static final Pattern FAILURE = Pattern.compile("CUDA failure (\\d{1,4})\\b");

  private static final int SUCCESS = 0;

  /** cudaErrorInsufficientDriver */
  private static final int TOO_OLD = 35;

  /** CUDA_ERROR_NO_DEVICE */
  private static final int NO_DEVICE = 100;

  /** CUDA_ERROR_SYSTEM_DRIVER_MISMATCH */
  private static final int MISMATCH = 803;

  private static final String NEWER =
      "install a newer driver, or an ONNX Runtime that is built for this driver's CUDA";

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

  /** Returns why there is no driver to use; empty if there is. */
  static Optional<String> driver() {
    String library = driverLibrary();
    return linkError(library).map(said -> "there is no NVIDIA driver (" + library + ")");
  }

  /**
   * Returns why the driver, which is there, or CUDA's runtime cannot use a GPU; empty if they can,
   * or nothing is known.
   */
  static Optional<String> failure() {
    OptionalInt cuda = NativeFolder.cuda();
    return cuda.isEmpty()
        ? deviceFailure()
        : deviceFailure()
            .or(() -> tooOld(driverVersion(), cuda.getAsInt()))
            .or(() -> runtimeFailure("libcudart.so." + cuda.getAsInt()));
  }

  /** Returns why the driver cannot use a GPU; empty if it can, or nothing is known. */
  static Optional<String> deviceFailure() {
    try {
      NativeLibrary cuda = NativeLibrary.getInstance(driverLibrary());
      IntByReference count = new IntByReference();
      int status = status(cuda, "cuInit", 0);
      if (status == SUCCESS) {
        status = status(cuda, "cuDeviceGetCount", count);
      }
      return status == SUCCESS && count.getValue() == 0 ? failure(NO_DEVICE) : failure(status);
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** Returns why CUDA's runtime cannot use a GPU; empty if it can, or is missing. */
  private static Optional<String> runtimeFailure(String library) {
    try {
      NativeLibrary runtime = NativeLibrary.getInstance(library);
      return failure(status(runtime, "cudaGetDeviceCount", new IntByReference()));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** Words the error code in a message of ONNX Runtime's; empty if there is none. */
  static Optional<String> failure(String reason) {
    Matcher failure = FAILURE.matcher(reason);
    return failure.find() ? failure(Integer.parseInt(failure.group(1))) : Optional.empty();
  }

  /** Words an error code of CUDA's driver, or of its runtime, whose codes from 100 on are equal. */
  private static Optional<String> failure(int status) {
    return switch (status) {
      case SUCCESS -> Optional.empty();
      case TOO_OLD -> Optional.of("the NVIDIA driver is too old for this ONNX Runtime; " + NEWER);
      case NO_DEVICE ->
          Optional.of(
              "the NVIDIA driver sees no GPU; check that it is in its slot and has power, and that"
                  + " neither a container nor CUDA_VISIBLE_DEVICES hides it");
      case MISMATCH ->
          Optional.of(
              "the NVIDIA driver that runs is not the one that is installed, as after an update;"
                  + " restart this computer");
      default ->
          Optional.of(
              "the NVIDIA driver cannot use the GPU (CUDA error "
                  + status
                  + "); restart this computer, and if that does not help install the driver again");
    };
  }

  /**
   * Returns why a driver cannot run programs built for CUDA {@code needed}; empty if it can, or its
   * version is unknown.
   *
   * @param driver the newest CUDA that it knows, as it reports it: 12080 is 12.8; 0 if unknown
   */
  static Optional<String> tooOld(int driver, int needed) {
    return driver == 0 || driver / 1000 >= needed
        ? Optional.empty()
        : Optional.of(
            "the NVIDIA driver is too old: it knows CUDA up to %d.%d, this ONNX Runtime is built for CUDA %d; %s"
                .formatted(driver / 1000, driver % 1000 / 10, needed, NEWER));
  }

  private static int driverVersion() {
    IntByReference version = new IntByReference();
    NativeLibrary cuda = NativeLibrary.getInstance(driverLibrary());
    return call(cuda, "cuDriverGetVersion", version) ? version.getValue() : 0;
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

  /** Makes a CUDA call and returns whether it succeeded. */
  private static boolean call(NativeLibrary library, String function, Object... arguments) {
    return status(library, function, arguments) == SUCCESS;
  }

  private static int status(NativeLibrary library, String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
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
