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

/** The station's window, from opening to closing, in one call. */
public final class StationScreen {
  private static final Logger LOG = System.getLogger(StationScreen.class.getName());

  private StationScreen() {}

  /**
   * Shows the window at once, opens the station behind a splash, shows its lines, and returns when
   * the window is closed. By then no line runs, unless the operator closed the window twice. Call
   * once per process, and not on the FX thread.
   *
   * @throws NoDisplayException before anything is opened, if there is no display
   * @throws UiException if the window failed
   * @throws RuntimeException the exception from the opening, after it was shown
   */
  public static void run(StationOpening opening) throws InterruptedException {
    run(opening, closing -> {});
  }

  /**
   * As {@link #run(StationOpening)}, but lets the caller close the window. For measurements.
   *
   * @param closing receives, on the FX thread, an action that closes the window at once and may be
   *     run on any thread
   * @throws UiException as {@link #run(StationOpening)} does
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
    } catch (RuntimeException | Error e) {
      closed.completeExceptionally(e);
    }
  }
}
