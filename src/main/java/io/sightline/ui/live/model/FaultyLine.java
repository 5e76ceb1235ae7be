package io.sightline.ui.live.model;

import io.sightline.detect.bundle.Restriction;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.Preview;
import io.sightline.line.Room;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A line that could not be set up from its settings: its tab shows why, and it never runs. */
record FaultyLine(LineFacts facts, String why) implements StationLine {
  @Override
  public Optional<String> fault() {
    return Optional.of(why);
  }

  @Override
  public Optional<ModelVersion> model() {
    return Optional.empty();
  }

  @Override
  public String precision() {
    return "";
  }

  @Override
  public Optional<Restriction> restriction() {
    return Optional.empty();
  }

  @Override
  public List<Refusal> refusedEngines() {
    return List.of();
  }

  @Override
  public boolean recipeChanged() {
    return false;
  }

  @Override
  public boolean startsByItself() {
    return false;
  }

  @Override
  public void start() {
    throw new IllegalStateException(facts.name() + " cannot run: " + why);
  }

  @Override
  public void stop() {
    // It never runs.
  }

  @Override
  public LineCounts counts() {
    return LineCounts.NONE;
  }

  @Override
  public Optional<Preview> newest(Room room, Room screen) {
    return Optional.empty();
  }

  @Override
  public void drawn(Inspection inspection) {
    // Its parts are never drawn.
  }

  @Override
  public void watch(boolean anybody) {
    // It has no pictures to show.
  }

  @Override
  public void keepRejects(boolean anybody) {
    // It has no rejects.
  }

  @Override
  public void addListener(Consumer<LineEvent> listener) {
    // It has no events.
  }

  @Override
  public void removeListener(Consumer<LineEvent> listener) {
    // It has no events.
  }
}
