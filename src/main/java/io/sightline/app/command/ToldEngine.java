package io.sightline.app.command;

import io.sightline.detect.Engine;
import io.sightline.detect.EngineChoice;
import io.sightline.detect.ModelBundle;

/**
 * Chooses the engine that a command runs on, and tells its user when that takes long or a faster
 * one of this machine was refused.
 */
public final class ToldEngine {
  private ToldEngine() {}

  /**
   * Chooses.
   *
   * @param name "auto", or an engine's key
   * @throws io.sightline.detect.onnx.DetectException when it cannot run here with this model
   */
  public static Engine of(String name, ModelBundle bundle, Console console) {
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
