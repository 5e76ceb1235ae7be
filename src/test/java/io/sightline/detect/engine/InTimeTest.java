package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tests that native code that never returns does not block its caller. */
class InTimeTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void anAnswerInTimeIsGiven() {
    assertThat(InTime.ask("asking", LONG, () -> Thread.currentThread().getName()))
        .contains("asking");
  }

  @Test
  void aFailureIsThrownAsItWas() {
    Supplier<String> failing =
        () -> {
          throw new IllegalArgumentException("no");
        };

    assertThatThrownBy(() -> InTime.ask("asking", LONG, failing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
  }

  @Test
  void anErrorOfALibraryIsThrownAsItWas() {
    Supplier<String> failing =
        () -> {
          throw new UnsatisfiedLinkError("libmissing.so");
        };

    assertThatThrownBy(() -> InTime.ask("asking", LONG, failing))
        .isInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void oneThatHangsIsLeftBehindAndKeepsNoProcessAlive() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch cameBack = new CountDownLatch(1);
    boolean[] daemon = new boolean[1];
    Supplier<String> hanging =
        () -> {
          daemon[0] = Thread.currentThread().isDaemon();
          Uninterruptibly.run(over::await);
          cameBack.countDown();
          return "late";
        };

    assertThat(InTime.ask("asking", Duration.ofMillis(20), hanging)).isEmpty();
    over.countDown();

    assertThat(cameBack.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(daemon[0]).isTrue();
  }

  @Test
  void anInterruptionIsKeptAndCutsNothingShort() {
    Supplier<String> slow =
        () -> {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100)); // makes the caller wait
          return "here";
        };
    Thread.currentThread().interrupt();

    assertThat(InTime.ask("asking", LONG, slow)).contains("here");
    assertThat(Thread.interrupted()).isTrue();
  }
}
