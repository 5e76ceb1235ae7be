package io.sightline.detect.engine;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/** An engine of ONNX Runtime: one of its execution providers. */
sealed interface OnnxEngine extends Engine permits Engine.Cpu, Accelerator {
  /**
   * Selects this engine in the options of a session.
   *
   * @throws OrtException if ONNX Runtime cannot load the engine's libraries
   */
  void configure(SessionOptions options, Weights weights) throws OrtException;

  /**
   * Returns the most efficient number of pictures per run, if the network takes any number. On a
   * CPU that is one: lanes side by side get more done.
   */
  default int batch() {
    return 1;
  }
}
