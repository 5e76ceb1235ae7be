package io.sightline.detect.engine;

import ai.djl.onnxruntime.engine.OrtEngine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.sightline.detect.onnx.DetectException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The only access to the process's ONNX Runtime. It disables the telemetry of DJL and ONNX Runtime
 * before either is loaded, so code in this package must go through here before it touches them.
 *
 * <p>From 1.29 on, ONNX Runtime's Linux and macOS builds upload usage data themselves, and only an
 * environment variable set before the process starts prevents that. Sightline stays on the last
 * release that does not; on Windows {@code setTelemetry(false)} ends the trace events.
 */
final class OnnxRuntime {
  /** A source location: file and line, function with or without parameters, and perhaps a code. */
  private static final Pattern IN_ITS_SOURCES =
      Pattern.compile(
          "/\\S+\\.(?:cc|h|cpp|cu):\\d+ [^()]*\\((?:[^()]|\\([^()]*\\))*+\\)(?: const)?"
              + "(?: \\[with [^]]*\\])? ?(?:\\[ONNXRuntimeError\\] : \\d+ : [A-Z_]+ : )?"
              + "|\\w+\\.(?:cc|h|cpp|cu):\\d+ [\\w:]+ ");

  /** Its own words for a model of a later version, and the last version it reads. */
  private static final Pattern FORMAT_TOO_NEW =
      Pattern.compile("Unsupported model IR version: (\\d+), max supported IR version: (\\d+)");

  private static final Pattern OPERATORS_TOO_NEW =
      Pattern.compile("Opset (\\d+) is under development .* domain ai\\.onnx is till opset (\\d+)");

  /**
   * Pad_Fusion merges zero padding into the next max pooling, which ignores padding: if all else is
   * negative, as in YOLOv3-tiny, the answers differ from the network's own.
   */
  private static final String WRONG_OPTIMIZERS = "Pad_Fusion";

  private OnnxRuntime() {}

  /**
   * Returns ONNX Runtime's environment, with telemetry off. There is one per process; it is never
   * closed.
   *
   * @throws DetectException if the native library cannot be loaded
   */
  static OrtEnvironment environment() {
    silenceDjl();
    // Every session has its own threads: DJL's shared ones would only sit idle.
    System.setProperty("ai.djl.onnxruntime.num_threads", "1");
    System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
    // No second engine could compute with DJL's arrays: do not look for one.
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    // DJL requests CUDA by itself and warns if it is missing; Engine reports that better.
    Logger.getLogger("ai.djl.onnxruntime.engine.OrtEngine").setLevel(Level.SEVERE);
    NativeFolder.prepare();
    // DJL creates the environment and fails if there is one already: so it goes first.
    if (!ai.djl.engine.Engine.hasEngine(OrtEngine.ENGINE_NAME)) {
      throw new DetectException("ONNX Runtime is missing from this installation; install it again");
    }
    try {
      ai.djl.engine.Engine.getEngine(OrtEngine.ENGINE_NAME);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException | RuntimeException | LinkageError e) {
      throw new DetectException("ONNX Runtime cannot be loaded on this machine: " + root(e), e);
    }
  }

  /** Returns why it cannot run here, one sentence; empty if it can. */
  static Optional<String> obstacle() {
    try {
      environment();
      return Optional.empty();
    } catch (DetectException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the root cause's message: libraries load in class initialisers, whose own errors say
   * nothing.
   */
  static String root(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }

  /** Disables DJL's telemetry; to be called before any of its engines is loaded. */
  static void silenceDjl() {
    // Either prevents its report of first use; offline also keeps it from searching for models.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  /**
   * Loads a network. The caller closes the session.
   *
   * @throws DetectException if ONNX Runtime refuses the file, or cannot load the engine
   */
  static OrtSession open(Path file, OnnxEngine engine, Weights weights) {
    return open(file, engine, weights, Optional.empty());
  }

  /**
   * As {@link #open(Path, OnnxEngine, Weights)}, but may profile the session.
   *
   * @param profile path prefix of the file for what ran and for how long; empty: no profile
   */
  static OrtSession open(Path file, OnnxEngine engine, Weights weights, Optional<Path> profile) {
    OrtEnvironment environment = environment();
    try (SessionOptions options = options(weights)) {
      if (profile.isPresent()) {
        options.enableProfiling(profile.get().toString());
      }
      engine.configure(options, weights);
      return environment.createSession(file.toString(), options);
    } catch (OrtException e) {
      String reason = reason(e);
      throw new DetectException(
          tooNew(reason)
              .map(why -> "The model " + file + " " + why)
              .orElse("ONNX Runtime cannot load the model " + file + ": " + reason),
          e);
    }
  }

  /** What is too new for it in a model that it refuses; empty if the reason is another. */
  private static Optional<String> tooNew(String reason) {
    return Stream.of(
            Map.entry("format version", FORMAT_TOO_NEW), Map.entry("opset", OPERATORS_TOO_NEW))
        .flatMap(
            known ->
                known
                    .getValue()
                    .matcher(reason)
                    .results()
                    .map(
                        found ->
                            "has the %s %s, and ONNX Runtime here reads those up to %s; export it with an older opset"
                                .formatted(known.getKey(), found.group(1), found.group(2))))
        .findFirst();
  }

  /** Returns the options that sessions of every engine have. The caller closes them. */
  static SessionOptions options(Weights weights) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setInterOpNumThreads(1);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    options.addConfigEntry("optimization.disable_specified_optimizers", WRONG_OPTIMIZERS);
    if (weights.areWide()) {
      // CPUs without integer dot products (VNNI) add pairs of 8-bit products in 16 bits, which
      // saturate: a network then silently finds hardly anything. Exact is slower.
      options.addConfigEntry("session.x64quantprecision", "1");
    }
    options.setCPUArenaAllocator(true);
    options.setMemoryPatternOptimization(true);
    // Errors arrive as exceptions; repeating them on stderr would be noise.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
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

  /** Returns the message without error codes and source locations. */
  static String reason(OrtException e) {
    return IN_ITS_SOURCES
        .matcher(String.valueOf(e.getMessage()))
        .replaceAll(" ")
        .replaceFirst("^Error code - [A-Z_]+ - message: ", "")
        .replaceFirst(" ; GPU=-?\\d+ ; .*", "") // this computer's name, and sources again
        .replaceAll(" +", " ")
        .lines()
        .findFirst()
        .orElse("");
  }
}
