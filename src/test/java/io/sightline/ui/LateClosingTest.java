package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import javafx.scene.input.MouseButton;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;

/** A line that does not stop keeps nobody at the window. */
class LateClosingTest extends OnScriptedLines {
  @Override
  void prepare() {
    first.hangAtStop();
  }

  @Test
  void aLineThatDoesNotStopCanBeLeft() {
    robot.interact(() -> ((Button) robot.lookup("#start").query()).fire());
    until("it runs", () -> visible("#stop"));
    robot.interact(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    until("it is asked", () -> visible("#leave-hold"));
    robot.moveTo("#leave-hold").press(MouseButton.PRIMARY);
    until("it is stopping", () -> visible("#opening"));
    robot.release(MouseButton.PRIMARY);
    assertThat(visible("#close-now")).isFalse();

    until("it takes long", () -> visible("#close-now"));
    assertThat(text(".opening-detail")).contains("not recorded yet are lost");
    robot.clickOn("#close-now");
    until("the window is gone", () -> !stage.isShowing());
  }
}
