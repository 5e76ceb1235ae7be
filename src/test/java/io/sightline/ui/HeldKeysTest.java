package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.Trouble.Kind;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** A key that is held repeats, but counts as one press. */
class HeldKeysTest extends OnScriptedLines {
  @Test
  void aHeldEnterStopsTheLineAndLeavesItStanding() throws Exception {
    first.start();
    until("it runs", () -> visible("#stop"));
    robot.interact(() -> robot.lookup("#stop").query().requestFocus());

    hold(KeyCode.ENTER, 30);

    assertThat(first.running()).isFalse();
    assertThat(visible("#start")).isTrue();
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
    until("pressed anew it starts it", first::running);
  }

  @Test
  void aHoldBegunOnOneLineStopsNoOther() throws Exception {
    first.start();
    second.start();
    until("they run", () -> visible("#stop"));

    robot.interact( // at once: on a busy machine, a second goes by between two calls
        () -> {
          tell(KeyEvent.KEY_PRESSED, KeyCode.S);
          tell(KeyEvent.KEY_PRESSED, KeyCode.F2);
          tell(KeyEvent.KEY_RELEASED, KeyCode.F2);
        });
    assertThat(robot.lookup("#tab-2").<ToggleButton>query().isSelected()).isTrue();
    TimeUnit.MILLISECONDS.sleep(1200);
    robot.interact(() -> tell(KeyEvent.KEY_RELEASED, KeyCode.S));

    assertThat(first.running()).isTrue();
    assertThat(second.running()).isTrue();
  }

  @Test
  void aHeldSpaceStopsTheLineOnceTheRingIsAroundStop() throws Exception {
    first.start();
    until("it runs", () -> visible("#stop"));
    robot.clickOn("#export");
    robot.interact(() -> robot.lookup("#reject-1").query().getParent().requestFocus());
    Node stop = robot.lookup("#stop").query();
    for (int i = 0; i < 20 && !stop.isFocused(); i++) {
      robot.press(KeyCode.TAB).release(KeyCode.TAB);
    }
    TimeUnit.MILLISECONDS.sleep(500); // the numbers are refreshed several times meanwhile
    assertThat(stop.isFocusVisible()).as("the ring stays").isTrue();

    hold(KeyCode.SPACE, 30);

    assertThat(first.running()).isFalse();
    assertThat(visible("#start")).isTrue();
  }

  @Test
  void aHeldAAcknowledgesOneBannerTheOthersAreStillToBeRead() throws Exception {
    first.start();
    first.trouble(Kind.MISSED, 3, "");
    first.trouble(Kind.REJECTS, 10, "");
    until("both are told", () -> banners().size() == 2);

    hold(KeyCode.A, 10);

    assertThat(banners()).containsExactly("Many rejects in a row");
    robot.press(KeyCode.A).release(KeyCode.A);
    until("pressed anew it acknowledges the next", () -> banners().isEmpty());
  }

  /** Holds a key as a keyboard does: repeated presses, each sent to the current focus owner. */
  private void hold(KeyCode key, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      robot.interact(() -> tell(KeyEvent.KEY_PRESSED, key));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    robot.interact(() -> tell(KeyEvent.KEY_RELEASED, key));
    TimeUnit.MILLISECONDS.sleep(300); // for any effect to show
  }

  private void tell(EventType<KeyEvent> what, KeyCode key) {
    Scene scene = stage.getScene();
    Node focused = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
    Event.fireEvent(focused, new KeyEvent(what, "", "", key, false, false, false, false));
  }
}
