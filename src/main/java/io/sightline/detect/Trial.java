package io.sightline.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.detect.OnnxHeader.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A short run of a network on one made-up picture, to learn what its file leaves open: the sizes of
 * its answers, and by their numbers which of several readings is right.
 *
 * @param outputs what it answered: names, types and the shapes observed, 0 where it found nothing
 * @param numbers the numbers of each
 */
record Trial(List<Tensor> outputs, List<FloatBuffer> numbers) {
  private static final OnnxEngine ENGINE = new Engine.Cpu(1);

  Trial {
    outputs = List.copyOf(outputs);
    numbers = List.copyOf(numbers);
  }

  /**
   * Runs it once.
   *
   * @param wanted the outputs to look at
   * @throws DetectException when the network cannot be loaded or run, or answers something that is
   *     not numbers
   */
  static Trial of(Path file, ModelInput input, List<Tensor> wanted) {
    OrtSession session = OnnxRuntime.open(file, ENGINE, Weights.UNKNOWN);
    try (ShownTensors shown = ShownTensors.of(session, input, file)) {
      paint(input, shown.picture(), scene(input));
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

  /** Light from the left, darker blocks and some noise: something for every layer to answer to. */
  static IntBinaryOperator scene(ModelInput input) {
    Random random = new Random(7);
    return (x, y) ->
        Math.min(
            255, 40 + 120 * x / input.width() + (x / 32 + y / 32) % 3 * 25 + random.nextInt(40));
  }

  /** Paints a grey picture of the input's own size. */
  static void paint(ModelInput input, ByteBuffer tensor, IntBinaryOperator grey) {
    byte[] pixels = new byte[input.numbers()];
    for (int i = 0; i < pixels.length; i += 3) {
      byte value = (byte) grey.applyAsInt(i / 3 % input.width(), i / 3 / input.width());
      Arrays.fill(pixels, i, i + 3, value);
    }
    try (LetterboxWriter writer = new LetterboxWriter(input, tensor);
        BytePointer memory = new BytePointer(pixels);
        Mat picture =
            new Mat(input.height(), input.width(), opencv_core.CV_8UC3, memory, Mat.AUTO_STEP)) {
      writer.write(picture);
    }
  }

  /** The numbers of an output. */
  FloatBuffer numbers(String name) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).name().equals(name)) {
        return numbers.get(i);
      }
    }
    throw new IllegalArgumentException("The trial did not look at \"" + name + "\"");
  }

  /** The shape of an output for one picture, outermost first. */
  List<Long> shape(String name) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape();
  }
}
