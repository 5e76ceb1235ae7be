package io.sightline.detect.bundle;

import io.sightline.detect.layout.RfDetr;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput.Normalisation;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Recognises, by input and output names, official exports that need other pictures than a bare file
 * gets by default: with the default ones, a network finds something, but not what it was trained
 * for.
 */
final class Signature {
  private final OnnxHeader header;

  private Signature(OnnxHeader header) {
    this.header = header;
  }

  /**
   * Returns the normalisation of a bare file's pictures.
   *
   * @param notes receives a note if it is known from the exporter
   * @throws DetectException if it depends on what the file does not say
   */
  static Normalisation normalisation(OnnxHeader header, Path file, List<String> notes) {
    new Signature(header).refusal().ifPresent(why -> refuse(file, why));
    Normalisation known = known(header);
    if (known.equals(Normalisation.IMAGENET)) {
      notes.add(
          "It takes and answers what RF-DETR does: it is shown pictures less ImageNet's mean, over"
              + " its deviation; a bundle.json may say otherwise by \"mean\" and \"std\"");
    }
    return known;
  }

  /** Returns the normalisation unless specified. */
  static Normalisation known(OnnxHeader header) {
    return RfDetr.isIn(header) && !header.ofBytes() ? Normalisation.IMAGENET : Normalisation.NONE;
  }

  private static void refuse(Path file, String why) {
    throw new DetectException("The model " + file + " " + why);
  }

  private Optional<String> refusal() {
    if (isTaken("pixel_values") && rank("logits") == 3) {
      return Optional.of(
          "answers \"logits\" to \"pixel_values\", as Hugging Face's exports do, which want"
              + " different pictures: put it into a folder with a bundle.json of the layout"
              + " \"detr\", for RT-DETR and D-FINE as it is, for Deformable and Conditional DETR"
              + " with \"mean\": [0.485, 0.456, 0.406] and \"std\": [0.229, 0.224, 0.225] in its"
              + " \"input\"; DETR and YOLOS, which count a class for nothing, are not read");
    }
    if (last("dets") == 5 && rank("labels") == 2) {
      return Optional.of(
          "answers \"dets\" and \"labels\", as MMDeploy's exports do, whose mean and deviation"
              + " stand in their pipeline.json only: put it into a folder with a bundle.json of the"
              + " layout \"listed\", boxes \"corners\", whose \"input\" says them; RTMDet's has"
              + " \"color\": \"BGR\", \"scale\": 1, \"mean\": [103.53, 116.28, 123.675],"
              + " \"std\": [57.375, 57.12, 58.395], \"fit\": \"top-left\", \"resize\": \"linear\"");
    }
    return Optional.empty();
  }

  private boolean isTaken(String name) {
    return header.inputs().stream().anyMatch(input -> input.name().equals(name));
  }

  private int rank(String output) {
    return answers(output).map(tensor -> tensor.shape().size()).orElse(0);
  }

  private long last(String output) {
    return answers(output)
        .map(Tensor::shape)
        .filter(shape -> !shape.isEmpty())
        .map(shape -> shape.get(shape.size() - 1))
        .orElse(0L);
  }

  private Optional<Tensor> answers(String name) {
    return header.outputs().stream().filter(output -> output.name().equals(name)).findFirst();
  }
}
