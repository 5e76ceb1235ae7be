package io.sightline.detect;

import io.sightline.detect.OnnxHeader.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Describes an ONNX file without a bundle.json from what it says of itself. What it does not say is
 * assumed where every exporter agrees, and noted; where it matters and is not said, refused.
 */
final class BareModel {
  private static final double CONFIDENCE = 0.25;
  private static final double IOU = 0.5;

  private BareModel() {}

  static ModelBundle describe(Path file, OnnxHeader header) {
    List<String> notes = new ArrayList<>();
    String task = header.metadata().getOrDefault("task", "detect");
    if (!task.equals("detect")) {
      throw new DetectException(
          "The model " + file + " is made for the task \"" + task + "\", not for detection");
    }
    ModelInput input = input(file, header);
    if (header.outputs().isEmpty()) {
      throw new DetectException("The model " + file + " has no output");
    }
    Tensor output = header.outputs().get(0);
    List<String> classes = classes(file, header, output, notes);
    String fileName = String.valueOf(file.getFileName());
    ModelBundle bundle =
        new ModelBundle(
            fileName.replaceFirst("(?i)\\.onnx$", ""),
            header.sha256().substring(0, 12),
            header.metadata().getOrDefault("description", ""),
            YoloV8Head.LAYOUT,
            classes,
            input,
            CONFIDENCE,
            IOU,
            Map.of(),
            "",
            header.sha256(),
            header.metadata().getOrDefault("license", ""),
            file,
            Optional.empty(),
            notes);
    GraphCheck.outputFits(bundle, header);
    return bundle;
  }

  private static ModelInput input(Path file, OnnxHeader header) {
    List<Long> shape = GraphCheck.picture(header, file).shape();
    long height = shape.get(2);
    long width = shape.get(3);
    List<Integer> said = sizes(header.metadata().getOrDefault("imgsz", ""));
    if (height < 1 && said.size() == 2) {
      height = said.get(0);
    }
    if (width < 1 && said.size() == 2) {
      width = said.get(1);
    }
    if (height < 1 || width < 1) {
      throw new DetectException(
          "The model "
              + file
              + " leaves the size of its input open; put it into a folder with a bundle.json that"
              + " says its width and height");
    }
    return new ModelInput(
        Math.toIntExact(Math.min(width, Integer.MAX_VALUE)),
        Math.toIntExact(Math.min(height, Integer.MAX_VALUE)),
        ModelInput.Color.RGB,
        1 / 255.0);
  }

  private static List<String> classes(
      Path file, OnnxHeader header, Tensor output, List<String> notes) {
    String names = header.metadata().get("names");
    if (names != null) {
      return ClassNames.parse(names);
    }
    long rows = output.shape().size() == 3 ? output.shape().get(1) : -1;
    long boxes = output.shape().size() == 3 ? output.shape().get(2) : -1;
    if (rows < 5 || rows > 10_004 || boxes < rows) {
      throw new DetectException(
          "The model "
              + file
              + " names no classes and answers "
              + output.shapeText()
              + ", which is not [1, 4 + classes, boxes]; put it into a folder with a bundle.json"
              + " that says its layout and classes");
    }
    notes.add("The model names no classes: they are numbered.");
    return IntStream.range(0, (int) rows - 4).mapToObj(id -> "class " + id).toList();
  }

  /** The whole numbers in a text like [384, 480]. */
  private static List<Integer> sizes(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String word : text.split("[^0-9]+", -1)) {
      if (!word.isEmpty() && word.length() < 6) {
        sizes.add(Integer.parseInt(word));
      }
    }
    return sizes;
  }
}
