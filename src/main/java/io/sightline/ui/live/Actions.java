package io.sightline.ui.live;

import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.HoldButton;
import io.sightline.ui.live.control.Icons;
import io.sightline.ui.live.model.RunState;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;

/** The operator's actions: start or stop, which share one place, and export. FX thread only. */
final class Actions extends GridPane {
  private final Button start;
  private final HoldButton stop;
  private final Button export;

  Actions(Words words, Runnable onStart, Runnable onStop, Runnable onExport) {
    getStyleClass().add("actions");
    start = button(words.of("action.start"), "start-icon", onStart);
    start.setId("start");
    start.getStyleClass().add("start");
    stop = new HoldButton(words.of("action.stop"), Icons.of("stop-icon"), onStop);
    stop.setId("stop");
    export = button(words.of("action.export"), "export-icon", onExport);
    export.setId("export");
    StackPane startOrStop = new StackPane(start, stop);
    for (int i = 0; i < 2; i++) {
      ColumnConstraints half = new ColumnConstraints();
      half.setPercentWidth(50);
      getColumnConstraints().add(half);
    }
    RowConstraints row = new RowConstraints();
    row.setPercentHeight(100);
    getRowConstraints().add(row);
    addRow(0, startOrStop, export);
    show(RunState.STOPPED, false);
  }

  void show(RunState run, boolean exporting) {
    boolean standing = !run.busy();
    boolean mine = start.isFocused() || stop.isFocused() || isFocused();
    start.setVisible(standing);
    start.setDisable(run == RunState.FAULTY);
    stop.setVisible(!standing);
    stop.setDisable(run == RunState.STOPPING || standing);
    if (mine) {
      // Otherwise the focus would move on to Export. While the line is stopping neither can have
      // it.
      Node next = standing ? start : stop.isDisabled() ? this : stop;
      if (!next.isFocused()) { // requesting it again would lose the focus ring
        next.requestFocus();
      }
    }
    export.setDisable(exporting);
  }

  /** Handles the Stop key being pressed or released. */
  void holdStop(boolean down) {
    if (down) {
      stop.hold();
    } else {
      stop.release();
    }
  }

  private static Button button(String text, String icon, Runnable action) {
    Button button = new Button(text, Icons.of(icon));
    button.getStyleClass().add("action");
    button.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    button.setOnAction(pressed -> action.run());
    return button;
  }
}
