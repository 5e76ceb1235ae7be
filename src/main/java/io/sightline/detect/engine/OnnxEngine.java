package io.sightline.detect.engine;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Optional;

/** An engine of ONNX Runtime: one of its execution providers. */
sealed interface OnnxEngine extends Engine permits Engine.Cpu, Accelerator {
  /**
   * Selects this engine in the options of a session.
   *
   * @throws OrtException if ONNX Runtime cannot load the engine's libraries
   */
  void configure(SessionOptions options, Weights weights) throws OrtException;

  @Override
  default Optional<String> library() {
    return OnnxRuntime.obstacle().isPresent()
        ? Optional.empty()
        : Optional.of("ONNX Runtime " + OnnxRuntime.environment().getVersion());
  }

  /**
   * Returns the most efficient number of pictures per run, if the network takes any number. On a
   * CPU that is one: lanes side by side get more done.
   */
  default int batch() {
    return 1;
  }
}
