package io.sightline.ui.live;

import io.sightline.ui.base.Words;
import io.sightline.ui.live.ExportModel.Phase;
import io.sightline.ui.live.ExportModel.State;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** How the export gets on, with a way out, while the line goes on. FX thread only. */
final class ExportBanner extends HBox {
  private final Words words;
  private final Label text = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final Button button = new Button();
  private State shown = State.IDLE;

  ExportBanner(Words words, ExportModel model) {
    this.words = words;
    setId("export-banner");
    getStyleClass().addAll("banner", "export");
    setAlignment(Pos.CENTER_LEFT);
    text.setWrapText(true);
    text.setId("export-text");
    text.getStyleClass().add("banner-text");
    progress.setMaxWidth(Double.MAX_VALUE);
    VBox middle = new VBox(text, progress);
    middle.getStyleClass().add("banner-middle");
    middle.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(middle, Priority.ALWAYS);
    button.setId("export-button");
    button.getStyleClass().add("banner-button");
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(
        pressed -> {
          if (model.state().phase() == Phase.RUNNING) {
            model.cancel();
          } else {
            model.dismiss();
          }
        });
    getChildren().addAll(Icons.of("export-icon"), middle, button);
    appear(false);
  }

  void show(State state) {
    if (state.equals(shown)) {
      return;
    }
    shown = state;
    boolean running = state.phase() == Phase.RUNNING;
    appear(state.phase() != Phase.IDLE);
    progress.setVisible(running);
    progress.setManaged(running);
    progress.setProgress(
        state.total() > 0
            ? (double) state.done() / state.total()
            : ProgressBar.INDETERMINATE_PROGRESS);
    text.setText(sentence(state));
    button.setText(running ? words.of("export.cancel") : words.of("export.close"));
  }

  private String sentence(State state) {
    return switch (state.phase()) {
      case IDLE -> "";
      case RUNNING ->
          state.total() > 0
              ? words.of("export.running", words.count(state.done()), words.count(state.total()))
              : words.of("export.preparing");
      case DONE ->
          words.of(
              "export.done",
              words.count(state.done()),
              state.exported().map(done -> done.file().toString()).orElse(""));
      case CANCELLED -> words.of("export.cancelled");
      case FAILED -> words.of("export.failed", state.problem());
    };
  }

  private void appear(boolean shown) {
    setVisible(shown);
    setManaged(shown);
  }
}
