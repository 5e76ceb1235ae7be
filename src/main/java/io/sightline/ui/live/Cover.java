package io.sightline.ui.live;

import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;

/** A small picture that fills its place: what does not fit at the sides is left out. */
final class Cover extends Region {
  private final ImageView view = new ImageView();

  Cover() {
    getStyleClass().add("cover");
    view.setManaged(false);
    view.setSmooth(true);
    getChildren().add(view);
    setMinSize(0, 0);
    setPrefSize(0, 0);
  }

  void show(Optional<? extends Image> image) {
    view.setImage(image.orElse(null));
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
    double scale = Math.max(width / image.getWidth(), height / image.getHeight());
    double seenWidth = width / scale;
    double seenHeight = height / scale;
    view.setViewport(
        new Rectangle2D(
            (image.getWidth() - seenWidth) / 2,
            (image.getHeight() - seenHeight) / 2,
            seenWidth,
            seenHeight));
    view.setFitWidth(width);
    view.setFitHeight(height);
  }
}
