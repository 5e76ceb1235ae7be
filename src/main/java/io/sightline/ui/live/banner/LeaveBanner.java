package io.sightline.ui.live.banner;

import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.HoldButton;
import io.sightline.ui.live.control.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Asks whether to close the station while lines run, without covering the picture. As closing stops
 * every line, its button is held for a second like Stop. FX thread only.
 */
public final class LeaveBanner extends HBox {
  private Runnable leave = () -> {};

  /** Creates a banner that does not ask yet. */
  public LeaveBanner(Words words) {
    setId("leave");
    getStyleClass().addAll("banner", "leave");
    setAlignment(Pos.CENTER_LEFT);
    setMinHeight(USE_PREF_SIZE);
    Label title = new Label(words.of("leave"));
    title.getStyleClass().add("banner-title");
    Label text = new Label(words.of("leave.detail"));
    text.getStyleClass().add("banner-text");
    for (Label label : new Label[] {title, text}) {
      label.setWrapText(true);
      label.setMinHeight(USE_PREF_SIZE);
    }
    VBox middle = new VBox(title, text);
    middle.getStyleClass().add("banner-middle");
    middle.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(middle, Priority.ALWAYS);
    Button stay = new Button(words.of("leave.stay"));
    stay.setId("leave-stay");
    stay.getStyleClass().add("banner-button");
    stay.setMinWidth(USE_PREF_SIZE);
    stay.setOnAction(pressed -> appear(false));
    HoldButton hold =
        new HoldButton(words.of("leave.hold"), Icons.of("stop-icon"), () -> leave.run());
    hold.setId("leave-hold");
    hold.setMinWidth(USE_PREF_SIZE);
    hold.setMaxHeight(USE_PREF_SIZE); // as high as the other, however long the text
    getChildren().addAll(middle, stay, hold);
    appear(false);
  }

  /**
   * Asks, or keeps asking.
   *
   * @param leaving run when the button has been held
   */
  public void ask(Runnable leaving) {
    leave = leaving;
    appear(true);
  }

  /** Withdraws the question, as no line runs any more. */
  public void askNoMore() {
    appear(false);
  }

  private void appear(boolean there) {
    setVisible(there);
    setManaged(there);
  }
}
