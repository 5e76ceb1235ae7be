package io.sightline.detect;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.translate.Translator;
import ai.djl.util.PairList;
import io.sightline.detect.onnx.DetectException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One loaded network as a DJL model. DJL's own ONNX block lets ONNX Runtime allocate every answer
 * and then copies it to the Java heap; this one has it written into the memory of the {@link
 * Session}, so that a picture costs none, and any engine may be behind it. Owns the session. One
 * thread at a time.
 */
final class Network extends AbstractSymbolBlock implements AutoCloseable {
  private final Session session;
  private final Model model;

  /**
   * What goes through DJL: a token, for picture and answer stay in the session. A list without any
   * array would not do: DJL then leaves the network out and says nothing.
   */
  private final NDList token;

  /** How many pictures are shown, and how many the network has looked at. */
  private int shown;

  private int answered;

  private Network(Session session, Model model) {
    this.session = session;
    this.model = model;
    FloatBuffer nothing = AnswerTensor.memory(Float.BYTES).asFloatBuffer();
    token = new NDList(model.getNDManager().create(nothing, new Shape(1), DataType.FLOAT32));
  }

  /**
   * Loads the network of a bundle.
   *
   * @throws DetectException when the engine cannot load it
   */
  static Network load(ModelBundle bundle, Engine engine) {
    Session session = Session.open(bundle, engine);
    try {
      // The device is named: asked for its default, DJL tries CUDA and logs that there is none.
      Model model = Model.newInstance(bundle.name(), Device.cpu(), OnnxRuntime.DJL_ENGINE);
      Network network = new Network(session, model);
      model.setBlock(network);
      return network;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  Session session() {
    return session;
  }

  /** What a translator hands to DJL once so many pictures are in the session. */
  NDList input(int pictures) {
    shown = pictures;
    answered = 0;
    return token;
  }

  /**
   * What the network answered to one of the pictures that were last handed over.
   *
   * @throws DetectException when it has not looked at it
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

  /**
   * Runs the network on what is in its session, which is what its translator handed over; the
   * answer is there then.
   */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> more) {
    session.run(shown);
    answered = shown;
    return token;
  }

  /** None: the weights are the engine's. */
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
