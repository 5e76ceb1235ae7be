package io.sightline.detect;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.onnxruntime.engine.OrtEngine;
import ai.djl.training.ParameterStore;
import ai.djl.translate.Translator;
import ai.djl.util.PairList;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.Session;
import io.sightline.detect.onnx.DetectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A loaded network as a DJL model. DJL's own ONNX block lets ONNX Runtime allocate every answer and
 * then copies it to the Java heap; this one has it written into the memory of the {@link Session},
 * so that pictures cost no allocation, and works with any engine. Owns the session. Not
 * thread-safe.
 */
final class Network extends AbstractSymbolBlock implements AutoCloseable {
  private final Session session;
  private final Model model;

  /**
   * The placeholder that passes through DJL, as pictures and answers stay in the session. It must
   * not be an empty list: DJL would silently skip the network.
   */
  private final NDList token;

  /** Number of pictures handed over; {@code answered} counts those the network has processed. */
  private int shown;

  private int answered;

  private Network(Session session, Model model) {
    this.session = session;
    this.model = model;
    FloatBuffer nothing =
        ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    token = new NDList(model.getNDManager().create(nothing, new Shape(1), DataType.FLOAT32));
  }

  /**
   * Loads the network of a bundle.
   *
   * @throws DetectException if the engine cannot load it
   */
  static Network load(ModelBundle bundle, Engine engine) {
    Session session = Session.open(bundle, engine);
    try {
      // Name the device: for its default, DJL tries CUDA and logs that there is none.
      Model model = Model.newInstance(bundle.name(), Device.cpu(), OrtEngine.ENGINE_NAME);
      Network network = new Network(session, model);
      model.setBlock(network);
      return network;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  Session session() {
    return session;
  }

  /** Returns what a translator passes to DJL once {@code pictures} are in the session. */
  NDList input(int pictures) {
    shown = pictures;
    answered = 0;
    return token;
  }

  /**
   * Returns the network's answer to one of the pictures last handed over.
   *
   * @throws DetectException if the network has not processed it
   */
  List<FloatBuffer> answer(int place) {
    if (place >= answered) {
      throw new DetectException("The network was not run: it has not looked");
    }
    return session.answer(place);
  }

  <I, O> Predictor<I, O> predictor(Translator<I, O> translator) {
    return model.newPredictor(translator);
  }

  /** Runs the network on what its translator put into the session, which then holds the answer. */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> more) {
    session.run(shown);
    answered = shown;
    return token;
  }

  /** Returns no parameters: the engine holds the weights. */
  @Override
  public ParameterList getDirectParameters() {
    return new ParameterList();
  }

  @Override
  public void close() {
    model.close();
    session.close();
  }
}
