package io.sightline.ui.live.control;

import javafx.scene.layout.Region;

/** Icons that repeat what a colour means by shape; each is a region scaled by the style sheet. */
public final class Icons {
  private Icons() {}

  /** Returns an icon by its style class. */
  public static Region of(String style) {
    Region icon = new Region();
    icon.getStyleClass().addAll("icon", style);
    icon.setMouseTransparent(true);
    return icon;
  }
}
