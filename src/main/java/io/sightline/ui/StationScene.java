package io.sightline.ui;

import atlantafx.base.theme.PrimerDark;
import java.net.URL;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * The look of everything in the window: theme, colours, fonts. The font grows with the window so
 * that it can be read from two metres on any screen; sizes in the style sheet are in em. FX thread
 * only.
 */
final class StationScene {
  private static final double LETTERS = 16; // pixels on a 1920 by 1080 screen
  private static final double LEAST_LETTERS = 13;

  private StationScene() {}

  static Scene of(Parent root, double width, double height) {
    Scene scene = new Scene(root, width, height);
    scene.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    scene.getStylesheets().add(resource("sightline.css").toExternalForm());
    for (String font : new String[] {"fonts/Roboto-Regular.ttf", "fonts/Roboto-Bold.ttf"}) {
      Font.loadFont(resource(font).toExternalForm(), LETTERS);
    }
    scene.widthProperty().addListener(changed -> scale(scene));
    scene.heightProperty().addListener(changed -> scale(scene));
    scale(scene);
    return scene;
  }

  private static void scale(Scene scene) {
    double longer = Math.max(scene.getWidth(), scene.getHeight());
    double shorter = Math.min(scene.getWidth(), scene.getHeight());
    long size =
        Math.round(Math.max(LEAST_LETTERS, Math.min(longer / 1920, shorter / 1080) * LETTERS));
    String style = "-fx-font-size: " + size + "px;";
    if (!style.equals(scene.getRoot().getStyle())) {
      scene.getRoot().setStyle(style);
    }
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(StationScene.class.getResource(name), name);
  }
}
