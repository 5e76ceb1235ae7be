package io.sightline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.Line;
import io.sightline.store.InspectionQuery;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.MouseButton;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;

/** Closing the window by its close button or Alt+F4. */
class ClosingTest extends OnShownStation {
  @Test
  void closingTheWindowWhileTheLineRunsIsAskedAndHeldAndStopsTheLineFirst() throws Exception {
    station.show();
    station.clickOn("#start");
    station.belt().good(3);
    station.until("it runs", () -> station.text("#count-inspected").equals("3"));

    closeRequest();
    closeRequest();
    station.until("it is asked", () -> station.node("#leave").isVisible());
    station.clickOn("#leave-hold"); // a click is too short
    station.belt().good(2);
    station.until("it still runs", () -> station.text("#count-inspected").equals("5"));
    station.clickOn("#leave-stay");
    station.until("it is asked no more", () -> !station.node("#leave").isVisible());
    assertThat(station.line().state()).isEqualTo(Line.State.RUNNING);

    closeRequest();
    station.until("it is asked again", () -> station.node("#leave").isVisible());
    station.robot().moveTo("#leave-hold").press(MouseButton.PRIMARY);

    assertThat(station.closed().get(30, TimeUnit.SECONDS)).isEmpty();
    assertThat(station.line().state()).isEqualTo(Line.State.STOPPED);
    station.robot().release(MouseButton.PRIMARY);
    assertThat(station.store().count(InspectionQuery.ALL).inspected()).isEqualTo(5);
  }

  @Test
  void closingTheWindowOfLinesThatStandIsDoneAtOnce() throws Exception {
    station.show();

    closeRequest();

    assertThat(station.closed().get(30, TimeUnit.SECONDS)).isEmpty();
  }

  private void closeRequest() {
    station
        .robot()
        .interact(
            () ->
                station
                    .stage()
                    .fireEvent(new WindowEvent(station.stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
  }
}
