package io.sightline.app.bench;

import io.sightline.app.command.AppException;
import io.sightline.inspection.Inspection;
import io.sightline.line.Line;
import io.sightline.ui.StationScreen;
import io.sightline.ui.live.model.Station;
import io.sightline.ui.live.model.StationLine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The operator's window, open while lines are measured. Can be used once per process. */
final class BenchScreen {
  private BenchScreen() {}

  /**
   * Shows the line, measures on its own thread {@code bench}, closes the window and returns the
   * result.
   *
   * @param drawn receives each part once laid out, on the FX thread
   */
  static <T> T during(Line line, Consumer<Inspection> drawn, Callable<T> measuring)
      throws InterruptedException {
    CompletableFuture<T> measured = new CompletableFuture<>();
    CompletableFuture<Runnable> closing = new CompletableFuture<>();
    Thread bench =
        new Thread(
            () -> {
              try {
                measured.complete(measuring.call());
              } catch (Throwable e) { // even an Error must close the window
                measured.completeExceptionally(e);
              }
              closing.join().run();
            },
            "bench");
    StationScreen.run(
        progress -> {
          bench.start();
          return new Station(
              "bench",
              List.of(StationLine.measured(line, drawn, bench::interrupt)),
              (name, told) -> Optional.empty(),
              inspection -> Optional.empty(),
              () -> Long.MAX_VALUE);
        },
        closing::complete);
    bench.interrupt(); // the window may have been closed before the end
    bench.join();
    try {
      return measured.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error fatal) {
        throw fatal;
      }
      throw new AppException("The bench ended early: its window was closed", e);
    }
  }
}
