package io.sightline.detect.bundle;

import io.sightline.detect.onnx.GraphInput;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.inspection.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a bundle.json as written; {@link ModelBundle} checks it. */
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
    @Nullable Double minimumContrast,
    @Nullable String precision,
    @Nullable String sha256,
    @Nullable String terms) {

  /** What its maker recommends; the contrast is the usual one unless declared otherwise. */
  Recommendation recommended() {
    return new Recommendation(
        required("confidence", confidence),
        required("iou", iou),
        classConfidence == null ? Map.of() : classConfidence,
        minimumContrast == null ? Recipe.USUAL_CONTRAST : minimumContrast);
  }

  record Input(
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable String color,
      @Nullable Double scale,
      @Nullable List<Double> mean,
      @Nullable List<Double> std,
      @Nullable String fit,
      @Nullable String resize) {
    /**
     * Returns an input of the declared size; until the layout is known, the rest is provisional.
     */
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
     * Returns the usual input overridden by what is declared. Without a {@code resize}, pictures
     * are resized as for the networks trained here, whose bundles predate that key.
     *
     * @param usual the input of such networks unless declared otherwise
     * @param trained the channel order that such networks are trained on
     */
    ModelInput over(ModelInput usual, ModelInput.Color trained) {
      ModelInput.Color written = written(trained);
      ModelInput.Color shown = color == null ? usual.color() : written;
      ModelInput.Normalisation known = inOrder(usual.normalisation(), usual.color(), written);
      ModelInput.Normalisation said =
          new ModelInput.Normalisation(
              mean == null ? known.mean() : mean, std == null ? known.std() : std);
      return new ModelInput(
          required("input.width", width),
          required("input.height", height),
          shown,
          scale == null ? usual.scale() : scale,
          inOrder(said, written, shown),
          fit == null ? usual.fit() : ModelInput.Fit.named(fit),
          resize == null ? ModelInput.Resize.AREA : ModelInput.Resize.named(resize),
          usual.type(),
          usual.order());
    }

    /**
     * Returns a note that the declared mean and deviation are reversed along with the channels, if
     * they are.
     *
     * @param shown the input that results from all declarations
     */
    Optional<String> normalisationExchanged(ModelInput shown, ModelInput.Color trained) {
      ModelInput.Normalisation taken = shown.normalisation();
      return shown.color() == written(trained)
              || (mean == null && std == null)
              || taken.equals(taken.exchanged())
          ? Optional.empty()
          : Optional.of(
              ("Its bundle.json says no \"color\": \"mean\" and \"std\" are taken to be in the"
                      + " order %s, as such networks are trained, and are turned with its colours:"
                      + " it is shown pictures%s")
                  .formatted(trained, taken.text()));
    }

    /** Returns the channel order of the declared values: by default, the one for training. */
    private ModelInput.Color written(ModelInput.Color trained) {
      return color == null ? trained : ModelInput.Color.named(color);
    }

    private static ModelInput.Normalisation inOrder(
        ModelInput.Normalisation one, ModelInput.Color from, ModelInput.Color to) {
      return from == to ? one : one.exchanged();
    }
  }

  static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the key \"" + key + "\" is missing");
    }
    return value;
  }
}
