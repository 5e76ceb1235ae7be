package io.sightline.detect.layout;

import io.sightline.detect.onnx.GraphInput;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import io.sightline.detect.onnx.SaidPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How pictures are fed to a model unless its description says otherwise: as in the training of its
 * layout's networks.
 *
 * @param header its file's description of itself
 * @param outputs its outputs, as declared or as observed where it leaves sizes open
 * @param graph its inputs
 * @param input its input, of which the size is used
 * @param normalisation as known, for channels in the order of training
 * @param said what its metadata say of its pictures, which takes precedence
 */
public record FamilyInput(
    OnnxHeader header,
    List<Tensor> outputs,
    GraphInput graph,
    ModelInput input,
    ModelInput.Normalisation normalisation,
    SaidPictures said) {
  public FamilyInput {
    outputs = List.copyOf(outputs);
  }

  /** The input for a layout. */
  public ModelInput of(Layout layout) {
    ModelInput.Color trained = layout.color();
    return new ModelInput(
        input.width(),
        input.height(),
        said.color().orElse(exchangesChannels() ? trained.exchanged() : trained),
        said.range().map(SaidPictures.Range::scale).orElse(layout.scale(graph)),
        said.range()
            .map(SaidPictures.Range::normalisation)
            .orElse(exchangesChannels() ? normalisation.exchanged() : normalisation),
        said.fit().orElse(fit(layout)),
        resize(layout),
        graph.type(),
        graph.order());
  }

  /** Whether the graph makes the order of training of the other one. */
  private boolean exchangesChannels() {
    return header.exchanging() && !SuperGradients.exported(header);
  }

  /** The assumed colour order and value range, a sentence each. */
  public List<String> notes(Layout layout) {
    List<String> all = new ArrayList<>(said.notes());
    boolean rgb = layout.color() == ModelInput.Color.RGB;
    exchanged(layout).ifPresent(all::add);
    boolean unsaid = said.range().isEmpty() && said.color().isEmpty();
    if (!rgb && !header.exchanging() && unsaid) {
      all.add(
          "It is shown pictures as BGR 0-255, as YOLOX is trained since its release 0.2; the file"
              + " does not say it");
    }
    if (layout.kind() == Layout.Kind.PP_YOLOE && !header.ofBytes() && said.range().isEmpty()) {
      all.add(
          "It is shown pictures as PP-YOLOE+ is trained; the file does not say it. The first"
              + " PP-YOLOE is trained on ImageNet's mean and deviation: give that one a bundle.json"
              + " of the layout \"pp-yoloe\" whose \"input\" says \"mean\": [0.485, 0.456, 0.406],"
              + " \"std\": [0.229, 0.224, 0.225]");
    }
    if (rgb && header.ofBytes()) {
      all.add("The network scales pixel values itself, so it is given 0-255");
    }
    return all;
  }

  /** A sentence if the graph exchanges red and blue itself. */
  public Optional<String> exchanged(Layout layout) {
    if (!header.exchanging() || said.color().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "It exchanges red and blue of its picture itself"
            + (exchangesChannels() ? "" : SuperGradients.CONVENTION)
            + ": it is shown "
            + of(layout).color()
            + "; a bundle.json may say otherwise by \"color\"");
  }

  private ModelInput.Fit fit(Layout layout) {
    ModelInput.Fit usual = layout.fit(graph.size().isPresent());
    if (layout.kind() == Layout.Kind.SSD
        && layout.scores() == ScoreForm.PROBABILITIES
        && rowsOf(layout, 0) > 0
        && rowsOf(layout, 0) == rowsOf(layout, 1)
        && Grid.withCells(rowsOf(layout, 0), input.width(), input.height()).isPresent()) {
      // A YOLO whose output was split in two; PP-YOLOE's confidences come in columns.
      usual = ModelInput.Fit.CENTRED;
    }
    boolean topLeft = header.metadata().getOrDefault("letterbox_pad", "").equals("topleft");
    return topLeft && usual == ModelInput.Fit.CENTRED ? ModelInput.Fit.TOP_LEFT : usual;
  }

  private ModelInput.Resize resize(Layout layout) {
    boolean area = header.metadata().getOrDefault("resize", "").equals("area");
    return area ? ModelInput.Resize.AREA : layout.resize(graph.size().isPresent());
  }

  /** How many boxes an output has; 0 of YOLOv4's, which has a dimension more. */
  private long rowsOf(Layout layout, int which) {
    String name = layout.outputs().get(which);
    boolean declaredLarger =
        header.outputs().stream()
            .anyMatch(output -> output.name().equals(name) && output.shape().size() > 3);
    return outputs.stream()
        .filter(output -> output.name().equals(name) && !declaredLarger)
        .filter(output -> output.shape().size() == 3)
        .mapToLong(output -> output.shape().get(1))
        .findFirst()
        .orElse(0);
  }
}
