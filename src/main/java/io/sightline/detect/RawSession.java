package io.sightline.detect;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;

/**
 * The bare ONNX Runtime session of a bundle, with the same options as the detector's and nothing
 * around it: the yardstick that the pipeline is measured by. Owns its native memory. One thread at
 * a time.
 */
public final class RawSession implements AutoCloseable {
  private final ModelBundle bundle;
  private final OrtSession session;
  private final Tensors tensors;

  /**
   * Loads the network. Its input is mid-grey until another is shown.
   *
   * @throws DetectException when the engine is not the CPU, or cannot load the network
   */
  public RawSession(ModelBundle bundle, Engine engine) {
    this.bundle = bundle;
    session = OnnxRuntime.open(bundle.file(), engine);
    try {
      tensors = Tensors.of(session, bundle);
    } catch (RuntimeException e) {
      OnnxRuntime.close(session);
      throw e;
    }
    Trial.paint(bundle.input(), tensors.picture(), (x, y) -> 128);
  }

  /**
   * What it looks at from now on.
   *
   * @param picture 3 x height x width numbers as the network wants them
   * @throws IllegalArgumentException when the network does not take 32-bit floating point
   */
  public void show(FloatBuffer picture) {
    if (bundle.input().type() != ModelInput.Type.FLOAT32) {
      throw new IllegalArgumentException(
          "The model " + bundle.name() + " is shown " + bundle.input().type());
    }
    tensors.picture().asFloatBuffer().put(0, picture, picture.position(), bundle.input().numbers());
  }

  /**
   * How long so many runs take, seconds.
   *
   * @throws DetectException when the network fails
   */
  public double secondsFor(int runs) {
    try {
      long start = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        tensors.run();
      }
      return (System.nanoTime() - start) / 1e9;
    } catch (OrtException e) {
      throw new DetectException(
          "The model " + bundle.file() + " failed while it ran: " + OnnxRuntime.reason(e), e);
    }
  }

  @Override
  public void close() {
    tensors.close();
    OnnxRuntime.close(session);
  }
}
