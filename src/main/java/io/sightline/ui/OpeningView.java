package io.sightline.ui;

import io.sightline.ui.base.Words;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** The window's content until the station is open, or if it cannot be opened. */
final class OpeningView extends VBox {
  private final Words words;
  private final Label what = new Label();
  private final Label detail = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final Button close = new Button();

  OpeningView(Words words, Runnable onClose) {
    this.words = words;
    setId("opening");
    getStyleClass().addAll("opening");
    setAlignment(Pos.CENTER);
    Label brand = new Label("SIGHTLINE");
    brand.getStyleClass().add("opening-brand");
    what.getStyleClass().add("opening-what");
    what.setText(words.of("opening"));
    detail.getStyleClass().add("opening-detail");
    detail.setWrapText(true);
    detail.setTextAlignment(TextAlignment.CENTER);
    close.setText(words.of("opening.close"));
    close.setId("close-now");
    close.getStyleClass().add("action");
    close.setOnAction(pressed -> onClose.run());
    close.setVisible(false);
    getChildren().addAll(brand, what, progress, detail, close);
  }

  void show(OpeningStep step) {
    detail.setText(
        words.of(
            switch (step) {
              case STORE -> "opening.store";
              case MODEL -> "opening.model";
              case ENGINE -> "opening.engine";
              case LINES -> "opening.lines";
            }));
  }

  /** Shows that the lines are stopping before the window closes. */
  void closing() {
    what.setText(words.of("closing"));
    detail.setText(words.of("closing.detail"));
  }

  /** Shows, with what that loses, the button that closes without waiting any longer. */
  void closingTakesLong() {
    detail.setText(words.of("closing.long"));
    close.setVisible(true);
    close.requestFocus();
  }

  /** Shows this sentence as the reason why the station could not be opened. */
  void failed(String sentence) {
    what.setText(words.of("opening.failed"));
    detail.setText(sentence);
    progress.setVisible(false);
    progress.setManaged(false);
    close.setVisible(true);
    close.requestFocus();
  }
}
