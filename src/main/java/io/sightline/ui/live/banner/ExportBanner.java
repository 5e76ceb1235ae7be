package io.sightline.ui.live.banner;

import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Icons;
import io.sightline.ui.live.model.ExportModel;
import io.sightline.ui.live.model.ExportModel.Phase;
import io.sightline.ui.live.model.ExportModel.State;
import io.sightline.ui.live.model.ExportSpan;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Asks what to export, then shows progress and offers to cancel, while the line continues. FX
 * thread only.
 */
public final class ExportBanner extends HBox {
  private final Words words;
  private final Label text = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final Button button = new Button();
  private final Button shift;
  private final FlowPane choices;
  private State shown = State.of(Phase.IDLE);

  /**
   * Creates a banner that is hidden until somebody asks for an export.
   *
   * @param model the export that it cancels or dismisses
   * @param chosen receives the operator's choice
   */
  public ExportBanner(Words words, ExportModel model, Consumer<ExportSpan> chosen) {
    this.words = words;
    setId("export-banner");
    getStyleClass().addAll("banner", "export");
    setAlignment(Pos.CENTER_LEFT);
    setMinHeight(USE_PREF_SIZE);
    text.setWrapText(true);
    text.setId("export-text");
    text.getStyleClass().add("banner-text");
    progress.setMaxWidth(Double.MAX_VALUE);
    shift = choice("shift", words.of("export.shift"), () -> chosen.accept(ExportSpan.SHIFT));
    Button day = choice("day", words.of("export.day"), () -> chosen.accept(ExportSpan.DAY));
    Button all = choice("all", words.of("export.all"), () -> chosen.accept(ExportSpan.ALL));
    day.getStyleClass().add("usual");
    choices = new FlowPane(shift, day, all);
    choices.getStyleClass().add("choices");
    VBox middle = new VBox(text, choices, progress);
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
    appear(this, false);
  }

  private static Button choice(String id, String name, Runnable action) {
    Button button = new Button(name);
    button.setId("export-" + id);
    button.getStyleClass().add("banner-button");
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(pressed -> action.run());
    return button;
  }

  /**
   * Shows this state of an export.
   *
   * @param shifts whether the plant has any
   */
  public void show(State state, boolean shifts) {
    appear(shift, shifts);
    if (state.equals(shown)) {
      return;
    }
    shown = state;
    boolean running = state.phase() == Phase.RUNNING;
    appear(this, state.phase() != Phase.IDLE);
    appear(choices, state.phase() == Phase.ASKING);
    appear(progress, running);
    progress.setProgress(
        state.total() > 0
            ? (double) state.done() / state.total()
            : ProgressBar.INDETERMINATE_PROGRESS);
    text.setText(sentence(state));
    boolean over = !running && state.phase() != Phase.ASKING;
    button.setText(over ? words.of("export.close") : words.of("export.cancel"));
  }

  private String sentence(State state) {
    return switch (state.phase()) {
      case IDLE -> "";
      case ASKING -> words.of("export.which");
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
      case FAILED ->
          words.of("export.failed", state.phrase().map(words::of).orElse(state.problem()));
    };
  }

  private static void appear(Node node, boolean there) {
    node.setVisible(there);
    node.setManaged(there);
  }
}
