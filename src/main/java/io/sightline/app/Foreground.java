package io.sightline.app;

import io.sightline.app.command.Console;
import io.sightline.inspection.OneLine;
import io.sightline.line.Line;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.RunSummary;
import io.sightline.line.Trouble.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a line in the terminal: shows its counts if the terminal is watched, and turns Ctrl-C into
 * an orderly stop. The program then exits only once this is closed, after all parts taken are
 * inspected, recorded and summed up. Owns the threads {@code progress} and {@code shutdown}.
 */
final class Foreground implements AutoCloseable {
  private static final long EVERY_MS = 500;

  /** Even if this is too short, everything recorded so far is kept. */
  private static final long PATIENCE_S = 60;

  private final Console console;
  private final CountDownLatch closed = new CountDownLatch(1);

  Foreground(Console console) {
    this.console = console;
  }

  /**
   * Runs the line until its source ends or Ctrl-C is pressed.
   *
   * @param unattended whether it starts by itself, and waits for a camera that is not there yet
   */
  RunSummary run(Line line, boolean unattended) throws InterruptedException {
    Thread hook = new Thread(() -> end(line), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    Set<Kind> told = EnumSet.noneOf(Kind.class);
    line.addListener(
        event -> {
          if (event instanceof LineEvent.Troubled troubled) {
            Kind kind = troubled.trouble().kind();
            if (!kind.isReportedLater() && (told.add(kind) || kind.isNewsEachTime())) {
              console.message(troubled.trouble().message());
            }
          }
        });
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "progress"));
    ScheduledFuture<?> ticking =
        clock.scheduleWithFixedDelay(
            () -> console.progress(text(line.counts())), EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    try {
      if (unattended) {
        line.startByItself();
      } else {
        line.start();
      }
      return line.await();
    } finally {
      ticking.cancel(false);
      clock.shutdownNow();
      console.progress("");
    }
  }

  /**
   * Prints the run's summary and, if it failed, the reason; returns the exit code.
   *
   * @param summary prints it; not called if the run failed before its first part
   */
  int report(RunSummary run, Runnable summary) {
    if (run.failure().isEmpty() || run.counts().triggered() > 0) {
      summary.run();
    }
    run.failure().map(OneLine::of).ifPresent(console::error);
    return run.failure().isPresent() ? 1 : 0;
  }

  /** Lets the program exit. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void end(Line line) {
    line.stop();
    try {
      if (!closed.await(PATIENCE_S, TimeUnit.SECONDS)) {
        console.error("the line did not end within " + PATIENCE_S + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // an interrupt here means: exit at once
    }
  }

  private static String text(LineCounts counts) {
    return "%,d inspected  %,d pass  %,d fail  %,d missed  %,.0f a minute"
        .formatted(
            counts.verdicts().inspected(),
            counts.verdicts().pass(),
            counts.verdicts().fail(),
            counts.verdicts().missed(),
            counts.partsPerMinute());
  }
}
