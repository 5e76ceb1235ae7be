package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.engine.Uninterruptibly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is logged faster than a disk takes it waits, and what finds no room is counted. */
class LogQueueTest {
  private static final int ROOM = 10_000;

  private final CountDownLatch answers = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<LogRecord> written = new ArrayList<>();
  private final Handler disk =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          begun.countDown();
          Uninterruptibly.run(answers::await);
          written.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Test
  void whatFindsNoRoomIsCountedInItsPlace() throws InterruptedException {
    LogQueue log = new LogQueue(disk, Duration.ofMinutes(1));
    log.publish(entry(0));
    begun.await(); // its room is free again
    IntStream.rangeClosed(1, ROOM + 3).forEach(i -> log.publish(entry(i)));
    answers.countDown();
    log.close();

    assertThat(written).hasSize(1 + ROOM + 1);
    LogRecord gap = written.get(1 + ROOM);
    assertThat(gap.getMessage()).startsWith("{0} entries of this log were lost");
    assertThat(gap.getParameters()).containsExactly(3L);
    assertThat(written.subList(0, 1 + ROOM))
        .extracting(LogRecord::getMessage)
        .isEqualTo(
            IntStream.rangeClosed(0, ROOM)
                .mapToObj(i -> "entry " + i)
                .collect(Collectors.toList()));
  }

  /** Nor does its thread keep the program from ending. */
  @Test
  void aDiskThatDoesNotAnswerIsWaitedForNoLongerThanSaid() throws InterruptedException {
    LogQueue log = new LogQueue(disk, Duration.ofMillis(50));
    disk.setErrorManager(new LogErrors());
    log.publish(entry(0));
    begun.await();
    log.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("log"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
    assertThat(written).isEmpty();
    answers.countDown();
  }

  private static LogRecord entry(int number) {
    return new LogRecord(Level.INFO, "entry " + number);
  }

  /** Says nothing: what is said is the log files' test. */
  private static final class LogErrors extends java.util.logging.ErrorManager {
    @Override
    public synchronized void error(String message, Exception cause, int code) {}
  }
}
