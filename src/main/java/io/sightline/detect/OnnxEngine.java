package io.sightline.detect;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/** An engine behind ONNX Runtime: one of its execution providers. */
sealed interface OnnxEngine extends Engine permits Engine.Cpu, Accelerator {
  /**
   * Asks for this engine in the options of a session.
   *
   * @throws OrtException when ONNX Runtime cannot load the engine's libraries
   */
  void configure(SessionOptions options, Weights weights) throws OrtException;
}
