package io.sightline.detect;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.sightline.detect.onnx.DetectException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * The one door to the process's ONNX Runtime. It switches off what DJL and ONNX Runtime would say
 * to their makers before either is loaded, so nothing in this package may touch them but through
 * here first.
 *
 * <p>ONNX Runtime itself: from 1.29 on its Linux and macOS builds upload usage on their own, and
 * only an environment variable set before the process starts stops them. Sightline stays on the
 * last release without that; on Windows {@code setTelemetry(false)} ends its trace events.
 */
final class OnnxRuntime {
  static final String DJL_ENGINE = "OnnxRuntime";

  /** A file and a line, a function with or without its parameters, and perhaps a code. */
  private static final Pattern IN_ITS_SOURCES =
      Pattern.compile(
          "/\\S+\\.(?:cc|h|cpp|cu):\\d+ [^()]*\\((?:[^()]|\\([^()]*\\))*+\\)(?: const)?"
              + "(?: \\[with [^]]*\\])? ?(?:\\[ONNXRuntimeError\\] : \\d+ : [A-Z_]+ : )?"
              + "|\\w+\\.(?:cc|h|cpp|cu):\\d+ [\\w:]+ ");

  /**
   * It joins zeros before a maximum with the maximum, which never counts what lies outside: where
   * all else is negative, as in YOLOv3-tiny, the answers differ from the network's own.
   */
  private static final String WRONG_OPTIMIZERS = "Pad_Fusion";

  private OnnxRuntime() {}

  /**
   * ONNX Runtime's environment, silent to the outside. There is one a process; it is never closed.
   *
   * @throws DetectException when the native library cannot be loaded
   */
  static OrtEnvironment environment() {
    silenceDjl();
    // Every session has its own threads: the shared ones that DJL asks for would only sit idle.
    System.setProperty("ai.djl.onnxruntime.num_threads", "1");
    System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
    // There is no second engine that could compute with DJL's arrays: do not look for one.
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    // DJL asks for CUDA on its own and warns that it is missing; Engine says that better.
    Logger.getLogger("ai.djl.onnxruntime.engine.OrtEngine").setLevel(Level.SEVERE);
    NativeFolder.prepare();
    // DJL makes the environment and fails where there is one already: so it comes first.
    if (!ai.djl.engine.Engine.hasEngine(DJL_ENGINE)) {
      throw new DetectException("ONNX Runtime is missing from this installation; install it again");
    }
    try {
      ai.djl.engine.Engine.getEngine(DJL_ENGINE);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException | RuntimeException | LinkageError e) {
      throw new DetectException("ONNX Runtime cannot be loaded on this machine: " + root(e), e);
    }
  }

  /** Why it cannot run here, one sentence; empty where it can. */
  static Optional<String> obstacle() {
    try {
      environment();
      return Optional.empty();
    } catch (DetectException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Libraries load while a class is initialised, whose failure says nothing of itself. */
  static String root(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }

  /** DJL says nothing to its makers from here on: to be called before any of its engines loads. */
  static void silenceDjl() {
    // Either stops its report of its first use; offline also keeps it from looking for models.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  /**
   * Loads a network. The caller closes the session.
   *
   * @throws DetectException when ONNX Runtime refuses the file, or cannot load the engine
   */
  static OrtSession open(Path file, OnnxEngine engine, Weights weights) {
    return open(file, engine, weights, Optional.empty());
  }

  /**
   * The same.
   *
   * @param profile where it writes down what ran for how long, as the name of that file begins;
   *     empty: nowhere
   */
  static OrtSession open(Path file, OnnxEngine engine, Weights weights, Optional<Path> profile) {
    OrtEnvironment environment = environment();
    try (SessionOptions options = new SessionOptions()) {
      options.setInterOpNumThreads(1);
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      options.addConfigEntry("optimization.disable_specified_optimizers", WRONG_OPTIMIZERS);
      if (weights.areWide()) {
        // Processors without integer dot products (VNNI) add pairs of 8-bit products in 16 bits,
        // where they are cut off: a network then finds hardly anything, in silence. Exact is
        // slower.
        options.addConfigEntry("session.x64quantprecision", "1");
      }
      options.setCPUArenaAllocator(true);
      options.setMemoryPatternOptimization(true);
      // What goes wrong comes as an exception; the same again on stderr would be noise.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      if (profile.isPresent()) {
        options.enableProfiling(profile.get().toString());
      }
      engine.configure(options, weights);
      return environment.createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new DetectException("ONNX Runtime cannot load the model " + file + ": " + reason(e), e);
    }
  }

  static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new DetectException("The network cannot be closed: " + reason(e), e);
    }
  }

  static DetectException cannotRun(Path file, OrtException e) {
    return new DetectException("The model " + file + " cannot run: " + reason(e), e);
  }

  /** What it says, without its error codes and the places in its sources. */
  static String reason(OrtException e) {
    return IN_ITS_SOURCES
        .matcher(String.valueOf(e.getMessage()))
        .replaceAll(" ")
        .replaceFirst("^Error code - [A-Z_]+ - message: ", "")
        .replaceAll(" +", " ")
        .lines()
        .findFirst()
        .orElse("");
  }
}
