package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.SampleInspections;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Tests when rejects count as many in a row, and whom a listener holds that does not return. */
class TroubleMonitorTest {
  private final List<LineEvent> told = Collections.synchronizedList(new ArrayList<>());
  private int parts;

  @Test
  void aGoodPartEndsTheRow() {
    TroubleMonitor troubles = new TroubleMonitor(told::add);
    saw(troubles, Verdict.FAIL, 9);
    saw(troubles, Verdict.PASS, 1);
    saw(troubles, Verdict.FAIL, 9);
    assertThat(told).isEmpty();

    saw(troubles, Verdict.FAIL, 1);
    assertThat(told).containsExactly(new LineEvent.Troubled(Trouble.of(Kind.REJECTS, 10)));
  }

  /** As one that writes to a terminal which somebody has stopped. */
  @Test
  @Timeout(
      value = 30,
      threadMode = ThreadMode.SEPARATE_THREAD) // no interrupt ends a wait for locks
  void aListenerThatDoesNotReturnHoldsOnlyTheThreadThatCalledIt() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    TroubleMonitor troubles =
        new TroubleMonitor(
            event -> {
              told.add(event);
              called.countDown();
              Uninterruptibly.run(released::await);
            });
    Thread inspecting = new Thread(() -> saw(troubles, Verdict.FAIL, 10), "inspecting");
    inspecting.start();
    called.await();

    troubles.missed(3);
    troubles.standsStill(Standstill.DISK);
    troubles.goesOn();
    released.countDown();
    inspecting.join();

    assertThat(told)
        .as("in order, though by the thread that was held")
        .containsExactly(
            new LineEvent.Troubled(Trouble.of(Kind.REJECTS, 10)),
            new LineEvent.Troubled(Trouble.of(Kind.MISSED, 3)),
            new LineEvent.Troubled(
                new Trouble(
                    Kind.STALLED,
                    0,
                    Standstill.DISK.message(),
                    Optional.of(Standstill.DISK.phrase()))),
            new LineEvent.Cleared(Kind.STALLED));
  }

  private void saw(TroubleMonitor troubles, Verdict verdict, int times) {
    for (int i = 0; i < times; i++) {
      troubles.saw(SampleInspections.judged("Line 1", ++parts, verdict, Optional.empty()));
    }
  }
}
