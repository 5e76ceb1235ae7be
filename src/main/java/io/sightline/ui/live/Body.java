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

  /** The room for a banner, always left free, so that the panel does not move when one comes. */
  private static final double BANNER = 96;

  /** What more banners leave of the picture at least; what that takes, the panel lacks. */
  private static final double LEAST_PICTURE = 240;

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
    double edge = GAP;
    double width = getWidth() - 2 * GAP;
    double height = getHeight() - 2 * GAP;
    boolean tall = getWidth() < getHeight();
    panel.reserve(tall); // where the panel's height follows from what it shows
    if (!tall) {
      double panelWidth =
          Math.min(width * PANEL_MOST_SHARE, Math.max(PANEL_LEAST, width * PANEL_SHARE));
      picture.resizeRelocate(edge, GAP, width - panelWidth - GAP, height);
      panel.fit(panelWidth, height);
      panel.resizeRelocate(edge + width - panelWidth, GAP, panelWidth, height);
    } else {
      double usual = Math.min(panel.whole(width), (height - BANNER) * PANEL_MOST_HEIGHT_SHARE);
      double left = height - GAP - picture.minHeight(width) - LEAST_PICTURE;
      double wanted = Math.max(height * PANEL_HEIGHT_SHARE, Math.min(usual, left));
      double panelHeight = panel.fit(width, Math.max(panel.least(width), wanted));
      picture.resizeRelocate(edge, GAP, width, height - panelHeight - GAP);
      panel.resizeRelocate(edge, GAP + height - panelHeight, width, panelHeight);
    }
  }
}
