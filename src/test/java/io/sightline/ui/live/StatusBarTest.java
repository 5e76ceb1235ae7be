package io.sightline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.detect.engine.EngineChoice.Refusal.Cause;
import io.sightline.line.LineCounts;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.VerdictCounts;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.LiveModel;
import io.sightline.ui.live.model.RunState;
import io.sightline.ui.live.model.ScriptedLine;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The status bar names the running engine, and why a faster one is not used. */
class StatusBarTest {
  private static final Engine FASTER = Engine.all().get(0);

  private final ScriptedLine line = new ScriptedLine("Line 1");
  private final FxRobot robot = new FxRobot();
  private final AtomicReference<String> told = new AtomicReference<>("");

  @BeforeAll
  static void startJavaFx() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  /** Returns the bar of a line in this state with these counts. */
  private StatusBar bar(RunState run, LineCounts counts) {
    return bar(run, counts, Locale.ENGLISH);
  }

  private StatusBar bar(RunState run, LineCounts counts, Locale language) {
    StatusBar[] bar = new StatusBar[1];
    robot.interact(
        () -> {
          bar[0] = new StatusBar(Words.in(language, ZoneOffset.UTC), told::set);
          LiveModel model = new LiveModel(InstantSource.system(), System::nanoTime);
          line.addListener(model::accept);
          if (run.busy()) {
            model.starting();
            line.start();
          }
          bar[0].show(line, model.state(), counts, OptionalLong.empty());
        });
    return bar[0];
  }

  private Label engine() {
    return (Label) bar(RunState.STOPPED, LineCounts.NONE).lookup("#status-engine");
  }

  private Label recorder(RunState run, double partsPerMinute, long unrecorded) {
    return (Label) bar(run, counts(partsPerMinute, unrecorded)).lookup("#status-recorder");
  }

  private static LineCounts counts(double partsPerMinute, long unrecorded) {
    return new LineCounts(
        Optional.empty(), 0, VerdictCounts.NONE, 0, 0, 0, 0, 0, partsPerMinute, 0, 0, unrecorded);
  }

  private static boolean asksForAttention(Label label) {
    return label.getPseudoClassStates().contains(PseudoClass.getPseudoClass("attention"));
  }

  @Test
  void theSourceIsNamedInTheOperatorsLanguage() {
    StatusBar bar = bar(RunState.RUNNING, LineCounts.NONE, Locale.GERMANY);

    assertThat(((Label) bar.lookup("#status-source")).getText())
        .isEqualTo("Simulierte Platinen, Folge 7, 1.000 pro Minute");
  }

  @Test
  void aCameraThatWasNeverThereAsksForAttention() {
    Label source =
        source(
            model -> {
              model.starting();
              line.trouble(Kind.RECONNECTING, 0, "The camera is not plugged in");
            });

    assertThat(source.getText()).isEqualTo("no camera: connecting");
    assertThat(asksForAttention(source)).isTrue();
  }

  @Test
  void aSourceThatIsStillToBeOpenedIsNotSaidToBeWell() {
    Label source =
        source(
            model -> {
              model.starting();
              line.start();
              line.stop();
              model.starting();
            });

    assertThat(source.getText()).isEqualTo("source closed");
    assertThat(source.getPseudoClassStates()).contains(PseudoClass.getPseudoClass("idle"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#status-engine", "#status-recorder"})
  void whatAStandingInspectionMayWaitForIsNotSaidToBeWell(String item) {
    StatusBar bar =
        bar(
            model -> {
              model.starting();
              line.start();
              line.trouble(Kind.STALLED, 0, "The disk does not answer");
            });

    assertThat(bar.lookup(item).getPseudoClassStates())
        .contains(PseudoClass.getPseudoClass("idle"));
  }

  /** Returns the source's item after these events. */
  private Label source(Consumer<LiveModel> events) {
    return (Label) bar(events).lookup("#status-source");
  }

  private StatusBar bar(Consumer<LiveModel> events) {
    LiveModel model = new LiveModel(InstantSource.system(), System::nanoTime);
    line.addListener(model::accept);
    events.accept(model);
    StatusBar[] bar = new StatusBar[1];
    robot.interact(
        () -> {
          bar[0] = new StatusBar(Words.in(Locale.ENGLISH, ZoneOffset.UTC), told::set);
          bar[0].show(line, model.state(), LineCounts.NONE, OptionalLong.empty());
        });
    return bar[0];
  }

  @Test
  void anEngineWhoseLibrariesAreNotHereIsExplainedAndNoTrouble() {
    line.refuse(new Refusal(FASTER, "there is no driver", Cause.NOT_TRIED));

    StatusBar bar = bar(RunState.STOPPED, LineCounts.NONE);

    Label engine = (Label) bar.lookup("#status-engine");
    assertThat(engine.getText()).isEqualTo("CPU engine");
    assertThat(asksForAttention(engine)).isFalse();
    robot.interact(() -> ((Button) bar.lookup("#status-more")).fire());
    assertThat(told.get())
        .isEqualTo(
            "Research use only: trained on borrowed boards.\nNot used: "
                + FASTER.title()
                + ": there is no driver");
  }

  /** The CPU is the fastest here: nobody need look for another. */
  @Test
  void anEngineThatIsSlowerIsExplainedAndNoTrouble() {
    line.refuse(new Refusal(FASTER, "it takes 91.0 ms, the CPU 59.0", Cause.SLOWER));

    StatusBar bar = bar(RunState.STOPPED, LineCounts.NONE);

    Label engine = (Label) bar.lookup("#status-engine");
    assertThat(engine.getText()).isEqualTo("CPU engine");
    assertThat(asksForAttention(engine)).isFalse();
    robot.interact(() -> ((Button) bar.lookup("#status-more")).fire());
    assertThat(told.get()).endsWith(FASTER.title() + ": it takes 91.0 ms, the CPU 59.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The recipe board has changed since it judged parts as version 14",
        "de | Das Rezept board wurde geändert, seit es als Version 14 Teile beurteilt hat"
      })
  void aRecipeThatChangedWithoutANewVersionIsExplained(String language, String said) {
    line.changeRecipe();

    StatusBar bar = bar(RunState.STOPPED, LineCounts.NONE, Locale.forLanguageTag(language));

    robot.interact(() -> ((Button) bar.lookup("#status-more")).fire());
    assertThat(told.get()).contains(said).contains("recipe_sha256");
  }

  @Test
  void anEngineThatFailedItsTestIsNamedInWords() {
    line.refuse(new Refusal(FASTER, "it does not find what the CPU finds", Cause.FAULT));

    Label engine = engine();

    assertThat(engine.getText()).isEqualTo("CPU instead of TENSORRT engine");
    assertThat(asksForAttention(engine)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1000,10,false", "1000,11,true", "0,16,true", "12000,90,false", "60000,129,true"})
  void aRecorderThatFallsBehindAsksForAttentionBeforeItHoldsUpTheLine(
      double partsPerMinute, long unrecorded, boolean attention) {
    Label recorder = recorder(RunState.RUNNING, partsPerMinute, unrecorded);

    assertThat(recorder.getText()).isEqualTo("recorder · " + unrecorded + " waiting");
    assertThat(asksForAttention(recorder)).isEqualTo(attention);
  }

  @Test
  void whatCouldNotBeRecordedIsSaidWhenTheLineStands() {
    Label recorder = recorder(RunState.STOPPED, 0, 3);

    assertThat(recorder.getText()).isEqualTo("recorder · 3 not recorded");
    assertThat(asksForAttention(recorder)).isTrue();
  }

  @Test
  void whatStandsBesideANumberDoesNotMoveWhenItBecomesShorter() {
    StatusBar bar = bar(RunState.RUNNING, LineCounts.NONE);
    Label recorder = (Label) bar.lookup("#status-recorder");
    robot.interact(() -> new Scene(bar));

    double one = width(recorder, bar, 9);
    double many = width(recorder, bar, 1_204);

    assertThat(many).isGreaterThan(one);
    assertThat(width(recorder, bar, 9)).isEqualTo(many);
  }

  private double width(Label recorder, StatusBar bar, long unrecorded) {
    robot.interact(
        () -> {
          LiveModel model = new LiveModel(InstantSource.system(), System::nanoTime);
          model.starting();
          bar.show(line, model.state(), counts(0, unrecorded), OptionalLong.empty());
          bar.applyCss();
          bar.layout();
        });
    return recorder.prefWidth(-1);
  }
}
