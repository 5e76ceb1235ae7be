package io.sightline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the operator sees of unreadable pictures and of a source that has ended. */
class SourceEndScreenTest extends OnShownStation {
  @Test
  void picturesThatCannotBeReadHaveABannerAndTheEndIsSaid() throws Exception {
    station.show();
    station.clickOn("#start");
    station.belt().good(2);
    station.belt().damaged();
    station.belt().good(1);
    station.until(
        "that is told while it runs",
        () -> station.text(".banner.alarm .banner-text").startsWith("1 picture could not be read"));
    station.belt().damaged();
    station.belt().damaged();
    station.belt().end();

    station.until("it is at its end", () -> station.node("#start").isVisible());
    station.until(
        "all are counted",
        () ->
            station.text(".banner.alarm .banner-text").startsWith("3 pictures could not be read"));
    assertThat(station.text(".banner.alarm .banner-title")).isEqualTo("Pictures not read");
    assertThat(station.text(".banner.alarm .banner-reason")).isEqualTo("damaged-1.png is cut off");
    station.until(
        "that it is done is said",
        () -> station.text("#status-source").equals("All 3 pictures are done"));
    station.clickOn(".banner.alarm .banner-button");
    station.until("and on the tab", () -> station.text(".line-tab-state").equals("all done"));
  }

  @Test
  void aLineThatTheOperatorStopsIsNotDone() throws Exception {
    station.show();
    station.clickOn("#start");
    station.belt().good(2);
    station.until("it runs", () -> station.text("#count-inspected").equals("2"));
    station.hold("#stop");

    station.until("it is closed", () -> station.text("#status-source").equals("source closed"));
    assertThat(station.text(".line-tab-state")).isEqualTo("stopped");
  }
}
