package io.sightline.ui;

import io.sightline.ui.base.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The station's window: opened, lived in, closed by one call. */
public final class StationScreen {
  private static final Logger LOG = System.getLogger(StationScreen.class.getName());

  private StationScreen() {}

  /**
   * Shows the window at once, opens the station behind a splash, shows its lines, and returns when
   * the window is closed. No line runs then, unless the operator closed the window twice. Once in
   * the life of a process; not on the FX thread.
   *
   * @throws NoDisplayException before anything is opened, when there is no display
   * @throws UiException when the window failed
   * @throws RuntimeException what the opening threw, after it was shown
   */
  public static void run(StationOpening opening) throws InterruptedException {
    run(opening, closing -> {});
  }

  /**
   * The same, but the caller can close the window. For measuring.
   *
   * @param closing given, on the FX thread, what closes the window at once from any thread
   * @throws UiException as the other
   */
  public static void run(StationOpening opening, Consumer<Runnable> closing)
      throws InterruptedException {
    CompletableFuture<Optional<RuntimeException>> closed = new CompletableFuture<>();
    Words words = Words.in(Locale.getDefault(), ZoneId.systemDefault());
    try {
      Platform.startup(() -> show(words, opening, closed, closing));
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw new NoDisplayException(
          "The window cannot be opened ("
              + e.getMessage()
              + "; check that DISPLAY names a screen and that the libraries of the screen are"
              + " installed)",
          e);
    }
    Optional<RuntimeException> failure;
    try {
      failure = closed.get();
    } catch (ExecutionException e) {
      throw new UiException("The window cannot be shown: " + e.getCause(), e);
    } finally {
      Platform.exit();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static void show(
      Words words,
      StationOpening opening,
      CompletableFuture<Optional<RuntimeException>> closed,
      Consumer<Runnable> closing) {
    Platform.setImplicitExit(false);
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, fault) -> LOG.log(Level.ERROR, "The screen failed at something", fault));
    try {
      StationWindow window = new StationWindow(new Stage(), words, opening, closed::complete);
      window.open();
      closing.accept(() -> Platform.runLater(window::closeNow));
    } catch (RuntimeException e) {
      closed.completeExceptionally(e);
    }
  }
}
