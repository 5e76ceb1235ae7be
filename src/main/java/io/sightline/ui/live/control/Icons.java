package io.sightline.ui.live.control;

import io.sightline.inspection.Verdict;
import javafx.scene.layout.Region;

/** Icons that repeat what a colour means by shape; each is a region scaled by the style sheet. */
public final class Icons {
  private Icons() {}

  /**
   * Returns a tick, cross, eye or warning triangle; the style sheet draws it by its pseudo-class.
   */
  static Region verdict(Verdict verdict) {
    Region icon = of("verdict-icon");
    Marked.by(icon, verdict);
    return icon;
  }

  /** Returns an icon by its style class. */
  public static Region of(String style) {
    Region icon = new Region();
    icon.getStyleClass().addAll("icon", style);
    icon.setMouseTransparent(true);
    return icon;
  }
}
