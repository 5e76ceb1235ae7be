package io.sightline.app;

import io.sightline.store.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Housekeeping outlives any failure of a chore: without it the disk fills until the line stops. */
@Timeout(60)
class HousekeepingTest {
  @Test
  void aChoreThatFailsIsTriedAgain() throws InterruptedException {
    List<Runnable> failures =
        List.of(
            () -> {
              throw new StoreException("A picture cannot be deleted");
            },
            () -> {
              throw new UncheckedIOException(new NoSuchFileException("1_a.jpg.part"));
            },
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    CountDownLatch left = new CountDownLatch(failures.size() + 1);
    Runnable chore =
        () -> {
          int done = failures.size() + 1 - (int) left.getCount();
          left.countDown();
          if (done < failures.size()) {
            failures.get(done).run();
          }
        };
    Housekeeping housekeeping = new Housekeeping(chore, Duration.ofMillis(1));
    try {
      left.await(); // times out if the chore was given up
    } finally {
      housekeeping.close();
    }
  }
}
