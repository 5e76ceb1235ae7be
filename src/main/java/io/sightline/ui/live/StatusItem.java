package io.sightline.ui.live;

import io.sightline.ui.live.control.Icons;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/**
 * An item at the foot of the screen, with an icon that shows whether it is well. It does not get
 * narrower while only its numbers change, so that its neighbours do not jump. FX thread only.
 */
final class StatusItem extends Label {
  private static final PseudoClass ATTENTION = PseudoClass.getPseudoClass("attention");
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,\\u00a0\\u202f\\u2019]*");

  private String shape = "";
  private double widest;

  StatusItem(String id) {
    super("", Icons.of("status-icon"));
    setId(id);
    getStyleClass().add("status-item");
    fontProperty().addListener(changed -> widest = 0);
  }

  void say(String text, boolean attention) {
    if (!text.equals(getText())) {
      String now = NUMBER.matcher(text).replaceAll("0");
      if (!now.equals(shape)) {
        shape = now;
        widest = 0;
      }
      setText(text);
    }
    pseudoClassStateChanged(ATTENTION, attention);
  }

  void appear(boolean there) {
    setVisible(there);
    setManaged(there);
  }

  @Override
  protected double computePrefWidth(double height) {
    widest = Math.max(widest, super.computePrefWidth(height));
    return widest;
  }
}
