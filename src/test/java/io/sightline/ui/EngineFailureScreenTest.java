package io.sightline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.Line;
import io.sightline.store.InspectionQuery;
import io.sightline.store.VerdictCounts;
import org.junit.jupiter.api.Test;

/** What the operator sees when an engine fails in mid-run, and how the line recovers. */
class EngineFailureScreenTest extends OnShownStation {
  @Test
  void theBannersSayWhatHappenedAndStartWorksAgain() throws Exception {
    station.show();
    station.clickOn("#start");
    station.belt().good(3);
    station.until("it runs", () -> station.text("#count-inspected").equals("3"));

    station.belt().breakEngine(true);
    station.belt().good(1);
    station.until(
        "the restart is told",
        () -> station.texts(".banner.alarm .banner-title").contains("Engine started again"));
    assertThat(station.texts(".banner.alarm .banner-text"))
        .singleElement()
        .asString()
        .contains("A part it failed on counts as ERROR");
    assertThat(station.texts(".banner.alarm .banner-reason"))
        .containsExactly("The graphics card has fallen off the bus");
    station.until("the part is an error", () -> station.text("#verdict-word").equals("ERROR"));
    assertThat(station.line().state()).isEqualTo(Line.State.RUNNING);

    station.belt().good(1);
    station.until(
        "the line has stopped and says why",
        () ->
            station.texts(".banner.alarm .banner-title").contains("Engine failed")
                && station.node("#start").isVisible());
    assertThat(station.text(".banner.alarm .banner-text")).contains("The line has stopped");
    assertThat(station.text(".banner.alarm .banner-reason"))
        .contains("The engine failed once more", "fallen off the bus");
    assertThat(station.store().count(InspectionQuery.ALL))
        .isEqualTo(new VerdictCounts(3, 0, 0, 2, 0));

    station.belt().breakEngine(false);
    station.clickOn("#start");
    station.belt().good(4);
    station.until("it judges again", () -> station.text("#count-pass").equals("4"));
    assertThat(station.texts(".banner.alarm .banner-title"))
        .as("the line has not stopped any more; a part is still to be inspected again")
        .containsExactly("Engine started again");
    station.clickOn(".banner.alarm .banner-button");
    station.until(
        "it is acknowledged", () -> station.texts(".banner.alarm .banner-title").isEmpty());
    station.hold("#stop");
    assertThat(station.store().count(InspectionQuery.ALL))
        .isEqualTo(new VerdictCounts(7, 0, 0, 2, 0));
  }
}
