package io.sightline.detect.layout;

import io.sightline.detect.onnx.GraphInput;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelTask;
import io.sightline.detect.onnx.OnnxHeader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a model before its network runs.
 *
 * @param file the ONNX file
 * @param header the file's description of itself
 * @param graph its inputs
 * @param input the network's input in a trial
 * @param task what it is made for
 * @param names the number of class names, if there are any
 * @param background whether the first of them is the background
 * @param wanted the kind of layout given in bundle.json, if any
 * @param form the form of boxes given in bundle.json, if any
 */
public record KnownModel(
    Path file,
    OnnxHeader header,
    GraphInput graph,
    ModelInput input,
    ModelTask task,
    OptionalInt names,
    boolean background,
    Optional<Layout.Kind> wanted,
    Optional<BoxForm> form) {

  /** What its file says, which names no classes. */
  public static KnownModel of(
      Path file, OnnxHeader header, GraphInput graph, ModelInput input, ModelTask task) {
    return new KnownModel(
        file,
        header,
        graph,
        input,
        task,
        OptionalInt.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** A copy with class names. */
  public KnownModel named(int count, boolean backgroundFirst) {
    return with(OptionalInt.of(count), backgroundFirst, wanted, form);
  }

  /** A copy with what a bundle.json says of its outputs. */
  public KnownModel described(Layout.Kind kind, Optional<BoxForm> boxes) {
    return with(names, background, Optional.of(kind), boxes);
  }

  /** A copy with any number of class names. */
  KnownModel uncounted() {
    return with(OptionalInt.empty(), background, wanted, form);
  }

  private KnownModel with(
      OptionalInt count,
      boolean backgroundFirst,
      Optional<Layout.Kind> kind,
      Optional<BoxForm> boxes) {
    return new KnownModel(file, header, graph, input, task, count, backgroundFirst, kind, boxes);
  }
}
