package io.sightline.ui;

import io.sightline.ui.base.BackgroundThreads;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.OperatorView;
import io.sightline.ui.live.model.Station;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Duration;

/**
 * The window from splash to close. Closing it while lines run asks first, because a touch on its
 * corner must not stop anything, then stops the lines; closing it again does not wait for them. FX
 * thread only.
 */
final class StationWindow {
  private static final Logger LOG = System.getLogger(StationWindow.class.getName());

  /** A line that has not stopped by then may never. */
  private static final Duration STOPS_WITHIN = Duration.seconds(10);

  private final Stage stage;
  private final Words words;
  private final StationOpening station;
  private final BackgroundThreads background = new BackgroundThreads();
  private final StackPane root = new StackPane();
  private final OpeningView opening;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private Optional<OperatorView> operator = Optional.empty();
  private boolean closing;

  /**
   * Prepares the window.
   *
   * @param stage not yet shown
   * @param onClosed called once when the window is gone, with the reason if the station could not
   *     be opened
   */
  StationWindow(
      Stage stage,
      Words words,
      StationOpening station,
      Consumer<Optional<RuntimeException>> onClosed) {
    this.station = station;
    this.stage = stage;
    this.words = words;
    opening = new OpeningView(words, this::closeNow);
    root.getChildren().add(opening);
    root.getStyleClass().add("station-window");
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    Scene scene = StationScene.of(root, screen.getWidth(), screen.getHeight());
    scene.addEventFilter(KeyEvent.KEY_RELEASED, this::released); // once, however long held
    stage.setTitle("Sightline");
    stage.setScene(scene);
    stage.setFullScreenExitHint("");
    stage.setFullScreenExitKeyCombination(javafx.scene.input.KeyCombination.NO_MATCH);
    place(screen);
    stage.setOnCloseRequest(this::closeRequested);
    stage.setOnHidden(
        hidden -> {
          closing = true;
          operator.ifPresent(OperatorView::close);
          background.close();
          onClosed.accept(failure);
        });
  }

  /** Shows the window at once and opens the station in the background. */
  void open() {
    stage.show();
    background.run(this::openStation);
  }

  private void openStation() {
    try {
      Station opened = station.open(step -> Platform.runLater(() -> opening.show(step)));
      Platform.runLater(() -> show(opened));
    } catch (RuntimeException e) {
      failed(e);
    } catch (LinkageError e) {
      failed(
          new UiException(
              "A library that Sightline needs cannot be used on this machine ("
                  + e.getMessage()
                  + "): call a technician; \"sightline doctor\" says more",
              e));
    } catch (OutOfMemoryError e) {
      failed(
          new UiException(
              "This machine has not enough memory for the lines in its settings ("
                  + e.getMessage()
                  + "): close other programs, or give it fewer lines",
              e));
    }
  }

  private void failed(RuntimeException why) {
    failure = Optional.of(why);
    LOG.log(Level.DEBUG, "The station could not be opened", why); // logged by the caller
    String sentence = why.getMessage() == null ? why.toString() : why.getMessage();
    Platform.runLater(() -> opening.failed(sentence));
  }

  private void show(Station station) {
    if (closing) { // lines must not run without a window
      return;
    }
    stage.setTitle("Sightline – " + station.name());
    OperatorView view = new OperatorView(station, words, background, InstantSource.system());
    operator = Optional.of(view);
    root.getChildren().setAll(view);
    view.open();
    view.requestFocus();
  }

  private void closeRequested(WindowEvent request) {
    if (closing || operator.isEmpty() || operator.get().standing()) {
      return; // closes at once
    }
    request.consume();
    operator.get().askToLeave(this::stopAndClose);
  }

  /** Asks every line to stop and closes once all have; one that hangs need not be waited for. */
  private void stopAndClose() {
    closing = true;
    operator.get().stopAll();
    opening.closing();
    root.getChildren().setAll(opening);
    Timeline watch = new Timeline();
    watch
        .getKeyFrames()
        .add(
            new KeyFrame(
                Duration.millis(100),
                look -> {
                  if (operator.get().standing()) {
                    watch.stop();
                    closeNow();
                  }
                }));
    watch.setCycleCount(Timeline.INDEFINITE);
    watch.play();
    PauseTransition patience = new PauseTransition(STOPS_WITHIN);
    patience.setOnFinished(late -> opening.closingTakesLong());
    patience.play();
  }

  /** Closes the window regardless of running lines. */
  void closeNow() {
    stage.hide();
  }

  private void released(KeyEvent key) {
    if (key.getCode() == KeyCode.F11) {
      stage.setFullScreen(!stage.isFullScreen());
      key.consume();
    }
  }

  /** Makes the window as large as the screen allows, and never too small to use. */
  private void place(Rectangle2D screen) {
    stage.setX(screen.getMinX());
    stage.setY(screen.getMinY());
    stage.setWidth(screen.getWidth());
    stage.setHeight(screen.getHeight());
    stage.setMinWidth(Math.min(800, screen.getWidth()));
    stage.setMinHeight(Math.min(600, screen.getHeight()));
    stage.setMaximized(true);
  }
}
