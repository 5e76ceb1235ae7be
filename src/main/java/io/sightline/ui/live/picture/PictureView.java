package io.sightline.ui.live.picture;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import io.sightline.line.Room;
import io.sightline.ui.base.Words;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Screen;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * A picture, or part of it, with its defects boxed. Coordinates of defects are in source pixels,
 * regardless of the image's size. FX thread only.
 */
final class PictureView extends Region {
  private static final double MOST_ZOOM = 32;

  private final ImageView image = new ImageView();
  private final BoxOverlay boxes;
  private final Rectangle clip = new Rectangle();
  private double sourceWidth = 1;
  private double sourceHeight = 1;
  private double zoom = 1;
  private double centreX;
  private double centreY;
  private List<Defect> defects = List.of();
  private Verdict verdict = Verdict.PASS;

  PictureView(Words words) {
    boxes = new BoxOverlay(words);
    getStyleClass().add("picture-view");
    image.setPreserveRatio(false);
    image.setManaged(false);
    getChildren().addAll(image, boxes);
    setClip(clip);
    setMinSize(0, 0);
  }

  /** Shows another picture; keeps the zoom if the size is the same. */
  void show(
      @Nullable Image pixels,
      int sourceWidth,
      int sourceHeight,
      List<Defect> defects,
      Verdict verdict) {
    if (sourceWidth != this.sourceWidth || sourceHeight != this.sourceHeight) {
      this.sourceWidth = sourceWidth;
      this.sourceHeight = sourceHeight;
      whole();
    }
    this.defects = defects;
    this.verdict = verdict;
    image.setImage(pixels);
    draw();
  }

  /** Returns the room for a whole picture; empty before the first layout. */
  Optional<Room> room() {
    return getWidth() > 0 && getHeight() > 0
        ? Optional.of(new Room(getWidth(), getHeight(), pixelsX(), pixelsY()))
        : Optional.empty();
  }

  /** The whole screen that this is on: the most room there can be. */
  Room screen() {
    return window()
        .flatMap(
            window ->
                Screen.getScreensForRectangle(
                        window.getX(), window.getY(), window.getWidth(), window.getHeight())
                    .stream()
                    .findFirst())
        .map(Screen::getBounds)
        .map(all -> new Room(all.getWidth(), all.getHeight(), pixelsX(), pixelsY()))
        .orElse(Room.UNTOLD);
  }

  /** Shows nothing. */
  void clear() {
    image.setImage(null);
    defects = List.of();
    draw();
  }

  /** Shows or hides the boxes. */
  void boxed(boolean drawn) {
    boxes.setVisible(drawn);
  }

  /** Shows the whole picture as large as it fits. */
  void whole() {
    zoom = 1;
    centreX = sourceWidth / 2;
    centreY = sourceHeight / 2;
    draw();
  }

  /** Shows one source pixel per pixel of the screen. */
  void original() {
    zoomTo(originalZoom(), getWidth() / 2, getHeight() / 2);
  }

  /** Returns the zoom of {@link #original()}; below 1 for a picture smaller than the view. */
  private double originalZoom() {
    return 1 / (fit() * pixelsX());
  }

  /** Zooms while keeping this point of the view in place. */
  void zoomBy(double factor, double x, double y) {
    zoomTo(zoom * factor, x, y);
  }

  /** Moves the picture by this distance in the view. */
  void panBy(double dx, double dy) {
    centreX -= dx / scale();
    centreY -= dy / scale();
    draw();
  }

  /** Centres a box of the source, with generous space around it. */
  void lookAt(Box box) {
    double wanted =
        Math.min(getWidth() / (box.width() * 6), getHeight() / (box.height() * 6)) / fit();
    zoom = Math.max(1, Math.min(MOST_ZOOM, wanted));
    centreX = (box.x1() + box.x2()) / 2;
    centreY = (box.y1() + box.y2()) / 2;
    draw();
  }

  private void zoomTo(double wanted, double x, double y) {
    double sourceX = centreX + (x - getWidth() / 2) / scale();
    double sourceY = centreY + (y - getHeight() / 2) / scale();
    zoom = Math.max(Math.min(1, originalZoom()), Math.min(MOST_ZOOM, wanted));
    centreX = sourceX - (x - getWidth() / 2) / scale();
    centreY = sourceY - (y - getHeight() / 2) / scale();
    draw();
  }

  private double fit() {
    return Math.max(1e-6, Math.min(getWidth() / sourceWidth, getHeight() / sourceHeight));
  }

  private double scale() {
    return fit() * zoom;
  }

  @Override
  protected void layoutChildren() {
    clip.setWidth(getWidth());
    clip.setHeight(getHeight());
    boxes.resizeRelocate(0, 0, getWidth(), getHeight());
    draw();
  }

  private void draw() {
    if (getWidth() < 1 || getHeight() < 1) {
      return;
    }
    double scale = scale();
    centreX = keep(centreX, sourceWidth, getWidth() / scale);
    centreY = keep(centreY, sourceHeight, getHeight() / scale);
    double left = snapPositionX(getWidth() / 2 - centreX * scale);
    double top = snapPositionY(getHeight() / 2 - centreY * scale);
    Image pixels = image.getImage();
    if (pixels != null && pixelForPixel(pixels)) {
      image.setViewport(null);
      image.setFitWidth(pixels.getWidth() / pixelsX());
      image.setFitHeight(pixels.getHeight() / pixelsY());
      image.setX(left);
      image.setY(top);
      image.setSmooth(false); // copied pixel for pixel: nothing to smooth
    } else if (pixels != null) {
      // Draw only the visible part, whatever the zoom.
      double x1 = Math.max(0, -left / scale);
      double y1 = Math.max(0, -top / scale);
      double x2 = Math.min(sourceWidth, (getWidth() - left) / scale);
      double y2 = Math.min(sourceHeight, (getHeight() - top) / scale);
      double imageX = pixels.getWidth() / sourceWidth;
      double imageY = pixels.getHeight() / sourceHeight;
      image.setViewport(
          new Rectangle2D(x1 * imageX, y1 * imageY, (x2 - x1) * imageX, (y2 - y1) * imageY));
      image.setFitWidth((x2 - x1) * scale);
      image.setFitHeight((y2 - y1) * scale);
      image.setX(left + x1 * scale);
      image.setY(top + y1 * scale);
      // From twice the image's size, show pixels as squares.
      image.setSmooth(scale / imageX < 2);
    }
    boxes.draw(defects, verdict, scale, left, top, new Box(0, 0, getWidth(), getHeight()));
  }

  /** Returns whether the whole picture is shown in an image made for exactly this size. */
  private boolean pixelForPixel(Image pixels) {
    int width = (int) sourceWidth;
    int height = (int) sourceHeight;
    return zoom == 1
        && room()
            .filter(room -> pixels.getWidth() == room.widthOf(width, height))
            .filter(room -> pixels.getHeight() == room.heightOf(width, height))
            .isPresent();
  }

  private double pixelsX() {
    return window().map(Window::getRenderScaleX).orElse(1.0);
  }

  private double pixelsY() {
    return window().map(Window::getRenderScaleY).orElse(1.0);
  }

  private Optional<Window> window() {
    return Optional.ofNullable(getScene()).map(Scene::getWindow);
  }

  private static double keep(double centre, double size, double visible) {
    return visible >= size ? size / 2 : Math.max(visible / 2, Math.min(centre, size - visible / 2));
  }
}
