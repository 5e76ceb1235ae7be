package io.sightline.ui.live;

import io.sightline.detect.bundle.Restriction;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.line.LineCounts;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.LiveState;
import io.sightline.ui.live.model.RunState;
import io.sightline.ui.live.model.StationLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/**
 * Shows in words whether all is well: source, engine, recorder, disk, model, and the model's terms
 * if they are restricted. A button shows what does not fit. FX thread only.
 */
final class StatusBar extends HBox {
  private static final PseudoClass IDLE = PseudoClass.getPseudoClass("idle");

  /** A backlog that is never a problem: the recorder batches what arrives within 0.1 s. */
  private static final int FEW_WAITING = 10;

  /**
   * A backlog that always is: the recorder holds up the lines from 256 rows, or 16 pictures, on.
   */
  private static final int MANY_WAITING = 128;

  /** In between, a backlog of half a second is normal; as a fraction of a minute. */
  private static final double HALF_A_SECOND = 1 / 120.0;

  private static final long LITTLE_DISK_BYTES = 2L << 30;

  private final Words words;
  private final StatusItem source = new StatusItem("status-source");
  private final StatusItem engine = new StatusItem("status-engine");
  private final StatusItem recorder = new StatusItem("status-recorder");
  private final StatusItem disk = new StatusItem("status-disk");
  private final StatusItem model = new StatusItem("status-model");
  private final StatusItem terms = new StatusItem("status-terms");
  private final Button more = new Button();
  private String details = "";

  /**
   * @param explain receives, when the button is pressed, the model's full terms and the reasons why
   *     no faster engine is used
   */
  StatusBar(Words words, Consumer<String> explain) {
    this.words = words;
    getStyleClass().add("status-bar");
    setAlignment(Pos.CENTER_LEFT);
    FlowPane items = new FlowPane(source, engine, recorder, disk, model, terms);
    items.getStyleClass().add("status-items");
    items.setAlignment(Pos.CENTER_LEFT);
    items.setMinWidth(0);
    HBox.setHgrow(items, Priority.ALWAYS);
    more.setText(words.of("status.more"));
    more.setId("status-more");
    more.getStyleClass().add("tool");
    more.setMinWidth(USE_PREF_SIZE);
    more.setOnAction(pressed -> explain.accept(details));
    getChildren().addAll(items, more);
    terms.pseudoClassStateChanged(IDLE, true); // not green: terms do not mean that all is well
  }

  void show(StationLine line, LiveState state, LineCounts counts, OptionalLong diskFree) {
    showSource(state);
    showEngine(line, state, counts);
    showRecorder(state, counts);
    for (StatusItem awaited : List.of(engine, recorder)) { // one of them does not answer
      awaited.pseudoClassStateChanged(IDLE, state.run() == RunState.STALLED);
    }
    disk.say(
        diskFree.isPresent()
            ? words.of("status.disk", words.decimal(diskFree.getAsLong() / 1e9, 1))
            : words.of("status.disk.unknown"),
        diskFree.isPresent() && diskFree.getAsLong() < LITTLE_DISK_BYTES);
    Optional<ModelVersion> version = version(line, state);
    model.say(
        version
            .map(each -> each.name() + " " + each.version() + " · " + line.precision())
            .orElse(""),
        false);
    model.appear(version.isPresent());
    terms.say(
        line.restriction().map(each -> words.of("status.terms", each.brief())).orElse(""), false);
    terms.appear(line.restriction().isPresent());
    details = details(line);
    more.setVisible(!details.isEmpty());
    more.setManaged(!details.isEmpty());
  }

  private void showSource(LiveState state) {
    boolean open = state.run().busy() && state.run() != RunState.STARTING;
    boolean away = state.run() == RunState.RECONNECTING;
    source.say(
        state
            .started()
            .filter(started -> open)
            .map(started -> named(words.of(started.source()), away))
            .orElseGet(() -> away ? words.of("status.source.missing") : closed(state)),
        away);
    source.pseudoClassStateChanged(IDLE, !open);
  }

  private void showEngine(StationLine line, LiveState state, LineCounts counts) {
    List<Refusal> failed = line.refusedEngines().stream().filter(Refusal::isFault).toList();
    Optional<ModelVersion> version = version(line, state);
    String engineName = version.map(each -> named(each.engine())).orElse("");
    if (!failed.isEmpty()) {
      engineName =
          words.of("status.engine.instead", engineName, named(failed.get(0).engine().key()));
    }
    boolean restarting = state.run() == RunState.RESTARTING;
    engine.say(
        restarting
            ? words.of("status.engine.restarting", engineName)
            : counts.inferenceMs() > 0
                ? words.of("status.engine", engineName, words.decimal(counts.inferenceMs(), 1))
                : words.of("status.engine.idle", engineName),
        restarting || !failed.isEmpty());
    engine.appear(version.isPresent());
  }

  /**
   * Rows that are not on disk when a line stands still never will be: they could not be recorded.
   */
  private void showRecorder(LiveState state, LineCounts counts) {
    String number = words.count(counts.unrecorded());
    if (!state.run().busy() && counts.unrecorded() > 0) {
      recorder.say(words.of("status.recorder.lost", number), true);
    } else {
      recorder.say(words.of("status.recorder", number), counts.unrecorded() > usual(counts));
    }
  }

  private static double usual(LineCounts counts) {
    double soon = counts.partsPerMinute() * HALF_A_SECOND;
    return Math.max(FEW_WAITING, Math.min(MANY_WAITING, soon));
  }

  private String details(StationLine line) {
    Stream<String> refused =
        line.refusedEngines().stream()
            .map(each -> words.of("status.engine.refused", each.engine().title(), each.reason()));
    return Stream.of(line.restriction().map(Restriction::text).stream(), recipe(line), refused)
        .flatMap(each -> each)
        .collect(Collectors.joining("\n"));
  }

  private Stream<String> recipe(StationLine line) {
    return line.facts().recipe().stream()
        .filter(recipe -> line.recipeChanged())
        .map(
            recipe ->
                words.of("status.recipe.changed", recipe.name(), words.count(recipe.version())));
  }

  private static Optional<ModelVersion> version(StationLine line, LiveState state) {
    return state.started().map(started -> started.model()).or(line::model);
  }

  private String named(String source, boolean away) {
    return away ? words.of("status.source.away", source) : source;
  }

  private String closed(LiveState state) {
    return state.run() == RunState.DONE && state.summary().isPresent()
        ? words.of("status.source.done", state.summary().get().counts().triggered())
        : words.of("status.source.none");
  }

  private static String named(String engine) {
    return engine.toUpperCase(Locale.ROOT);
  }
}
