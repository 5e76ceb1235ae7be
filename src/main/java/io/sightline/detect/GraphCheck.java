package io.sightline.detect;

import io.sightline.detect.OnnxHeader.Tensor;
import java.nio.file.Path;
import java.util.List;

/** Compares what is said of a network with what its graph declares. */
final class GraphCheck {
  private GraphCheck() {}

  /**
   * The network's one input: 1 x 3 x height x width, 32-bit floating point, sizes fixed or open.
   *
   * @throws DetectException when it asks for something else
   */
  static Tensor picture(OnnxHeader header, Path file) {
    if (header.inputs().size() != 1) {
      throw new DetectException(
          "The model "
              + file
              + " asks for "
              + header.inputs().size()
              + " inputs; this version shows a network one picture and nothing else");
    }
    Tensor input = header.inputs().get(0);
    if (input.type() != OnnxHeader.FLOAT32) {
      throw new DetectException(
          "The model "
              + file
              + " asks for element type "
              + input.type()
              + "; this version gives 32-bit floating point (type 1)");
    }
    List<Long> shape = input.shape();
    if (shape.size() != 4 || !isOrOpen(shape.get(0), 1) || !isOrOpen(shape.get(1), 3)) {
      throw new DetectException(
          "The model "
              + file
              + " asks for "
              + input.shapeText()
              + ", not for one picture of three channels (1x3xHEIGHTxWIDTH)");
    }
    return input;
  }

  /** The input has the size that is said of it. */
  static void inputIs(ModelInput said, OnnxHeader header, Path file) {
    Tensor input = picture(header, file);
    if (!isOrOpen(input.shape().get(2), said.height())
        || !isOrOpen(input.shape().get(3), said.width())) {
      throw new DetectException(
          "The model "
              + file
              + " asks for "
              + input.shapeText()
              + ", but its bundle.json says 1x3x"
              + said.height()
              + "x"
              + said.width());
    }
  }

  /** The output has the layout and the classes that are said of it, where its shape is fixed. */
  static void outputFits(ModelBundle bundle, OnnxHeader header) {
    if (header.outputs().isEmpty()) {
      throw new DetectException("The model " + bundle.file() + " has no output");
    }
    Tensor output = header.outputs().get(0);
    if (output.isFixed()) {
      head(bundle, output.shape());
    }
  }

  /** The decoder for an output of this shape, naming the file where there is none. */
  static YoloHead head(ModelBundle bundle, List<Long> shape) {
    try {
      return YoloHead.of(bundle.layout(), bundle.classes().size(), shape);
    } catch (DetectException e) {
      throw new DetectException("The model " + bundle.file() + ": " + e.getMessage(), e);
    }
  }

  private static boolean isOrOpen(long declared, long wanted) {
    return declared == wanted || declared < 1;
  }
}
