package io.sightline.detect.onnx;

import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a network is made for, according to its file. Only upright boxes are used. */
public enum ModelTask {
  DETECTION,
  /** Boxes with masks. */
  SEGMENTATION,
  /** Boxes with keypoints. */
  POSE;

  /**
   * The task according to the metadata or the outputs.
   *
   * @throws DetectException if it has no upright boxes
   */
  public static ModelTask of(OnnxHeader header, Path file) {
    String said = header.metadata().getOrDefault("task", "").toLowerCase(Locale.ROOT).strip();
    return switch (said.replaceAll("[ _]", "-")) {
      case "" -> shown(header.outputs(), file);
      case "detect", "detection", "object-detection" -> DETECTION;
      case "segment", "instance-segmentation" -> SEGMENTATION;
      case "pose" -> POSE;
      case "obb" -> throw refused(file, said, "which finds turned boxes, which are not read");
      default -> throw refused(file, said, "of which no boxes are read");
    };
  }

  private static DetectException refused(Path file, String task, String why) {
    return new DetectException(
        "The model "
            + file
            + " is made for the task \""
            + task
            + "\", "
            + why
            + "; bring one made for detection");
  }

  /** The number of prototypes that every YOLO combines its masks from. */
  private static final long PROTOTYPES = 32;

  private static ModelTask shown(List<Tensor> outputs, Path file) {
    if (outputs.size() == 1) {
      List<Long> shape = outputs.get(0).shape();
      if (shape.size() == 2 && shape.get(1) != 6 && shape.get(1) != 7 && shape.get(1) > 1) {
        throw classification(file, outputs.get(0));
      }
      if (shape.size() == 4 && shape.get(3) == 7) {
        throw new DetectException(
            "The model "
                + file
                + " answers a list of boxes as OpenVINO and Caffe write it ("
                + outputs.get(0).shapeText()
                + "), which is not read: export it with boxes and confidences apart");
      }
      if (shape.size() == 4) {
        throw map(file, outputs.get(0));
      }
    }
    boolean boxes = outputs.stream().anyMatch(output -> output.shape().size() == 3);
    boolean masks =
        outputs.stream()
            .map(Tensor::shape)
            .anyMatch(shape -> shape.size() == 4 && shape.get(1) == PROTOTYPES);
    return boxes && masks ? SEGMENTATION : DETECTION;
  }

  /** Whether it may be one number per class; a list with one box may look the same. */
  public static boolean isOneRow(Tensor output) {
    List<Long> shape = output.shape();
    return shape.size() == 2 && shape.get(0) == 1;
  }

  /** Whether it has one number for each pixel of the picture. */
  public static boolean isMap(Tensor output, ModelInput input) {
    List<Long> shape = output.shape();
    return shape.size() == 3 && shape.get(1) == input.height() && shape.get(2) == input.width();
  }

  /** The refusal of a network whose only output has one number per class. */
  public static DetectException classification(Path file, Tensor output) {
    return refused(file, output, "classification: one confidence a class, and no boxes");
  }

  /** The refusal of a network whose only output has one number per pixel. */
  public static DetectException map(Path file, Tensor output) {
    return refused(file, output, "segmentation: a map of the picture, and no boxes");
  }

  private static DetectException refused(Path file, Tensor output, String what) {
    return new DetectException(
        "The model "
            + file
            + " answers "
            + output.shapeText()
            + " only, as for "
            + what
            + "; bring one made for detection");
  }

  /** A note for people who expect more than boxes. */
  public Optional<String> note() {
    return switch (this) {
      case DETECTION -> Optional.empty();
      case SEGMENTATION ->
          Optional.of("The model is made for segmentation: its boxes are used, its masks are not");
      case POSE ->
          Optional.of("The model is made for poses: its boxes are used, its keypoints are not");
    };
  }
}
