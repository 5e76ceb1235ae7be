package io.sightline.app;

import io.sightline.detect.Restriction;
import io.sightline.inspection.Inspection;
import io.sightline.line.Line;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.LineSetup;
import io.sightline.line.Preview;
import io.sightline.ui.StationScreen;
import io.sightline.ui.live.Station;
import io.sightline.ui.live.StationLine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The operator's window, open while lines are measured. Once in the life of a process. */
final class BenchScreen {
  private BenchScreen() {}

  /**
   * Shows the line, measures on a thread {@code bench} of its own, closes the window and answers
   * what was measured.
   *
   * @param drawn told of each part that is laid out, on the FX thread
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
              } catch (Exception e) {
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
              List.of(new MeasuredLine(line, drawn)),
              (name, told) -> Optional.empty(),
              inspection -> Optional.empty(),
              () -> Long.MAX_VALUE);
        },
        closing::complete);
    bench.interrupt(); // somebody may have closed the window before the end
    bench.join();
    try {
      return measured.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new AppException("The bench ended early: its window was closed", e);
    }
  }

  /** A line that tells when its parts are drawn. */
  private record MeasuredLine(Line line, Consumer<Inspection> told) implements StationLine {
    @Override
    public LineSetup setup() {
      return line.setup();
    }

    @Override
    public String precision() {
      return "";
    }

    @Override
    public Optional<Restriction> restriction() {
      return Optional.empty();
    }

    @Override
    public void start() {
      line.start();
    }

    @Override
    public void stop() {
      line.stop();
    }

    @Override
    public LineCounts counts() {
      return line.counts();
    }

    @Override
    public Optional<Preview> newest() {
      return line.viewfinder().take();
    }

    @Override
    public void drawn(Inspection inspection) {
      told.accept(inspection);
    }

    @Override
    public void watch(boolean anybody) {
      line.viewfinder().watch(anybody);
    }

    @Override
    public void keepRejects(boolean anybody) {
      line.viewfinder().keepRejects(anybody);
    }

    @Override
    public void addListener(Consumer<LineEvent> listener) {
      line.addListener(listener);
    }

    @Override
    public void removeListener(Consumer<LineEvent> listener) {
      line.removeListener(listener);
    }
  }
}
