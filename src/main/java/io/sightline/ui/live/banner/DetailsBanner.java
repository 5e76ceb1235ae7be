package io.sightline.ui.live.banner;

import io.sightline.ui.base.Words;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/**
 * Shows details that do not fit at the foot of the screen, scrolled if long, until it is closed. FX
 * thread only.
 */
public final class DetailsBanner extends HBox {
  private final Label text = new Label();

  /** Creates a banner that is hidden. */
  public DetailsBanner(Words words) {
    setId("details");
    getStyleClass().addAll("banner", "details");
    setAlignment(Pos.CENTER_LEFT);
    setMaxHeight(USE_PREF_SIZE);
    text.setId("details-text");
    text.setWrapText(true);
    text.setMaxWidth(Double.MAX_VALUE);
    ScrollPane scrolled = new ScrollPane(text);
    scrolled.setFitToWidth(true);
    scrolled.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    HBox.setHgrow(scrolled, Priority.ALWAYS);
    Button close = new Button(words.of("status.close"));
    close.setId("details-close");
    close.getStyleClass().add("banner-button");
    close.setMinWidth(USE_PREF_SIZE);
    close.setOnAction(pressed -> close());
    getChildren().addAll(scrolled, close);
    close();
  }

  /** Shows these details, or hides the banner if it is visible. */
  public void toggle(String details) {
    text.setText(details);
    setVisible(!isVisible());
  }

  /** Hides the banner. */
  public void close() {
    setVisible(false);
  }
}
