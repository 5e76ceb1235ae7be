package io.sightline.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.layout.Trial;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import io.sightline.detect.picture.TestPicture;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A short run of a network on one made-up picture, to learn what its file leaves open. On the CPU,
 * which runs every network, whatever engine will look afterwards.
 */
final class TrialRun {
  private static final OnnxEngine ENGINE = new Engine.Cpu(1);

  private TrialRun() {}

  /**
   * Runs a network once.
   *
   * @param wanted the outputs to look at
   * @throws DetectException when the network cannot be loaded or run, or answers something that is
   *     not numbers
   */
  static Trial of(Path file, ModelInput input, List<Tensor> wanted) {
    OrtSession session = OnnxRuntime.open(file, ENGINE, Weights.UNKNOWN);
    try (ShownTensors shown = ShownTensors.of(session, input, file)) {
      TestPicture.paint(input, shown.picture(), TestPicture.scene(input));
      List<Tensor> outputs = new ArrayList<>();
      List<FloatBuffer> numbers = new ArrayList<>();
      for (Tensor output : wanted) {
        try (OrtSession.Result result = session.run(shown.feed(), Set.of(output.name()))) {
          if (result.get(0) instanceof OnnxTensor answer) {
            TensorInfo info = answer.getInfo();
            List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
            outputs.add(new Tensor(output.name(), output.type(), ofOne(shape, shown.pictures())));
            numbers.add(AnswerTensor.copy(output.name(), answer));
          }
        }
      }
      return new Trial(outputs, numbers);
    } catch (OrtException e) {
      throw OnnxRuntime.cannotRun(file, e);
    } finally {
      OnnxRuntime.close(session);
    }
  }

  private static List<Long> ofOne(List<Long> shape, long pictures) {
    boolean several = pictures > 1 && shape.size() > 1 && shape.get(0) == pictures;
    return several ? Shapes.ofOnePicture(shape) : shape;
  }
}
