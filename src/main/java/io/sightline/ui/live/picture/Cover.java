package io.sightline.ui.live.picture;

import io.sightline.image.Picture;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;

/**
 * A small picture that fills its place: the surroundings of its focus, cropped to the place's
 * proportions. FX thread only.
 */
public final class Cover extends Region {
  /** The fraction of the picture's width that is shown around a defect. */
  private static final double AROUND = 0.3;

  private final ImageView view = new ImageView();
  private Optional<Point2D> focus = Optional.empty();

  /** Creates a place without a picture. */
  public Cover() {
    getStyleClass().add("cover");
    view.setManaged(false);
    view.setSmooth(true);
    getChildren().add(view);
    setMinSize(0, 0);
    setPrefSize(0, 0);
  }

  /**
   * Shows this picture, which must never be drawn into again.
   *
   * @param focus the centre of interest, as fractions of width and height; if unknown, the whole
   *     picture is shown
   */
  public void show(Optional<Picture> picture, Optional<Point2D> focus) {
    view.setImage(picture.map(PreviewImages::still).orElse(null));
    this.focus = focus;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    Image image = view.getImage();
    double width = getWidth();
    double height = getHeight();
    if (image == null || width < 1 || height < 1) {
      return;
    }
    double whole = Math.max(width / image.getWidth(), height / image.getHeight());
    double scale = focus.isPresent() ? Math.max(whole, width / (image.getWidth() * AROUND)) : whole;
    Point2D middle = focus.orElse(new Point2D(0.5, 0.5));
    double seenWidth = width / scale;
    double seenHeight = height / scale;
    view.setViewport(
        new Rectangle2D(
            from(middle.getX(), image.getWidth(), seenWidth),
            from(middle.getY(), image.getHeight(), seenHeight),
            seenWidth,
            seenHeight));
    view.setFitWidth(width);
    view.setFitHeight(height);
  }

  private static double from(double middle, double length, double seen) {
    return Math.max(0, Math.min(length - seen, middle * length - seen / 2));
  }
}
