package io.sightline.ui.live;

import io.sightline.inspection.Verdict;
import javafx.scene.layout.Region;

/** Shapes that say the same as a colour does; each is a region scaled by the style sheet. */
final class Icons {
  private Icons() {}

  /** Tick, cross, eye or warning triangle; the style sheet draws the shape by its pseudo-class. */
  static Region verdict(Verdict verdict) {
    Region icon = of("verdict-icon");
    Marked.by(icon, verdict);
    return icon;
  }

  /** A shape by its style class. */
  static Region of(String style) {
    Region icon = new Region();
    icon.getStyleClass().addAll("icon", style);
    icon.setMouseTransparent(true);
    return icon;
  }
}
