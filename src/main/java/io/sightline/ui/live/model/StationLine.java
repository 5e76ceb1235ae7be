package io.sightline.ui.live.model;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Restriction;
import io.sightline.detect.engine.EngineChoice;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.Line;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.Preview;
import io.sightline.line.Room;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A line as seen by its screen. No call blocks. */
public interface StationLine {
  /**
   * Wraps a line of this station, which it borrows.
   *
   * @param model the model that inspects its parts
   * @param engine the engine that the model runs on
   * @param recipeChanged as {@link #recipeChanged} answers
   * @param startsByItself whether the screen starts it as soon as it is open
   */
  static StationLine of(
      Line line,
      ModelBundle model,
      EngineChoice engine,
      boolean recipeChanged,
      boolean startsByItself) {
    return new WiredLine(
        line,
        model.precision(),
        model.restriction(),
        engine.refused(),
        recipeChanged,
        startsByItself,
        inspection -> {},
        () -> {});
  }

  /**
   * Wraps a line to be measured, which it borrows.
   *
   * @param drawn called as {@link #drawn} is
   * @param stopped called when the operator stops it, which ends the measurement
   */
  static StationLine measured(Line line, Consumer<Inspection> drawn, Runnable stopped) {
    return new WiredLine(line, "", Optional.empty(), List.of(), false, false, drawn, stopped);
  }

  /**
   * Creates a line that cannot be set up. The station runs without it, and its tab shows why.
   *
   * @param why in one sentence
   */
  static StationLine faulty(String name, String lot, ShiftPlan shifts, String why) {
    return new FaultyLine(new LineFacts(name, Optional.empty(), lot, shifts), why);
  }

  /** Returns why it cannot be started at all; empty if it can. */
  default Optional<String> fault() {
    return Optional.empty();
  }

  /** Returns its name and what is made on it. */
  LineFacts facts();

  /** Returns the network that inspects its parts and its engine; empty if the line cannot run. */
  Optional<ModelVersion> model();

  /** Returns its network's numeric precision: "INT8", "FP16", "FP32". */
  String precision();

  /** Returns the restriction on who may use its network for what; empty if there is none. */
  Optional<Restriction> restriction();

  /** Returns the engines that would be faster than its own, and why each is not used. */
  List<Refusal> refusedEngines();

  /** Returns whether its recipe had other content when it judged parts as this version before. */
  boolean recipeChanged();

  /** Returns whether the screen starts it as soon as it listens, without the operator. */
  boolean startsByItself();

  /** Starts it; events follow. */
  void start();

  /** As {@link #start}, but without the operator: waits for a camera that is not there yet. */
  default void startByItself() {
    start();
  }

  /** Asks it to stop; {@link LineEvent.Stopped} follows. */
  void stop();

  /** Returns the counts of the current run, or of the last one. */
  LineCounts counts();

  /**
   * Takes the newest part, once, and again if the room for it has grown; empty if there has been
   * neither since the last call.
   *
   * @param room for its picture
   * @param screen the largest area there can be for it
   */
  Optional<Preview> newest(Room room, Room screen);

  /**
   * Called on the FX thread when a part's picture and boxes have been laid out and go to the
   * renderer; must return at once. For measurements.
   */
  void drawn(Inspection inspection);

  /** Sets whether this line's pictures are being watched. */
  void watch(boolean anybody);

  /** Sets whether this line's rejects are kept; their events then carry a small picture. */
  void keepRejects(boolean anybody);

  /** Adds a listener to the line's events, which is called on the line's threads. */
  void addListener(Consumer<LineEvent> listener);

  void removeListener(Consumer<LineEvent> listener);
}
