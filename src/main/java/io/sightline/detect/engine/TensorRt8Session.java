package io.sightline.detect.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network in TensorRT 8, built when it is loaded. Accepts networks that take one picture of fixed
 * size in 32-bit floating point and answer in the same; refuses others with the reason. DJL copies
 * the picture once on its way to the GPU.
 */
final class TensorRt8Session implements Session {
  private static final String REFUSAL = ": TensorRT 8 is not used for such";

  private final Path file;
  private final ModelInput input;
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final ByteBuffer picture;
  private final NDList shown;
  private final List<List<Long>> shapes = new ArrayList<>();
  private final List<FloatBuffer> answer = new ArrayList<>();

  private TensorRt8Session(ModelBundle bundle, Model model, Predictor<NDList, NDList> predictor) {
    this.file = bundle.file();
    this.input = bundle.input();
    this.model = model;
    this.predictor = predictor;
    int bytes = input.numbers() * Float.BYTES;
    picture = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    Shape shape =
        switch (input.order()) {
          case PLANES -> new Shape(1, 3, input.height(), input.width());
          case PIXELS -> new Shape(1, input.height(), input.width(), 3);
        };
    ByteBuffer same = picture.duplicate().order(ByteOrder.nativeOrder()); // DJL rewinds this one
    shown = new NDList(model.getNDManager().create(same, shape, DataType.FLOAT32));
    NDList outputs = answered(); // allocates their memory
    for (String name : bundle.layout().outputs()) {
      addAnswer(name, outputs);
    }
  }

  /**
   * Builds a network, which takes minutes, and loads it.
   *
   * @throws DetectException if TensorRT cannot build or run it, or this class does not accept it
   */
  static TensorRt8Session open(ModelBundle bundle) {
    Path file = bundle.file();
    if (bundle.input().type() != ModelInput.Type.FLOAT32) {
      throw new DetectException(
          "The model " + file + " is not shown 32-bit floating point" + REFUSAL);
    }
    Model model = null;
    Predictor<NDList, NDList> predictor = null;
    try {
      model = TensorRt8.djl().newModel(bundle.name(), Device.gpu());
      load(model, file);
      predictor = model.newPredictor(new NoopTranslator());
      return new TensorRt8Session(bundle, model, predictor);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      if (predictor != null) {
        predictor.close();
      }
      if (model != null) {
        model.close();
      }
      throw e instanceof DetectException known
          ? known
          : new DetectException(
              "TensorRT 8 cannot load the model " + file + ": " + e.getMessage(), e);
    }
  }

  /** Names no options, rather than leaving them out: DJL's engine counts them. */
  static void load(Model model, Path file) throws IOException, MalformedModelException {
    model.load(file.toAbsolutePath(), null, Map.of());
  }

  private void addAnswer(String name, NDList outputs) {
    NDArray output =
        IntStream.range(0, outputs.size())
            .mapToObj(outputs::get)
            .filter(one -> name.equals(one.getName()))
            .findFirst()
            .orElseThrow(
                () ->
                    new DetectException(
                        "The model " + file + " has no output \"" + name + "\" of numbers"));
    List<Long> shape = Arrays.stream(output.getShape().getShape()).boxed().toList();
    if (output.getDataType() != DataType.FLOAT32 || shape.stream().anyMatch(size -> size < 1)) {
      throw new DetectException(
          "The model "
              + file
              + " answers \""
              + name
              + "\" in numbers that are not 32-bit floating point, or in a size that varies"
              + REFUSAL);
    }
    shapes.add(shape);
    ByteBuffer memory = output.toByteBuffer(true).order(ByteOrder.nativeOrder());
    answer.add(memory.asFloatBuffer().limit(Shapes.count(shape)));
  }

  private NDList answered() {
    try {
      return predictor.predict(shown);
    } catch (TranslateException | EngineException e) {
      throw new DetectException("The model " + file + " failed while it ran: " + e.getMessage(), e);
    }
  }

  @Override
  public ModelInput input() {
    return input;
  }

  @Override
  public int batchSize() {
    return 1;
  }

  @Override
  public ByteBuffer picture(int place) {
    return picture;
  }

  @Override
  public List<List<Long>> shapes() {
    return shapes;
  }

  @Override
  public List<FloatBuffer> answer(int place) {
    return answer;
  }

  /** DJL binds the answers' memory once, so that they stay where they were at first. */
  @Override
  public void run(int pictures) {
    answered();
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
