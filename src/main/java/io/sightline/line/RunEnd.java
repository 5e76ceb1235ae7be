package io.sightline.line;

import io.sightline.detect.engine.Uninterruptibly;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a run, which any thread may await. */
final class RunEnd {
  private final Consumer<LineEvent> events;
  private final CountDownLatch announced = new CountDownLatch(1);
  private volatile @Nullable RunSummary summary;

  RunEnd(Consumer<LineEvent> events) {
    this.events = events;
  }

  /** Ends the run and announces it; meanwhile its line may be started again. */
  void reach(RunSummary done) {
    summary = done;
    try {
      events.accept(new LineEvent.Stopped(done));
    } finally {
      announced.countDown(); // even if a listener failed, or await() would hang
    }
  }

  boolean isReached() {
    return summary != null;
  }

  /** Waits until all listeners have been told. */
  RunSummary await() throws InterruptedException {
    announced.await();
    return Optional.ofNullable(summary).orElseThrow();
  }

  /** As {@link #await()}, however long that takes. */
  void awaitUninterruptibly() {
    Uninterruptibly.run(announced::await);
  }
}
