package io.sightline.ui.live.picture;

import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Icons;
import io.sightline.ui.live.model.LiveState;
import io.sightline.ui.live.model.StationLine;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** Says what to do next, or what the line is doing, while there is no picture. FX thread only. */
final class EmptyState extends VBox {
  private final Words words;
  private final Label what = new Label();
  private final Label next = new Label();

  EmptyState(Words words) {
    this.words = words;
    setId("empty");
    getStyleClass().add("empty");
    setAlignment(Pos.CENTER);
    what.getStyleClass().add("empty-what");
    next.getStyleClass().add("empty-next");
    for (Label label : new Label[] {what, next}) {
      label.setWrapText(true);
      label.setTextAlignment(TextAlignment.CENTER);
    }
    setMouseTransparent(true);
    getChildren().addAll(Icons.of("empty-icon"), what, next);
  }

  void show(StationLine line, LiveState state) {
    switch (state.run()) {
      case STOPPED, DONE ->
          say(
              words.of("empty.stopped"),
              words.of(
                  "empty.start", line.facts().recipe().map(RecipeVersion::product).orElse("")));
      case FAULTY -> say(words.of("empty.faulty"), words.of("empty.mend", line.fault().orElse("")));
      case STARTING -> say(words.of("empty.starting"), words.of("empty.wait"));
      case RECONNECTING -> say(words.of("alarm.reconnecting"), words.of("empty.wait"));
      case RESTARTING -> say(words.of("alarm.restarting"), words.of("empty.wait"));
      case STALLED -> say(words.of("alarm.stalled"), words.of("empty.wait"));
      case RUNNING -> say(words.of("empty.running"), words.of("empty.wait"));
      case STOPPING -> say(words.of("empty.stopping"), "");
    }
  }

  /** Says that the newest part was judged but cannot be shown. */
  void showUndrawn() {
    say(words.of("empty.undrawn"), words.of("empty.judged"));
  }

  private void say(String first, String second) {
    if (!first.equals(what.getText()) || !second.equals(next.getText())) {
      what.setText(first);
      next.setText(second);
    }
  }
}
