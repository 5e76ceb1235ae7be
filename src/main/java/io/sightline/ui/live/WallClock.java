package io.sightline.ui.live;

import io.sightline.ui.base.Words;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Shows the time with its zone, and below it since when the line on screen has counted. That line
 * is there even while it says nothing, so that nothing moves for it. FX thread only.
 */
final class WallClock extends VBox {
  private final Words words;
  private final Label time = new Label();
  private final Label zone = new Label();
  private final Label since = new Label();

  WallClock(Words words) {
    this.words = words;
    time.getStyleClass().add("clock");
    time.setId("clock");
    zone.getStyleClass().add("zone");
    zone.setId("zone");
    since.getStyleClass().add("since");
    since.setId("since");
    HBox now = new HBox(time, zone);
    now.setAlignment(Pos.BASELINE_LEFT);
    now.getStyleClass().add("now");
    setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(now, since);
  }

  /**
   * Shows this time.
   *
   * @param counting since when the line on screen has counted; empty if it has not run
   * @return whether it is another second than before
   */
  boolean show(Instant now, Optional<Instant> counting) {
    String text = words.time(now);
    boolean another = !text.equals(time.getText());
    if (another) {
      time.setText(text);
      zone.setText(words.zone(now));
    }
    String start =
        counting.map(moment -> words.of("count.since", words.beginning(moment, now))).orElse("");
    if (!start.equals(since.getText())) {
      since.setText(start);
    }
    return another;
  }
}
