package io.sightline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Engine;
import io.sightline.detect.EngineChoice.Refusal;
import io.sightline.line.LineCounts;
import io.sightline.ui.base.Words;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Which engine runs is said, and which faster one does not and why. */
class StatusBarTest {
  private static final Engine FASTER = Engine.all().get(0);

  private final ScriptedLine line = new ScriptedLine("Line 1");
  private final FxRobot robot = new FxRobot();

  @BeforeAll
  static void startJavaFx() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  private Label engine() {
    Label[] label = new Label[1];
    robot.interact(
        () -> {
          StatusBar bar = new StatusBar(Words.in(Locale.ENGLISH, ZoneOffset.UTC));
          LiveState state = new LiveModel(InstantSource.system()).state();
          bar.show(line, state, LineCounts.NONE, OptionalLong.empty());
          label[0] = (Label) bar.lookup("#status-engine");
        });
    return label[0];
  }

  private static boolean asksForAttention(Label label) {
    return label.getPseudoClassStates().contains(PseudoClass.getPseudoClass("attention"));
  }

  @Test
  void anEngineWhoseLibrariesAreNotHereIsExplainedAndNoTrouble() {
    line.refuse(new Refusal(FASTER, "there is no driver", false));

    Label engine = engine();

    assertThat(engine.getText()).isEqualTo("CPU engine");
    assertThat(asksForAttention(engine)).isFalse();
    assertThat(engine.getTooltip().getText())
        .isEqualTo("Not used: " + FASTER.title() + ": there is no driver");
  }

  @Test
  void anEngineThatFailedItsTestIsNamedInWords() {
    line.refuse(new Refusal(FASTER, "it does not find what the CPU finds", true));

    Label engine = engine();

    assertThat(engine.getText()).isEqualTo("CPU instead of TENSORRT engine");
    assertThat(asksForAttention(engine)).isTrue();
  }
}
