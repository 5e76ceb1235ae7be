package io.sightline.app.command;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.EngineChoice;
import io.sightline.detect.onnx.DetectException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that selects the model's engine, and its resolution. */
public final class EngineOption {
  @Option(
      names = "--engine",
      paramLabel = "E",
      description = "auto, cpu, openvino, cuda, tensorrt, ... (auto)")
  private @Nullable String engine;

  /** Returns the option's value if given: "auto", or an engine's name. */
  public Optional<String> named() {
    return Optional.ofNullable(engine);
  }

  /**
   * Checks that the option, if given, names a known engine, whether or not it can run here.
   *
   * @throws UsageException if there is no engine of this name
   */
  public void requireKnown() {
    if (engine == null) {
      return;
    }
    try {
      EngineChoice.requireKnown(engine);
    } catch (DetectException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Returns the engine for this model, that of {@code auto} by default. Notifies the user of a long
   * build, or of an engine of this machine that failed.
   *
   * @throws DetectException if it cannot run here with this model
   */
  public Engine of(ModelBundle bundle, Console console) {
    String name = named().orElse("auto");
    EngineChoice choice = EngineChoice.of(name, bundle, console::building);
    notes(choice, bundle.name()).forEach(console::message);
    return choice.engine();
  }

  /** Returns what to tell of engines that failed: one that is only slower is no fault. */
  static List<String> notes(EngineChoice choice, String model) {
    return choice.refused().stream()
        .filter(EngineChoice.Refusal::isFault)
        .map(refusal -> "Note: " + model + " does not run on " + refusal)
        .toList();
  }
}
