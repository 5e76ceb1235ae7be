package io.sightline.app.command;

import io.sightline.detect.Engine;
import io.sightline.detect.EngineChoice;
import io.sightline.detect.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says on which engine the model runs, and the engine that it says. */
public final class EngineOption {
  @Option(
      names = "--engine",
      paramLabel = "E",
      description = "auto, cpu, openvino, cuda, tensorrt, ... (auto)")
  private @Nullable String engine;

  /** What was said, where something was: "auto", or an engine's name. */
  public Optional<String> named() {
    return Optional.ofNullable(engine);
  }

  /**
   * Does nothing where nothing was said, or an engine is called so, whether it can run here or not.
   *
   * @throws UsageException when there is none of this name
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
   * The engine for this model, {@code auto}'s where none was said; its user is told when that takes
   * long, or when a faster one of this machine was refused.
   *
   * @throws DetectException when it cannot run here with this model
   */
  public Engine of(ModelBundle bundle, Console console) {
    String name = named().orElse("auto");
    if (EngineChoice.buildsFirst(name, bundle)) {
      console.building();
    }
    EngineChoice choice = EngineChoice.of(name, bundle);
    choice.refused().stream()
        .filter(EngineChoice.Refusal::runsHere)
        .forEach(
            refusal -> console.message("Note: " + bundle.name() + " does not run on " + refusal));
    return choice.engine();
  }
}
