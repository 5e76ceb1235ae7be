package io.sightline.detect;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.training.ParameterStore;
import ai.djl.translate.Translator;
import ai.djl.util.PairList;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;

/**
 * One loaded network as a DJL model. DJL's own ONNX block lets ONNX Runtime allocate every answer
 * and then copies it to the Java heap; this one has it written into the {@link Tensors} made at the
 * start, so that a picture costs no memory. Owns the session and its tensors. One thread at a time.
 */
final class Network extends AbstractSymbolBlock implements AutoCloseable {
  private final OrtSession session;
  private final Tensors tensors;
  private final Model model;
  private final NDList input;
  private final NDList output;
  private final Map<String, OnnxTensor> feed;
  private final Map<String, OnnxTensor> answer;

  private Network(OrtSession session, Tensors tensors, Model model) {
    this.session = session;
    this.tensors = tensors;
    this.model = model;
    NDManager manager = model.getNDManager();
    NDArray shown =
        manager.create(
            tensors.input(), new Shape(Tensors.sizes(tensors.inputShape())), DataType.FLOAT32);
    NDArray answered =
        manager.create(
            tensors.output(), new Shape(Tensors.sizes(tensors.outputShape())), DataType.FLOAT32);
    input = new NDList(shown);
    output = new NDList(answered);
    feed = Map.of(tensors.inputName(), ((OrtNDArray) shown).getTensor());
    answer = Map.of(tensors.outputName(), ((OrtNDArray) answered).getTensor());
  }

  /**
   * Loads the network of a bundle.
   *
   * @throws DetectException when the engine cannot load it
   */
  static Network load(ModelBundle bundle, Engine engine) {
    OrtSession session = OnnxRuntime.open(bundle, engine);
    try {
      Tensors tensors = Tensors.of(session, bundle);
      // The device is named: asked for its default, DJL tries CUDA and logs that there is none.
      Model model = Model.newInstance(bundle.name(), Device.cpu(), OnnxRuntime.DJL_ENGINE);
      Network network = new Network(session, tensors, model);
      model.setBlock(network);
      return network;
    } catch (RuntimeException e) {
      OnnxRuntime.close(session);
      throw e;
    }
  }

  Tensors tensors() {
    return tensors;
  }

  /** What a translator hands to DJL once the picture is in the input tensor. */
  NDList input() {
    return input;
  }

  <I, O> Predictor<I, O> predictor(Translator<I, O> translator) {
    return model.newPredictor(translator);
  }

  /**
   * Runs the network on what is in its own input tensor, which is what its translator handed over;
   * the answer is in the output tensor then.
   */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> more) {
    try {
      session.run(feed, Set.of(), answer).close();
      return output;
    } catch (OrtException e) {
      throw new DetectException("The network failed: " + OnnxRuntime.reason(e), e);
    }
  }

  /** None: the weights are ONNX Runtime's. */
  @Override
  public ParameterList getDirectParameters() {
    return new ParameterList();
  }

  @Override
  public void close() {
    model.close();
    OnnxRuntime.close(session);
  }
}
