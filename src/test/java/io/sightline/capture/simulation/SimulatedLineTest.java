package io.sightline.capture.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the simulated line as a source of frames. */
class SimulatedLineTest {
  private static final OptionalDouble UNPACED = OptionalDouble.empty();

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).as("frames still out").isZero();
    pool.close();
  }

  @Test
  void sameSeedSamePixelsAndEveryBoardDifferent() throws InterruptedException {
    List<Integer> first = hashes(BoardSettings.DEFAULT.withSeed(7), 6);
    assertThat(hashes(BoardSettings.DEFAULT.withSeed(7), 6)).isEqualTo(first);
    Set<Integer> all = new HashSet<>(first);
    all.addAll(hashes(BoardSettings.DEFAULT.withSeed(8), 6));
    assertThat(all).hasSize(12);
  }

  @Test
  void aBoardDoesNotDependOnThoseBeforeIt() {
    BoardSettings settings = BoardSettings.DEFAULT.withDefects(1);
    PartMaker inOrder = new PartMaker(settings);
    List<SimulatedPart> parts = LongStream.range(0, 5).mapToObj(inOrder::make).toList();
    PartMaker backwards = new PartMaker(settings);
    for (int i = 4; i >= 0; i--) {
      assertThat(backwards.make(i)).isEqualTo(parts.get(i));
    }
  }

  @Test
  void deliversEveryPartInOrderEachWhenItIsDueWithItsTruth() throws InterruptedException {
    List<Long> due = new ArrayList<>();
    List<Long> begun = new ArrayList<>();
    Pace pace = (part, before) -> (begun.size() > due.size() ? due : begun).add(part);
    BoardSettings settings = BoardSettings.DEFAULT.withDefects(0.5);
    PartMaker expected = new PartMaker(settings);
    try (SimulatedLine line = new SimulatedLine(settings, OptionalDouble.of(1000), pool, pace)) {
      for (long i = 0; i < 30; i++) {
        try (Frame frame = line.next().orElseThrow()) {
          assertThat(frame.tag().sequence()).isEqualTo(i);
          assertThat(frame.tag().origin()).isEqualTo("board " + i);
          GroundTruth truth = frame.tag().truth().orElseThrow();
          assertThat(truth).isEqualTo(expected.make(i).truth());
          assertThat(frame.width()).isEqualTo(1280);
          assertThat(frame.height()).isEqualTo(1024);
        }
        assertThat(due).hasSize((int) i + 1).last().isEqualTo(i);
      }
    }
  }

  @Test
  void aBoardThatTakesLongToMakeLeavesTheLastOnesLookHalfTheTime() throws InterruptedException {
    List<Long> ahead = new ArrayList<>();
    Pace pace = (part, before) -> ahead.add(before);
    // A thousand boards a second: no board can be made in half a millisecond.
    try (SimulatedLine line =
        new SimulatedLine(BoardSettings.DEFAULT, OptionalDouble.of(60_000), pool, pace)) {
      for (int i = 0; i < 3; i++) {
        line.next().orElseThrow().close();
      }
    }
    assertThat(ahead).containsExactly(0L, 0L, 500_000L, 0L, 500_000L, 0L);
  }

  @Test
  void isLiveOnlyWithAPaceAndSaysWhatItIs() {
    try (SimulatedLine paced =
            new SimulatedLine(BoardSettings.DEFAULT.withSeed(7), OptionalDouble.of(1000), pool);
        SimulatedLine free = new SimulatedLine(BoardSettings.DEFAULT.withSeed(9), UNPACED, pool)) {
      assertThat(paced.live()).isTrue();
      assertThat(paced.describe()).isEqualTo("Simulated boards, seed 7, 1,000 a minute");
      assertThat(free.live()).isFalse();
      assertThat(free.describe()).isEqualTo("Simulated boards, seed 9");
    }
  }

  @Test
  void thePaceHoldsAPartBackUntilItIsDue() throws InterruptedException {
    Pace pace = Pace.of(OptionalDouble.of(60_000));
    long before = System.nanoTime();
    pace.await(0);
    pace.await(25);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(25_000_000L);
  }

  @Test
  void stoppingTheLineEndsTheWaitAndGivesTheFrameBack() throws InterruptedException {
    try (SimulatedLine line =
        new SimulatedLine(BoardSettings.DEFAULT, OptionalDouble.of(0.001), pool)) {
      line.next().orElseThrow().close();
      Thread.currentThread().interrupt();
      assertThatThrownBy(line::next).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void refusesSettingsOutOfRange() {
    BoardSettings settings = BoardSettings.DEFAULT;
    assertThatThrownBy(() -> settings.withDefects(1.5))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("from 0 to 1, not 1.5");
    assertThatThrownBy(() -> settings.withDefects(Double.NaN)).isInstanceOf(CaptureException.class);
    assertThatThrownBy(() -> new BoardSettings(1, 0.1, 3, 2, 0.5))
        .isInstanceOf(CaptureException.class);
    assertThatThrownBy(() -> settings.withDifficulty(-1)).isInstanceOf(CaptureException.class);
  }

  private List<Integer> hashes(BoardSettings settings, int count) throws InterruptedException {
    List<Integer> hashes = new ArrayList<>();
    try (SimulatedLine line = new SimulatedLine(settings, UNPACED, pool)) {
      byte[] pixels = new byte[1280 * 1024 * 3];
      for (int i = 0; i < count; i++) {
        try (Frame frame = line.next().orElseThrow()) {
          frame.mat().data().get(pixels);
          hashes.add(Arrays.hashCode(pixels));
        }
      }
    }
    return hashes;
  }
}
