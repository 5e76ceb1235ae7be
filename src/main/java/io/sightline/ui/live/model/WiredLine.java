package io.sightline.ui.live.model;

import io.sightline.detect.bundle.Restriction;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.line.Line;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.Preview;
import io.sightline.line.Room;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A working line of this station. */
record WiredLine(
    Line line,
    String precision,
    Optional<Restriction> restriction,
    List<Refusal> refusedEngines,
    boolean recipeChanged,
    boolean startsByItself,
    Consumer<Inspection> drawing,
    Runnable stopped)
    implements StationLine {
  @Override
  public void drawn(Inspection inspection) {
    drawing.accept(inspection);
  }

  @Override
  public LineFacts facts() {
    return LineFacts.of(line.setup());
  }

  @Override
  public Optional<ModelVersion> model() {
    return Optional.of(line.model());
  }

  @Override
  public void start() {
    line.start();
  }

  @Override
  public void startByItself() {
    line.startByItself();
  }

  @Override
  public void stop() {
    line.stop();
    stopped.run();
  }

  @Override
  public LineCounts counts() {
    return line.counts();
  }

  @Override
  public Optional<Preview> newest(Room room, Room screen) {
    return line.viewfinder().take(room, screen);
  }

  @Override
  public void watch(boolean anybody) {
    line.viewfinder().watch(anybody);
  }

  @Override
  public void keepRejects(boolean anybody) {
    line.viewfinder().keepRejects(anybody);
  }

  @Override
  public void addListener(Consumer<LineEvent> listener) {
    line.addListener(listener);
  }

  @Override
  public void removeListener(Consumer<LineEvent> listener) {
    line.removeListener(listener);
  }
}
