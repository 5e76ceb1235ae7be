package io.sightline.detect.layout;

import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several outputs that each describe the whole picture, as in YOLOv9's own export of the heads it
 * is trained with: the auxiliary head first, the main one last. Nothing in the file tells them
 * apart, and their values look alike.
 */
final class Twins {
  private Twins() {}

  /** Whether another output allows the same reading. */
  static boolean areIn(List<Tensor> outputs, Layout layout) {
    return of(outputs, layout).size() > 1;
  }

  /** The same reading of every output with the same shape, in their order. */
  private static List<Layout> of(List<Tensor> outputs, Layout layout) {
    // Not for lists: an empty one cannot be compared with another.
    if (layout.outputs().size() > 1 || layout.mayVary()) {
      return List.of();
    }
    String read = layout.outputs().get(0);
    return outputs.stream()
        .filter(output -> output.name().equals(read))
        .flatMap(one -> outputs.stream().filter(other -> other.shape().equals(one.shape())))
        .map(output -> layout.of(output.name()))
        .toList();
  }

  /**
   * The reading itself, or that of the last output for which a trial allows the same one.
   *
   * @param notes receives a sentence if there are several
   */
  static Layout last(List<Tensor> outputs, Layout layout, Plausible trial, List<String> notes) {
    List<Layout> several = new ArrayList<>(of(outputs, layout));
    several.removeIf(one -> !trial.trial().has(one.outputs().get(0)) || !trial.allows(one));
    if (several.size() < 2 || !several.contains(layout)) {
      return layout;
    }
    String names =
        several.stream()
            .map(one -> "\"" + one.outputs().get(0) + "\"")
            .collect(Collectors.joining(", "));
    notes.add(
        "It answers %s in the same way (%s), as YOLOv9's own export does with the heads that it is trained with: the last is read, which is the main one there"
            .formatted(several.size() == 2 ? "twice" : several.size() + " times", names));
    return several.get(several.size() - 1);
  }
}
