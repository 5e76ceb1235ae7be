package io.sightline.detect;

import io.sightline.detect.onnx.GraphInput;
import io.sightline.detect.onnx.ModelInput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a bundle.json, as it stands there; {@link ModelBundle} checks it. */
record BundleFile(
    @Nullable String name,
    @Nullable String version,
    @Nullable String description,
    @Nullable String layout,
    @Nullable String boxes,
    @Nullable List<String> classes,
    @Nullable Input input,
    @Nullable Double confidence,
    @Nullable Double iou,
    @Nullable Map<String, Double> classConfidence,
    @Nullable String precision,
    @Nullable String sha256,
    @Nullable String terms) {

  record Input(
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable String color,
      @Nullable Double scale,
      @Nullable List<Double> mean,
      @Nullable List<Double> std,
      @Nullable String fit,
      @Nullable String resize) {
    /** The size that is said, and until the layout is known the rest as the graph has it. */
    ModelInput sized(GraphInput graph) {
      return new ModelInput(
          required("input.width", width),
          required("input.height", height),
          ModelInput.Color.RGB,
          graph.scale(),
          ModelInput.Normalisation.NONE,
          ModelInput.Fit.CENTRED,
          ModelInput.Resize.AREA,
          graph.type(),
          graph.order());
    }

    /**
     * What is said, over what is usual for the layout. Pictures are resized as for the networks
     * that are trained here where nothing is said: they had bundles before there was a choice.
     */
    ModelInput over(ModelInput usual) {
      ModelInput.Color shown = color == null ? usual.color() : ModelInput.Color.named(color);
      // What is usual is in the order of the usual channels.
      ModelInput.Normalisation normalisation =
          shown == usual.color() ? usual.normalisation() : usual.normalisation().exchanged();
      return new ModelInput(
          required("input.width", width),
          required("input.height", height),
          shown,
          scale == null ? usual.scale() : scale,
          new ModelInput.Normalisation(
              mean == null ? normalisation.mean() : mean, std == null ? normalisation.std() : std),
          fit == null ? usual.fit() : ModelInput.Fit.named(fit),
          resize == null ? ModelInput.Resize.AREA : ModelInput.Resize.named(resize),
          usual.type(),
          usual.order());
    }
  }

  static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the key \"" + key + "\" is missing");
    }
    return value;
  }
}
