package io.sightline.ui.live;

import io.sightline.detect.EngineChoice.Refusal;
import io.sightline.detect.Restriction;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.line.LineCounts;
import io.sightline.ui.base.Words;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

/**
 * Whether all is well, in words: source, engine, recorder, disk, model, and the model's terms where
 * they are restricted. FX thread only.
 */
final class StatusBar extends FlowPane {
  private static final PseudoClass ATTENTION = PseudoClass.getPseudoClass("attention");
  private static final PseudoClass IDLE = PseudoClass.getPseudoClass("idle");
  private static final int MANY_WAITING = 500;
  private static final long LITTLE_DISK = 2L << 30;

  private final Words words;
  private final Label source = item("status-source");
  private final Label engine = item("status-engine");
  private final Label recorder = item("status-recorder");
  private final Label disk = item("status-disk");
  private final Label model = item("status-model");
  private final Label terms = item("status-terms");
  private final Tooltip allTerms = new Tooltip();
  private final Tooltip engines = new Tooltip();
  private List<Refusal> refused = List.of();

  StatusBar(Words words) {
    this.words = words;
    getStyleClass().add("status-bar");
    setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(source, engine, recorder, disk, model, terms);
    terms.setTooltip(allTerms);
    engine.setTooltip(engines);
    terms.pseudoClassStateChanged(IDLE, true); // not green: it is no sign that all is well
  }

  void show(StationLine line, LiveState state, LineCounts counts, OptionalLong diskFree) {
    ModelVersion version = state.started().map(started -> started.model()).orElseGet(line::model);
    boolean open = state.run().busy();
    boolean away = state.run() == RunState.RECONNECTING;
    say(
        source,
        state
            .started()
            .filter(started -> open)
            .map(started -> named(started.source(), away))
            .orElseGet(() -> closed(state)),
        away);
    source.pseudoClassStateChanged(IDLE, !open);
    List<Refusal> failed = line.refusedEngines().stream().filter(Refusal::runsHere).toList();
    String engineName = named(version.engine());
    if (!failed.isEmpty()) {
      engineName =
          words.of("status.engine.instead", engineName, named(failed.get(0).engine().key()));
    }
    say(
        engine,
        counts.inferenceMs() > 0
            ? words.of("status.engine", engineName, words.decimal(counts.inferenceMs(), 1))
            : words.of("status.engine.idle", engineName),
        !failed.isEmpty());
    explain(line.refusedEngines());
    say(
        recorder,
        words.of("status.recorder", words.count(counts.unrecorded())),
        counts.unrecorded() > MANY_WAITING);
    say(
        disk,
        diskFree.isPresent()
            ? words.of("status.disk", words.decimal(diskFree.getAsLong() / 1e9, 1))
            : words.of("status.disk.unknown"),
        diskFree.isPresent() && diskFree.getAsLong() < LITTLE_DISK);
    say(model, version.name() + " " + version.version() + " · " + line.precision(), false);
    say(
        terms,
        line.restriction().map(each -> words.of("status.terms", each.brief())).orElse(""),
        false);
    allTerms.setText(line.restriction().map(Restriction::text).orElse(""));
    appear(terms, line.restriction().isPresent());
    appear(engine, line.fault().isEmpty());
    appear(model, line.fault().isEmpty());
  }

  private String named(String source, boolean away) {
    return away ? words.of("status.source.away", source) : source;
  }

  private String closed(LiveState state) {
    return state.run() == RunState.DONE && state.summary().isPresent()
        ? words.of("status.source.done", state.summary().get().counts().triggered())
        : words.of("status.source.none");
  }

  private static void appear(Label label, boolean there) {
    label.setVisible(there);
    label.setManaged(there);
  }

  /** Why not a faster engine: written anew only when another line is looked at. */
  private void explain(List<Refusal> refusals) {
    if (!refusals.equals(refused)) {
      refused = refusals;
      engines.setText(
          refusals.stream()
              .map(each -> words.of("status.engine.refused", each.engine().title(), each.reason()))
              .collect(Collectors.joining("\n")));
    }
  }

  private static String named(String engine) {
    return engine.toUpperCase(Locale.ROOT);
  }

  private static Label item(String id) {
    Label label = new Label("", Icons.of("status-icon"));
    label.setId(id);
    label.getStyleClass().add("status-item");
    return label;
  }

  private static void say(Label label, String text, boolean attention) {
    if (!text.equals(label.getText())) {
      label.setText(text);
    }
    label.pseudoClassStateChanged(ATTENTION, attention);
  }
}
