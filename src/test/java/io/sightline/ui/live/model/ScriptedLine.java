package io.sightline.ui.live.model;

import io.sightline.config.RecipeFile;
import io.sightline.detect.bundle.Restriction;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.image.Picture;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Part;
import io.sightline.inspection.Phrase;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.Preview;
import io.sightline.line.Reconciliation;
import io.sightline.line.Room;
import io.sightline.line.RunSummary;
import io.sightline.line.Trouble;
import io.sightline.store.VerdictCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A line whose events and counts a test scripts. */
public final class ScriptedLine implements StationLine {
  static final ModelVersion MODEL =
      new ModelVersion("yolov9t-board", "1.3.0", "0".repeat(64), "cpu");
  private final Recipe recipe;
  private final LineFacts facts;
  private final List<Consumer<LineEvent>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Preview>> newest = new AtomicReference<>(Optional.empty());
  private volatile LineCounts counts = LineCounts.NONE;
  private VerdictCounts verdicts = VerdictCounts.NONE;
  private long escapes;
  private volatile boolean running;
  private volatile boolean hangs;
  private volatile List<Refusal> refusedEngines = List.of();
  private volatile boolean recipeChanged;
  private boolean startsByItself;
  private boolean threads = true;
  private Optional<Instant> since = Optional.empty();

  public ScriptedLine(String name) {
    this(name, "Control board rev C", "2026-1123-A");
  }

  public ScriptedLine(String name, String product, String lot) {
    recipe = recipe(product);
    facts =
        new LineFacts(
            name,
            Optional.of(RecipeFile.version(recipe)),
            lot,
            new ShiftPlan(
                List.of(
                    new ShiftPlan.Shift("Early", LocalTime.of(6, 0)),
                    new ShiftPlan.Shift("Late", LocalTime.of(14, 0))),
                ZoneOffset.UTC));
  }

  private static Recipe recipe(String product) {
    return new Recipe(
        "board", 14, product, "yolov9t-board", ClassLimit.failFrom(0.5), Map.of(), List.of(), 1);
  }

  public void refuse(Refusal... engines) {
    refusedEngines = List.of(engines);
  }

  @Override
  public List<Refusal> refusedEngines() {
    return refusedEngines;
  }

  /** Makes the line's recipe one that has judged with other limits under the same version. */
  public void changeRecipe() {
    recipeChanged = true;
  }

  @Override
  public boolean recipeChanged() {
    return recipeChanged;
  }

  public boolean running() {
    return running;
  }

  /** Inspects a part that is recorded at once. */
  public Inspection part(Verdict verdict, List<Defect> defects, Optional<Picture> picture) {
    Inspection inspection = judged(verdict, defects, picture);
    recorded(inspection);
    return inspection;
  }

  /** Records the part, with its picture kept. */
  public void recorded(Inspection part) {
    say(new LineEvent.Recorded(part.withImage("kept/" + part.part().serial() + ".png")));
  }

  /** Inspects a part that is not recorded yet. */
  public Inspection judged(Verdict verdict, List<Defect> defects, Optional<Picture> picture) {
    long serial = verdicts.inspected() + verdicts.missed() + 1;
    Instant now = Instant.now();
    Inspection inspection =
        new Inspection(
            UUID.randomUUID(),
            new Part(facts.name(), serial, facts.lot(), now),
            "Early",
            RecipeFile.version(recipe),
            MODEL,
            now,
            verdict,
            defects,
            new StageTimes(3, 2, 23.4, 1, 41),
            "",
            Optional.empty(),
            Optional.of(GroundTruth.GOOD),
            verdict == Verdict.ERROR
                ? Optional.of("The network gave no answer")
                : Optional.empty());
    verdicts =
        new VerdictCounts(
            verdicts.pass() + (verdict == Verdict.PASS ? 1 : 0),
            verdicts.fail() + (verdict == Verdict.FAIL ? 1 : 0),
            verdicts.review() + (verdict == Verdict.REVIEW ? 1 : 0),
            verdicts.error() + (verdict == Verdict.ERROR ? 1 : 0),
            verdicts.missed());
    count();
    Optional<Preview> seen = picture.map(it -> PaintedBoard.whole(it, inspection));
    if (seen.isPresent()) {
      newest.set(seen);
    }
    say(
        new LineEvent.Inspected(
            inspection,
            verdict == Verdict.PASS ? Optional.empty() : seen.map(PaintedBoard::small)));
    return inspection;
  }

  /** Inspects a part for whose picture there is no memory. */
  public void undrawn(Verdict verdict, List<Defect> defects) {
    Inspection part = part(verdict, defects, Optional.empty());
    newest.set(Optional.of(new Preview(Optional.empty(), 8000, 6000, part)));
  }

  public void missed(int parts) {
    verdicts =
        new VerdictCounts(
            verdicts.pass(),
            verdicts.fail(),
            verdicts.review(),
            verdicts.error(),
            verdicts.missed() + parts);
    count();
  }

  /** Sets the counts, as if in the middle of a shift. */
  public void counted(VerdictCounts before, long escaped) {
    verdicts = before;
    escapes = escaped;
    count();
  }

  public void trouble(Trouble.Kind kind, long parts, String reason) {
    trouble(new Trouble(kind, parts, reason));
  }

  public void trouble(Trouble trouble) {
    say(new LineEvent.Troubled(trouble));
  }

  public void cleared(Trouble.Kind kind) {
    say(new LineEvent.Cleared(kind));
  }

  private void count() {
    counts =
        new LineCounts(
            since,
            verdicts.inspected() + verdicts.missed(),
            verdicts,
            verdicts.inspected(),
            verdicts.inspected(),
            escapes,
            escapes,
            0,
            1012,
            23.4,
            0,
            0);
  }

  private void say(LineEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  @Override
  public LineFacts facts() {
    return facts;
  }

  @Override
  public Optional<ModelVersion> model() {
    return Optional.of(MODEL);
  }

  @Override
  public String precision() {
    return "INT8";
  }

  /** Restricts every model but the second line's. */
  @Override
  public Optional<Restriction> restriction() {
    return facts.name().equals("Line 2")
        ? Optional.empty()
        : Optional.of(new Restriction("Research use only: trained on borrowed boards."));
  }

  @Override
  public boolean startsByItself() {
    return startsByItself;
  }

  /** Sets since when it counts. */
  public void countsSince(Instant moment) {
    since = Optional.of(moment);
    count();
  }

  public void letStartByItself() {
    startsByItself = true;
  }

  /** Sets whether a run can get a thread. */
  public void threads(boolean there) {
    threads = there;
  }

  @Override
  public void start() {
    if (!threads) {
      // As without a thread; throwing an OutOfMemoryError would end all tests.
      throw new InternalError("unable to create native thread");
    }
    running = true;
    say(
        new LineEvent.Started(
            Phrase.of("source.boards.paced", "7", 1000),
            RecipeFile.version(recipe),
            MODEL,
            facts.lot()));
  }

  /** Makes it never stop. */
  public void hangAtStop() {
    hangs = true;
  }

  @Override
  public void stop() {
    if (hangs) {
      return;
    }
    running = false;
    RunSummary.Percentiles none = new RunSummary.Percentiles(0, 0, 0);
    say(
        new LineEvent.Stopped(
            new RunSummary(
                facts.name(),
                "",
                counts,
                new Reconciliation(
                    counts.triggered(), verdicts, counts.recorded(), Optional.of(verdicts)),
                1,
                0,
                Duration.ofSeconds(1),
                none,
                none,
                RecipeFile.version(recipe),
                MODEL,
                0,
                0,
                Optional.empty())));
  }

  @Override
  public LineCounts counts() {
    return counts;
  }

  @Override
  public void drawn(Inspection inspection) {
    // Nothing is measured here.
  }

  @Override
  public Optional<Preview> newest(Room room, Room screen) {
    return newest.getAndSet(Optional.empty());
  }

  @Override
  public void watch(boolean anybody) {}

  @Override
  public void keepRejects(boolean anybody) {}

  @Override
  public void addListener(Consumer<LineEvent> listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(Consumer<LineEvent> listener) {
    listeners.remove(listener);
  }
}
