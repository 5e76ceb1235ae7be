package io.sightline.line;

import io.sightline.detect.Uninterruptibly;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How long a run waits for its engine. Native code that hangs cannot be interrupted, and the thread
 * that waits for it neither: both are left behind, and the run is ended without them. Owns the
 * thread {@code patience-<line>}, which looks now and then and does nothing otherwise.
 */
final class Patience {
  /** How often it looks within the time that it waits. */
  private static final int LOOKS = 10;

  private final LineDetector detector;
  private final Duration limit;
  private final Consumer<String> lost;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param lost what to do about an engine that was given up, and is told what that did not do; on
   *     this one's thread, once
   */
  Patience(String line, LineDetector detector, Duration limit, Consumer<String> lost) {
    this.detector = detector;
    this.limit = limit;
    this.lost = lost;
    this.thread = new Thread(this::run, "patience-" + line);
  }

  void start() {
    thread.start();
  }

  /** The run is over; returns when the thread is, too, unless it is the one that asks. */
  void end() {
    over.countDown();
    if (Thread.currentThread() != thread) {
      Uninterruptibly.run(thread::join);
    }
  }

  private void run() {
    Duration pause = limit.dividedBy(LOOKS);
    Uninterruptibly.run(
        () -> {
          long before = System.nanoTime();
          while (!over.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            long now = System.nanoTime();
            // A pause that took far longer was this whole process's: the engine slept, too.
            boolean slept = now - before > 2 * pause.toNanos();
            before = now;
            Optional<String> silence = slept ? Optional.empty() : detector.giveUp(limit);
            if (silence.isPresent()) {
              lost.accept(silence.get());
              return;
            }
          }
        });
  }
}
