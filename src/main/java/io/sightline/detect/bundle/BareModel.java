package io.sightline.detect.bundle;

import io.sightline.detect.layout.FamilyInput;
import io.sightline.detect.layout.KnownModel;
import io.sightline.detect.layout.Layout;
import io.sightline.detect.layout.LayoutChoice;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.GraphInput;
import io.sightline.detect.onnx.ModelFile;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelInput.Normalisation;
import io.sightline.detect.onnx.ModelTask;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.SaidPictures;
import io.sightline.inspection.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Describes an ONNX file without a bundle.json from its own metadata. Missing details on which all
 * exporters agree are assumed and noted; a file that lacks any other essential detail is refused.
 */
final class BareModel {
  private static final double CONFIDENCE = 0.25;
  private static final double IOU = 0.5;

  /** Number of classes to make up if not even their count is known. */
  private static final int UNKNOWN_CLASSES = 100;

  /**
   * Families whose pictures are normalised by mean and deviation, named as in LibreYOLO's exports;
   * followed by the model size if only some sizes are.
   */
  private static final Set<String> NORMALISED =
      Set.of(
          "centernet",
          "deformable_detr",
          "deimv2 l",
          "deimv2 m",
          "deimv2 s",
          "deimv2 x",
          "detr",
          "dinodetr",
          "ec",
          "efficientdet",
          "fcos",
          "lwdetr",
          "picodet",
          "ppyoloe",
          "retinanet",
          "rfdetr",
          "rtmdet",
          "ssd",
          "tinyformer");

  private BareModel() {}

  static ModelBundle describe(Path file, OnnxHeader header, Trials trials) {
    String family = header.metadata().getOrDefault("model_family", "");
    refuseNormalised(family, file);
    refuseNormalised(family + " " + header.metadata().getOrDefault("size", ""), file);
    refuseMisnamed(family, header, file);
    List<String> notes = new ArrayList<>();
    ModelTask task = ModelTask.of(header, file);
    task.note().ifPresent(notes::add);
    Normalisation normalisation = Signature.normalisation(header, file, notes);
    GraphInput graph = GraphInput.of(header, file);
    SaidPictures said = SaidPictures.of(header, graph);
    Optional<List<String>> names = ModelClassNames.of(header, file, notes);
    ModelInput trialInput = graph.shown(header.metadata(), notes);
    KnownModel unnamed = KnownModel.of(file, header, graph, trialInput, task);
    KnownModel known =
        names
            .map(all -> unnamed.named(all.size(), ModelClassNames.startWithBackground(all)))
            .orElse(unnamed);
    LayoutChoice.Settled settled =
        new LayoutChoice(known, outputs -> trials.of(file, trialInput, outputs)).settle(notes);
    Layout layout = settled.layout();
    FamilyInput usual =
        new FamilyInput(header, settled.outputs(), graph, trialInput, normalisation, said);
    ModelInput input = usual.of(layout);
    if (said.range().isEmpty() && isAssumed(layout, header)) {
      notes.add(
          "The range of its pictures, their mean and their deviation are assumed, for the file does"
              + " not say them: "
              + input.text()
              + "; a bundle.json may say otherwise by \"scale\", \"mean\" and \"std\"");
    }
    notes.addAll(usual.notes(layout));
    if (graph.pictures() > 1) {
      notes.add(
          ("The model takes %d pictures at once: it is shown those that wait, and takes as long for"
                  + " one as for all")
              .formatted(graph.pictures()));
    }
    return new ModelBundle(
        ModelFile.stem(file),
        header.sha256().substring(0, 12),
        header.metadata().getOrDefault("description", ""),
        layout,
        names
            .map(all -> ModelClassNames.withoutBackground(all, layout))
            .orElseGet(() -> numbered(layout, notes)),
        input,
        new Recommendation(CONFIDENCE, IOU, Map.of(), Recipe.USUAL_CONTRAST),
        header.precision(),
        header.wide(),
        header.bytes(),
        header.sha256(),
        header.metadata().getOrDefault("license", ""),
        file,
        true,
        notes);
  }

  /**
   * Refuses normalised families: on pictures in the wrong range, a network still finds something,
   * but not what it was trained for.
   */
  private static void refuseNormalised(String family, Path file) {
    if (NORMALISED.contains(family)) {
      throw new DetectException(
          "The model "
              + file
              + " is of the family \""
              + family
              + "\", which is shown pictures less a mean, over a deviation, that the file does not say:"
              + " put it into a folder with a bundle.json whose \"input\" says them as \"mean\" and"
              + " \"std\"");
    }
  }

  /** Refuses swapped names: with four classes, only the family tells which output is which. */
  private static void refuseMisnamed(String family, OnnxHeader header, Path file) {
    if (family.equals("yolonas")
        && header.outputs().stream().anyMatch(output -> output.name().equals("pred_logits"))) {
      throw new DetectException(
          "The model "
              + file
              + " calls its boxes \"pred_logits\" and its confidences \"pred_boxes\", as LibreYOLO's"
              + " exports of YOLO-NAS do: rename these outputs to \"boxes\" and \"scores\"");
    }
  }

  /** All YOLOs expect the same input; for other networks it depends on the exporter. */
  private static boolean isAssumed(Layout layout, OnnxHeader header) {
    boolean known =
        header.metadata().containsKey("stride") || header.metadata().containsKey("model_family");
    return layout.isOfManyFamilies() && !known && !header.ofBytes();
  }

  private static List<String> numbered(Layout layout, List<String> notes) {
    int count = layout.classes();
    if (count > ModelClassNames.MOST) {
      throw new IllegalArgumentException(
          "a model has 1 to " + ModelClassNames.MOST + " classes, not " + count);
    }
    if (count == 0) {
      count = UNKNOWN_CLASSES;
      notes.add(
          "The model names no classes and does not say how many there are: "
              + count
              + " are numbered, and finding another one is an error");
    } else {
      notes.add("The model names no classes: they are numbered.");
    }
    return IntStream.range(0, count).mapToObj(id -> "class " + id).toList();
  }
}
