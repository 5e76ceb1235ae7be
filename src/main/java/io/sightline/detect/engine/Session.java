package io.sightline.detect.engine;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network loaded into an engine, with its input and output memory, which is allocated once so
 * that pictures cost no allocation. Outputs that are not read are not computed if the engine can
 * omit them. Owns its native memory. Not thread-safe, but several sessions may run side by side.
 */
public sealed interface Session extends AutoCloseable
    permits OnnxSession, TensorRt8Session, OpenVinoSession {
  /**
   * Loads the network of a bundle.
   *
   * @throws io.sightline.detect.onnx.DetectException if the engine cannot run here, or cannot load
   *     or run the network
   */
  static Session open(ModelBundle bundle, Engine engine) {
    OnnxRuntime.silenceDjl(); // DJL runs the sessions of every engine
    engine.require();
    if (engine instanceof OpenVino openVino) {
      return OpenVinoSession.open(bundle, openVino);
    }
    if (engine instanceof TensorRt8) {
      return TensorRt8Session.open(bundle);
    }
    return OnnxSession.open(bundle, (OnnxEngine) engine);
  }

  /**
   * Returns the format in which to write pictures: what the network wants, or that of frames if the
   * engine converts them itself.
   */
  ModelInput input();

  /** Returns the maximum number of pictures in a run, 1 or more. */
  int batchSize();

  /**
   * Returns how much of Java's memory outside the heap its pictures and answers take, bytes; 0 if
   * they lie in memory of the engine's own.
   */
  default long bytes() {
    return 0;
  }

  /**
   * Returns the native memory for the numbers of one picture.
   *
   * @param place from 0 to one less than {@link #batchSize()}
   */
  ByteBuffer picture(int place);

  /** Returns the memory for the first picture. */
  default ByteBuffer picture() {
    return picture(0);
  }

  /**
   * Returns the shapes of the outputs for one picture, outermost first, in the order they are read.
   */
  List<List<Long>> shapes();

  /**
   * Returns the network's last answer for a picture, in the order it is read; always the same
   * buffers.
   */
  List<FloatBuffer> answer(int place);

  /** Returns the answer for the first picture. */
  default List<FloatBuffer> answer() {
    return answer(0);
  }

  /**
   * Runs the network on the first {@code pictures} pictures; {@link #answer(int)} then returns its
   * answers.
   *
   * @throws io.sightline.detect.onnx.DetectException if it fails, or its answer is larger than
   *     there is room for
   */
  void run(int pictures);

  /** Runs the network on the first picture. */
  default void run() {
    run(1);
  }

  @Override
  void close();
}
