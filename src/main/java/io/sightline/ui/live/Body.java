package io.sightline.ui.live;

import javafx.scene.layout.Region;

/**
 * Lays out picture and panel: side by side on a wide screen, one above the other on a tall one. FX
 * thread only.
 */
final class Body extends Region {
  private static final double GAP = 14;
  private static final double PANEL_SHARE = 0.30;
  private static final double PANEL_LEAST = 330;
  private static final double PANEL_MOST_SHARE = 0.45;
  private static final double PANEL_HEIGHT_SHARE = 0.46;
  private static final double PANEL_MOST_HEIGHT_SHARE = 0.6;

  private final Region picture;
  private final Panel panel;

  Body(Region picture, Panel panel) {
    this.picture = picture;
    this.panel = panel;
    getStyleClass().add("body");
    getChildren().addAll(picture, panel);
    setMinSize(0, 0);
  }

  @Override
  protected void layoutChildren() {
    double left = GAP;
    double width = getWidth() - 2 * GAP;
    double height = getHeight() - 2 * GAP;
    if (getWidth() >= getHeight()) {
      double panelWidth =
          Math.min(width * PANEL_MOST_SHARE, Math.max(PANEL_LEAST, width * PANEL_SHARE));
      picture.resizeRelocate(left, GAP, width - panelWidth - GAP, height);
      panel.fit(panelWidth, height);
      panel.resizeRelocate(left + width - panelWidth, GAP, panelWidth, height);
    } else {
      double free = height - picture.minHeight(width); // excluding banners above the picture
      double wanted =
          Math.max(
              height * PANEL_HEIGHT_SHARE,
              Math.min(panel.whole(width), free * PANEL_MOST_HEIGHT_SHARE));
      double panelHeight = panel.fit(width, Math.max(panel.least(width), wanted));
      picture.resizeRelocate(left, GAP, width, height - panelHeight - GAP);
      panel.resizeRelocate(left, GAP + height - panelHeight, width, panelHeight);
    }
  }
}
