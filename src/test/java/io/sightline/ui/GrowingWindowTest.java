package io.sightline.ui;

import javafx.geometry.Bounds;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A part that stays on screen while its window grows is redrawn from the camera's pixels. */
class GrowingWindowTest extends OnShownStation {
  @Test
  void theLastPartOfARunIsAsSharpAsALargerWindowCanShow() throws Exception {
    showLargePartIn(1024, 697);
    station.belt().end();
    station.until("it stands still", () -> station.node("#start").isVisible());

    resize(1900, 1000);
    station.until("its picture is larger", () -> shown().getWidth() > 1000);
    station.until("it is sharp", this::sharp);
  }

  @Test
  void soIsOneAfterWhichNoneComes() throws Exception {
    showLargePartIn(1024, 697);

    resize(1900, 1000);
    station.until("its picture is larger", () -> shown().getWidth() > 1000);
    station.until("it is sharp", this::sharp);
  }

  private void showLargePartIn(double width, double height) throws Exception {
    station.belt().manyPixels();
    station.show();
    resize(width, height);
    station.press(KeyCode.SPACE);
    station.belt().good(1);
    station.until("it is on screen", () -> station.text("#verdict-word").equals("PASS"));
    station.until("it fits", () -> picture().getImage().getWidth() < 1000 && sharp());
  }

  private void resize(double width, double height) {
    station
        .robot()
        .interact(
            () -> {
              station.stage().setMaximized(false);
              station.stage().setWidth(width);
              station.stage().setHeight(height);
            });
  }

  /** Returns whether the picture is shown without upscaling. */
  private boolean sharp() {
    return picture().getImage().getWidth() >= shown().getWidth();
  }

  private Bounds shown() {
    return picture().getLayoutBounds();
  }

  private ImageView picture() {
    return (ImageView) station.node("#live-picture").lookup(".image-view");
  }
}
