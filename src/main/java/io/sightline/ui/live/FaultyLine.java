package io.sightline.ui.live;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.detect.Detector;
import io.sightline.detect.EngineChoice.Refusal;
import io.sightline.detect.Restriction;
import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.LineSetup;
import io.sightline.line.Preview;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A line of the settings that could not be set up: it has its tab, says why, and never runs. */
record FaultyLine(LineSetup setup, String why) implements StationLine {
  private static final Recipe NO_RECIPE =
      new Recipe("none", 1, "", "", ClassLimit.failFrom(1), Map.of(), List.of(), 1);

  static FaultyLine of(String name, String lot, ShiftPlan shifts, String why) {
    return new FaultyLine(
        new LineSetup(
            name,
            pool -> noSource(why),
            NO_RECIPE,
            () -> noDetector(why),
            lot,
            shifts,
            OptionalLong.empty(),
            LineSetup.USUAL_INBOX,
            LineSetup.USUAL_PATIENCE,
            Optional.empty(),
            false),
        why);
  }

  private static FrameSource noSource(String why) {
    throw new CaptureException(why);
  }

  private static Detector noDetector(String why) {
    throw new DetectException(why);
  }

  @Override
  public Optional<String> fault() {
    return Optional.of(why);
  }

  @Override
  public ModelVersion model() {
    return new ModelVersion("", "", "", "");
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
  public boolean startsByItself() {
    return false;
  }

  @Override
  public void start() {
    throw new IllegalStateException(setup.name() + " cannot run: " + why);
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
  public Optional<Preview> newest() {
    return Optional.empty();
  }

  @Override
  public void drawn(Inspection inspection) {
    // Nothing of it is drawn.
  }

  @Override
  public void watch(boolean anybody) {
    // There is nothing to see.
  }

  @Override
  public void keepRejects(boolean anybody) {
    // There are none.
  }

  @Override
  public void addListener(Consumer<LineEvent> listener) {
    // Nothing happens on it.
  }

  @Override
  public void removeListener(Consumer<LineEvent> listener) {
    // Nothing happens on it.
  }
}
