package io.sightline.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bare ONNX Runtime session of a bundle, with the same options as the detector's and nothing
 * around it: the yardstick that the pipeline is measured by. Owns its native memory. One thread at
 * a time.
 */
public final class RawSession implements AutoCloseable {
  private final ModelBundle bundle;
  private final OrtSession session;
  private final Tensors tensors;
  private final OnnxTensor input;
  private final OnnxTensor output;

  /**
   * Loads the network. Its input is mid-grey until another is shown.
   *
   * @throws DetectException when the engine is not the CPU, or cannot load the network
   */
  public RawSession(ModelBundle bundle, Engine engine) {
    this.bundle = bundle;
    session = OnnxRuntime.open(bundle, engine);
    try {
      tensors = Tensors.of(session, bundle);
      for (int i = 0; i < tensors.input().capacity(); i++) {
        tensors.input().put(i, (float) (128 * bundle.input().scale()));
      }
      input = tensor(tensors.input(), tensors.inputShape());
      output = tensor(tensors.output(), tensors.outputShape());
    } catch (OrtException e) {
      OnnxRuntime.close(session);
      throw failed(e);
    } catch (RuntimeException e) {
      OnnxRuntime.close(session);
      throw e;
    }
  }

  private static OnnxTensor tensor(FloatBuffer numbers, List<Long> shape) throws OrtException {
    return OnnxTensor.createTensor(OnnxRuntime.environment(), numbers, Tensors.sizes(shape));
  }

  /** What it looks at from now on: 3 x height x width numbers as the network wants them. */
  public void show(FloatBuffer picture) {
    tensors.input().put(0, picture, picture.position(), tensors.input().capacity());
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
        run();
      }
      return (System.nanoTime() - start) / 1e9;
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private void run() throws OrtException {
    session
        .run(Map.of(tensors.inputName(), input), Set.of(), Map.of(tensors.outputName(), output))
        .close();
  }

  private DetectException failed(OrtException e) {
    return new DetectException(
        "The model " + bundle.file() + " failed while it ran: " + OnnxRuntime.reason(e), e);
  }

  @Override
  public void close() {
    input.close();
    output.close();
    OnnxRuntime.close(session);
  }
}
