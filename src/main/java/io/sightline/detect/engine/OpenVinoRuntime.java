package io.sightline.detect.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.sightline.detect.onnx.DetectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * OpenVINO's library and the core that creates sessions. Loaded once per process, on first use, and
 * never unloaded.
 */
record OpenVinoRuntime(OpenVinoLibrary library, Pointer core, int typeOfBytes, int typeOfFloats) {
  /** libopenvino_c.so.2641, libopenvino_c.2641.dylib, openvino_c.dll. */
  private static final Pattern NAME = Pattern.compile("(lib)?openvino_c\\.[\\w.]+");

  private static Optional<OpenVinoRuntime> loaded = Optional.empty();

  /**
   * Returns this process's instance.
   *
   * @throws DetectException with advice if its libraries are missing or cannot be loaded
   */
  static synchronized OpenVinoRuntime get() {
    OpenVinoRuntime runtime = loaded.orElseGet(OpenVinoRuntime::load);
    loaded = Optional.of(runtime);
    return runtime;
  }

  /** Returns why it cannot run here and what to do about it, one sentence; empty if it can. */
  static Optional<String> obstacle() {
    try {
      get();
      return Optional.empty();
    } catch (DetectException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static OpenVinoRuntime load() {
    Path folder = EngineFolder.openVino();
    Path file = find(folder);
    NativeFolder.requireWhole(folder);
    try {
      OpenVinoLibrary library =
          Native.load(
              file.toString(),
              OpenVinoLibrary.class,
              Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
      PointerByReference core = new PointerByReference();
      int status = library.ov_core_create(core);
      if (status != 0) {
        throw new DetectException(
            "OpenVINO in " + folder + " does not start: " + library.ov_get_error_info(status));
      }
      return new OpenVinoRuntime(
          library,
          core.getValue(),
          typeOf("bytes.onnx", library, core.getValue()),
          typeOf("floats.onnx", library, core.getValue()));
    } catch (LinkageError e) {
      throw new DetectException(
          "OpenVINO in "
              + folder
              + " cannot be loaded: "
              + missing(String.valueOf(e.getMessage()))
              + "; delete that folder and run ./engines/install-openvino, which brings a whole one",
          e);
    }
  }

  /**
   * Returns OpenVINO's number for a type, which differs between releases, by asking for the input
   * type of a tiny network that takes bytes or floats.
   */
  private static int typeOf(String file, OpenVinoLibrary library, Pointer core) {
    PointerByReference model = new PointerByReference();
    byte[] network = network(file);
    NativeLong length = new NativeLong(network.length);
    String doing = "read a network of one number, " + file;
    check(
        library,
        library.ov_core_read_model_from_memory_buffer(core, network, length, null, model),
        doing);
    try {
      return typeOfInput(library, model.getValue());
    } finally {
      library.ov_model_free(model.getValue());
    }
  }

  /** Reads a network that takes and returns one byte or one 32-bit float, ONNX operator set 13. */
  private static byte[] network(String name) {
    try (InputStream file = OpenVinoRuntime.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns its name and version: "OpenVINO 2026.4.1-20847-…"; empty if it does not say. */
  Optional<String> version() {
    OpenVinoLibrary.Version version = new OpenVinoLibrary.Version();
    if (library.ov_get_openvino_version(version) != 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(version.number).map(number -> "OpenVINO " + number.getString(0));
    } finally {
      library.ov_version_free(version);
    }
  }

  /** Returns OpenVINO's number for the type of a network's only input. */
  int typeOfInput(Pointer model) {
    return typeOfInput(library, model);
  }

  private static int typeOfInput(OpenVinoLibrary library, Pointer model) {
    String doing = "tell the type of an input";
    PointerByReference port = new PointerByReference();
    check(library, library.ov_model_const_input(model, port), doing);
    try {
      IntByReference type = new IntByReference();
      check(library, library.ov_port_get_element_type(port.getValue(), type), doing);
      return type.getValue();
    } finally {
      library.ov_output_const_port_free(port.getValue());
    }
  }

  private static Path find(Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> named =
            files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
        if (!named.isEmpty()) {
          return named.get(0);
        }
      } catch (IOException e) {
        throw new DetectException(folder + " cannot be read: " + e.getMessage(), e);
      }
    }
    throw new DetectException(
        "its libraries are not in "
            + folder
            + "; run ./engines/install-openvino once, which brings them");
  }

  /**
   * Checks the status of a call.
   *
   * @param doing what was tried, for the message: "load the model /tmp/m.onnx"
   * @throws DetectException if the call failed
   */
  void check(int status, String doing) {
    check(library, status, doing);
  }

  private static void check(OpenVinoLibrary library, int status, String doing) {
    if (status != 0) {
      String last = Optional.ofNullable(library.ov_get_last_err_msg()).orElse("");
      String why = last.isBlank() ? library.ov_get_error_info(status) : reason(last);
      throw new DetectException("OpenVINO cannot " + doing + ": " + why);
    }
  }

  /** Returns the last line, which names the cause: those before it locate it inside OpenVINO. */
  private static String reason(String message) {
    List<String> lines =
        message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.get(lines.size() - 1);
  }

  /**
   * Returns the system's message: JNA first reports the failure, then the reason on further lines.
   */
  private static String missing(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank())
        .map(String::strip)
        .skip(1)
        .distinct()
        .findFirst()
        .orElse(message.strip());
  }
}
