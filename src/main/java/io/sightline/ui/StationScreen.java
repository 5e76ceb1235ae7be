package io.sightline.ui;

import io.sightline.ui.base.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
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
   * @throws UiException when there is no display, or the window failed
   * @throws RuntimeException what the opening threw, after it was shown
   */
  public static void run(StationOpening opening) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(Optional.empty());
    Words words = Words.in(Locale.getDefault(), ZoneId.systemDefault());
    try {
      Platform.startup(() -> show(words, opening, failure, closed));
    } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
      throw new UiException(
          "The window cannot be opened: " + e.getMessage() + ". Is there a display?", e);
    }
    try {
      closed.await();
    } finally {
      Platform.exit();
    }
    if (failure.get().isPresent()) {
      throw failure.get().get();
    }
  }

  private static void show(
      Words words,
      StationOpening opening,
      AtomicReference<Optional<RuntimeException>> failure,
      CountDownLatch closed) {
    Platform.setImplicitExit(false);
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, fault) -> LOG.log(Level.ERROR, "The screen failed at something", fault));
    try {
      AtomicReference<Optional<StationWindow>> window = new AtomicReference<>(Optional.empty());
      window.set(
          Optional.of(
              new StationWindow(
                  new Stage(),
                  words,
                  opening,
                  () -> {
                    failure.set(window.get().flatMap(StationWindow::failure));
                    closed.countDown();
                  })));
    } catch (RuntimeException e) {
      failure.set(Optional.of(new UiException("The window cannot be shown: " + e, e)));
      closed.countDown();
    }
  }
}
