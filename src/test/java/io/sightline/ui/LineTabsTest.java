package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.detect.engine.EngineChoice.Refusal.Cause;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble;
import io.sightline.ui.live.model.PaintedBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

/** Several lines: what a tab shows, and what is still there after switching back to a line. */
class LineTabsTest extends OnScriptedLines {
  @Override
  void prepare() {
    Engine faster = Engine.all().get(0);
    first.refuse(
        new Refusal(faster, "there is no driver", Cause.NOT_TRIED),
        new Refusal(faster, "it takes 91.0 ms for a picture, the CPU 59.0", Cause.SLOWER));
    third.refuse(new Refusal(faster, "it does not find what the CPU finds", Cause.FAULT));
  }

  @Test
  void aLineKeepsItsLastPartWhileAnotherIsLookedAt() {
    first.start();
    first.part(Verdict.PASS, List.of(), Optional.of(PaintedBoard.of(1)));
    until("the part is shown", () -> word().equals("PASS"));
    until("and the rate", () -> rate().equals("1,012"));
    first.stop();
    until("a line that stands has none", () -> rate().equals("–"));

    choose(2);
    until("the other has none", () -> word().equals("–"));
    assertThat(robot.lookup("#live-picture").query().isVisible()).isFalse();
    second.start();
    second.part(Verdict.ERROR, List.of(), Optional.of(PaintedBoard.of(2)));
    until("the other has its own", () -> word().equals("ERROR"));

    choose(1);
    until("the last part is still shown", () -> word().equals("PASS"));
    until("and its picture", () -> robot.lookup("#live-picture").query().isVisible());
    assertThat(((Labeled) robot.lookup("#caption").query()).getText()).startsWith("part 1");
    choose(2);
    until("so it is there", () -> word().equals("ERROR"));
  }

  @Test
  void anArrowKeyTurnsToTheLineThatItMarks() {
    first.start();
    second.start();
    until("the first is shown", () -> visible("#stop"));
    robot.interact(() -> robot.lookup("#tab-1").query().requestFocus());

    robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    assertChosen(2);
    robot.press(KeyCode.LEFT).release(KeyCode.LEFT);
    assertChosen(1);
    robot.press(KeyCode.F3).release(KeyCode.F3);
    assertChosen(3);
    robot.clickOn("#tab-2");
    robot.clickOn("#tab-2"); // one is always selected
    assertChosen(2);
  }

  @Test
  void nothingMovesWhenALineSaysSomethingElse() {
    Node tab = robot.lookup("#tab-1").query();
    Node second = robot.lookup("#tab-2").query();
    double width = tab.getLayoutBounds().getWidth();
    double place = second.getLayoutX();

    first.start();
    first.trouble(Trouble.Kind.REJECTS, 10, "");
    until("it has much to say", () -> state(1).equals("running · needs a look"));
    robot.interact(() -> stage.getScene().getRoot().layout());

    assertThat(tab.getLayoutBounds().getWidth()).isEqualTo(width);
    assertThat(second.getLayoutX()).isEqualTo(place);
  }

  @Test
  void theModelsTermsAreReadByTouchAndByKeys() {
    robot.clickOn("#status-more");
    until("they are shown", () -> visible("#details"));
    assertThat(text("#details-text")).startsWith("Research use only: trained on borrowed boards.");
    robot.clickOn("#details-close");
    until("they are gone", () -> !visible("#details"));

    robot.interact(() -> robot.lookup("#status-more").query().requestFocus());
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
    until("they are shown again", () -> visible("#details"));
    choose(2);
    assertThat(visible("#details")).as("another line's model has others").isFalse();
  }

  /** Asserts that the marked line is the one shown, and so the one that Stop would stop. */
  private void assertChosen(int number) {
    until(
        "tab " + number + " is marked",
        () -> ((ToggleButton) robot.lookup("#tab-" + number).query()).isSelected());
    until("its lot is shown", () -> text("#top-lot").equals("Lot " + number));
  }

  @Test
  void theCountsSaySinceWhenAndNothingMovesForIt() {
    Bounds bar = robot.lookup(".top-bar").query().getBoundsInParent();
    double lot = robot.lookup("#top-lot").query().localToScene(0, 0).getX();
    assertThat(text("#since")).as("nothing was counted yet").isEmpty();

    Instant yesterday = Instant.now().minus(Duration.ofDays(1)).plusSeconds(600);
    first.countsSince(yesterday);
    first.start();
    until("it is said", () -> text("#since").equals("counts since " + minute(yesterday)));
    choose(2);
    until("the second has not run yet", () -> text("#since").isEmpty());
    choose(1);
    until("the first has", () -> text("#since").equals("counts since " + minute(yesterday)));

    assertThat(robot.lookup(".top-bar").query().getBoundsInParent()).isEqualTo(bar);
    assertThat(robot.lookup("#top-lot").query().localToScene(0, 0).getX()).isEqualTo(lot);
  }

  private static String minute(Instant moment) {
    return moment.toString().substring(11, 16);
  }

  @Test
  void aTabSaysWhatItsLineDoesBesideThatItNeedsALook() {
    first.start();
    first.trouble(Trouble.Kind.REJECTS, 10, "");
    second.trouble(Trouble.Kind.SOURCE, 0, "The camera was unplugged");

    until("the first runs", () -> state(1).equals("running · needs a look"));
    until("the second stands", () -> state(2).equals("stopped · needs a look"));
  }

  @Test
  void aLineWhoseCameraIsAwaySaysSoEvenOnceThatIsAcknowledged() {
    first.start();
    first.part(Verdict.PASS, List.of(), Optional.of(PaintedBoard.of(1)));
    until("the part is shown", () -> word().equals("PASS"));
    first.trouble(Trouble.Kind.RECONNECTING, 0, "The camera was unplugged");
    until("that is told", () -> banners().equals(List.of("Camera lost, connecting again")));
    robot.interact(() -> ((Button) robot.lookup(".banner-button").query()).fire());

    until("the tab says so", () -> state(1).equals("camera lost"));
    assertThat(source()).endsWith(": connecting again");
    assertThat(dimmed()).as("its last part is not on the belt").isTrue();

    first.cleared(Trouble.Kind.RECONNECTING);
    until("it runs", () -> state(1).equals("running"));
    assertThat(source()).doesNotContain("connecting");
    assertThat(dimmed()).isFalse();
  }

  @Test
  void aLineWhoseEngineStartsAgainSaysSoEvenOnceThatIsAcknowledged() {
    first.start();
    first.part(Verdict.PASS, List.of(), Optional.of(PaintedBoard.of(1)));
    until("the part is shown", () -> word().equals("PASS"));
    first.trouble(Trouble.Kind.RESTARTING, 0, "CUDA error 700");
    until("that is told", () -> banners().equals(List.of("Engine is starting again")));
    robot.interact(() -> ((Button) robot.lookup(".banner-button").query()).fire());

    until("the tab says so", () -> state(1).equals("restarting"));
    assertThat(text("#status-engine")).endsWith(" · starting again");
    assertThat(dimmed()).as("its last part is not on the belt").isTrue();

    first.cleared(Trouble.Kind.RESTARTING);
    until("it runs", () -> state(1).equals("running"));
    assertThat(text("#status-engine")).doesNotContain("starting");
    assertThat(dimmed()).isFalse();
  }

  private String rate() {
    return ((Text) robot.lookup("#count-ppm").query()).getText();
  }

  private String source() {
    return ((Labeled) robot.lookup("#status-source").query()).getText();
  }

  private boolean dimmed() {
    return robot.lookup("#picture").query().getPseudoClassStates().stream()
        .anyMatch(state -> state.getPseudoClassName().equals("still"));
  }

  @Test
  void anEngineThatFellBackHasABannerUntilThatIsAcknowledged() {
    assertThat(banners()).as("one that is not installed, or slower, is no trouble").isEmpty();

    choose(3);
    until("that is told", () -> banners().equals(List.of("Slower engine in use")));
    robot.interact(() -> ((Button) robot.lookup("#start").query()).fire());
    until("it runs", () -> state(3).equals("running · needs a look"));
    assertThat(banners()).as("it still is so").containsExactly("Slower engine in use");
    robot.interact(() -> ((Button) robot.lookup(".banner-button").query()).fire());
    until("it is acknowledged", () -> banners().isEmpty());
    assertThat(state(3)).isEqualTo("running");
  }

  private String state(int tab) {
    Node of = robot.lookup("#tab-" + tab).query();
    return ((Labeled) robot.from(of).lookup(".line-tab-state").query()).getText();
  }
}
