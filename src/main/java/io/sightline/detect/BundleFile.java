package io.sightline.detect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a bundle.json, as it stands there; {@link ModelBundle} checks it. */
record BundleFile(
    @Nullable String name,
    @Nullable String version,
    @Nullable String description,
    @Nullable String layout,
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
      @Nullable Double scale) {
    ModelInput checked() {
      return new ModelInput(
          required("input.width", width),
          required("input.height", height),
          ModelInput.Color.named(color == null ? "RGB" : color),
          scale == null ? 1 / 255.0 : scale);
    }
  }

  static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the key \"" + key + "\" is missing");
    }
    return value;
  }
}
