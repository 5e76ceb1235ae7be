package io.sightline.ui;

import io.sightline.ui.live.model.Station;
import java.util.function.Consumer;

/** Creates what the screen shows: opens the store, loads models, sets up lines. */
@FunctionalInterface
public interface StationOpening {
  /**
   * Opens the station. Runs on one of the screen's threads while a splash is shown. An exception is
   * shown, and rethrown by {@link StationScreen#run} once the window is closed.
   *
   * @param progress receives each step as it begins
   */
  Station open(Consumer<OpeningStep> progress);
}
