package io.sightline.ui.live;

import io.sightline.detect.EngineChoice;
import io.sightline.detect.EngineChoice.Refusal;
import io.sightline.detect.ModelBundle;
import io.sightline.detect.Restriction;
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

/** A line as its screen sees it. No call blocks. */
public interface StationLine {
  /**
   * A line of this station, borrowed.
   *
   * @param model that looks for it
   * @param engine that the model runs on
   * @param startsByItself whether the screen starts it as soon as it is open
   */
  static StationLine of(Line line, ModelBundle model, EngineChoice engine, boolean startsByItself) {
    return new WiredLine(
        line,
        model.precision(),
        model.restriction(),
        engine.refused(),
        startsByItself,
        inspection -> {},
        () -> {});
  }

  /**
   * A line that is measured, borrowed.
   *
   * @param drawn told as {@link #drawn} is
   * @param stopped told when the operator stops it: there is nothing more to measure then
   */
  static StationLine measured(Line line, Consumer<Inspection> drawn, Runnable stopped) {
    return new WiredLine(line, "", Optional.empty(), List.of(), false, drawn, stopped);
  }

  /**
   * A line that cannot be set up. The station runs without it, and its tab says so.
   *
   * @param why in one sentence
   */
  static StationLine faulty(String name, String lot, ShiftPlan shifts, String why) {
    return new FaultyLine(new LineFacts(name, Optional.empty(), lot, shifts), why);
  }

  /** Why it cannot be started at all; empty where it can. */
  default Optional<String> fault() {
    return Optional.empty();
  }

  /** What it is called and what is made on it. */
  LineFacts facts();

  /** Which network looks at its parts, and what runs it; empty where it cannot run. */
  Optional<ModelVersion> model();

  /** How exactly its network calculates, in a word: "INT8", "FP16", "FP32". */
  String precision();

  /** What keeps its network from being used by everybody for everything; empty where it is free. */
  Optional<Restriction> restriction();

  /** The engines that would be faster than the one it runs on, and why each is not used. */
  List<Refusal> refusedEngines();

  /** Whether the screen starts it as soon as it listens, and not only when the operator does. */
  boolean startsByItself();

  /** Starts it; events follow. */
  void start();

  /** The same by itself: a camera that is not there yet is waited for. */
  default void startByItself() {
    start();
  }

  /** Asks it to stop; {@link LineEvent.Stopped} follows. */
  void stop();

  /** The counts of this run, or of the last one. */
  LineCounts counts();

  /**
   * The newest part, once; empty when there is none since the last call.
   *
   * @param room for its picture
   */
  Optional<Preview> newest(Room room);

  /**
   * Told, on the FX thread and at once to be returned from, when the picture of a part and its
   * boxes have been laid out and go to the renderer. For measuring.
   */
  void drawn(Inspection inspection);

  /** Says whether anybody looks at this line's pictures. */
  void watch(boolean anybody);

  /** Says whether anybody keeps this line's rejects, which are told with a small picture then. */
  void keepRejects(boolean anybody);

  /** Tells this listener what happens, on the line's threads. */
  void addListener(Consumer<LineEvent> listener);

  void removeListener(Consumer<LineEvent> listener);
}
