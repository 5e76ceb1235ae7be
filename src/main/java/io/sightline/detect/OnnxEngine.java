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

  /**
   * How many pictures it works on at once with profit, where the network takes any number. On a
   * processor that is one: lanes side by side get more done.
   */
  default int batch() {
    return 1;
  }
}
