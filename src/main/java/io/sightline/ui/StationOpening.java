package io.sightline.ui;

import io.sightline.ui.live.Station;
import java.util.function.Consumer;

/** Makes what the screen shows: opens the store, loads models, sets up lines. */
@FunctionalInterface
public interface StationOpening {
  /**
   * Opens the station; runs on a thread of the screen's while a splash is shown. What it throws is
   * shown, and thrown again by {@link StationScreen#run} once the window is closed.
   *
   * @param progress to be told what comes next
   */
  Station open(Consumer<OpeningStep> progress);
}
