package io.sightline.line;

import io.sightline.detect.engine.Uninterruptibly;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches how long a run waits for its engine. Hanging native code cannot be interrupted, nor can
 * the thread that waits for it: both are abandoned, and the run ends without them. Owns the thread
 * {@code watchdog-<line>}, which checks periodically, and lets the run tell meanwhile what the
 * waiting thread cannot.
 */
final class EngineWatchdog {
  /** Number of checks within the timeout. */
  private static final int CHECKS = 10;

  /** The longest pause between two checks: what goes wrong meanwhile is to be seen at once. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final LineDetector detector;
  private final Duration limit;
  private final Runnable onCheck;
  private final Consumer<String> onGivenUp;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param onCheck called at each check, on this object's thread
   * @param onGivenUp called once, on this object's thread, with what the engine that was given up
   *     failed to do
   */
  EngineWatchdog(
      String line,
      LineDetector detector,
      Duration limit,
      Runnable onCheck,
      Consumer<String> onGivenUp) {
    this.detector = detector;
    this.limit = limit;
    this.onCheck = onCheck;
    this.onGivenUp = onGivenUp;
    this.thread = new Thread(this::run, "watchdog-" + line);
  }

  void start() {
    thread.start();
  }

  /** Stops watching; returns when the thread has ended, unless called on that thread. */
  void end() {
    over.countDown();
    if (Thread.currentThread() != thread) {
      Uninterruptibly.run(thread::join);
    }
  }

  private void run() {
    Duration tenth = limit.dividedBy(CHECKS);
    Duration pause = tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
    Uninterruptibly.run(
        () -> {
          long before = System.nanoTime();
          while (!over.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            long now = System.nanoTime();
            // If the pause took far longer, the whole process was suspended, the engine included.
            boolean slept = now - before > 2 * pause.toNanos();
            before = now;
            Optional<String> silence = slept ? Optional.empty() : detector.giveUp(limit);
            if (silence.isPresent()) {
              onGivenUp.accept(silence.get());
              return;
            }
            onCheck.run();
          }
        });
  }
}
