package io.sightline.ui;

import io.sightline.ui.base.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The station's window on tour: operated by keys and buttons, and photographed. */
final class TouredWindow {
  private final Path folder;
  private final Stage stage;

  private TouredWindow(Path folder, Stage stage) {
    this.folder = folder;
    this.stage = stage;
  }

  /** Opens the window; its pictures go to {@code folder}. */
  static TouredWindow open(
      Path folder, int width, int height, Locale language, StationOpening opening)
      throws InterruptedException {
    Stage[] stage = new Stage[1];
    CountDownLatch open = new CountDownLatch(1);
    Platform.startup(
        () -> {
          stage[0] = new Stage();
          Words words = Words.in(language, ZoneId.systemDefault());
          new StationWindow(stage[0], words, opening, failure -> {}).open();
          stage[0].setMaximized(false);
          stage[0].setWidth(width);
          stage[0].setHeight(height);
          open.countDown();
        });
    open.await();
    return new TouredWindow(folder, stage[0]);
  }

  /** Presses the key and lets it go. */
  void press(KeyCode code) throws InterruptedException {
    on(
        () -> {
          fire(KeyEvent.KEY_PRESSED, code);
          fire(KeyEvent.KEY_RELEASED, code);
        });
  }

  /** Presses the key for longer than a button must be held. */
  void hold(KeyCode code) throws InterruptedException {
    on(() -> fire(KeyEvent.KEY_PRESSED, code));
    pause();
    on(() -> fire(KeyEvent.KEY_RELEASED, code));
  }

  private void fire(EventType<KeyEvent> type, KeyCode code) {
    Scene scene = stage.getScene();
    Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
    String text = code.isDigitKey() ? code.getName() : "";
    Event.fireEvent(target, new KeyEvent(type, text, text, code, false, false, false, false));
  }

  void push(String button) throws InterruptedException {
    on(() -> ((Button) stage.getScene().lookup(button)).fire());
  }

  /** Presses the window's own cross. */
  void cross() throws InterruptedException {
    on(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
  }

  /** Waits until the screen shows what has happened, and saves a picture of it. */
  void shoot(String name) throws IOException, InterruptedException {
    pause();
    WritableImage[] image = new WritableImage[1];
    on(() -> image[0] = stage.getScene().snapshot(null));
    PngFile.write(image[0], folder.resolve(name + ".png"));
  }

  /** Waits for longer than the screen holds a part that did not pass. */
  static void pause() throws InterruptedException {
    Thread.sleep(1_300);
  }

  private static void on(Runnable action) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Platform.runLater(
        () -> {
          action.run();
          done.countDown();
        });
    if (!done.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The screen does not answer");
    }
  }
}
