package io.sightline.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Speeds of the bare engine and the whole line, measured in turns so that noise affects them alike.
 *
 * @param bare parts per second of one bare session with all threads, turn by turn
 * @param sideBySide parts per second of one bare session per lane in the same turns; 0 without
 *     lanes
 * @param whole parts per second of the line in the same turns
 */
record BenchTurns(List<Double> bare, List<Double> sideBySide, List<Double> whole) {
  /** How many turns the line warms up for, but at most {@link #WARM_UP_NANOS}. */
  private static final int WARM_UP_TURNS = 10;

  private static final long WARM_UP_NANOS = 10_000_000_000L;

  BenchTurns {
    bare = List.copyOf(bare);
    sideBySide = List.copyOf(sideBySide);
    whole = List.copyOf(whole);
  }

  /**
   * Takes the turns, after an uncounted warm-up: a station that runs for hours is warm, but Java's
   * compilers are busy for the first thousand parts or two.
   */
  static BenchTurns of(BenchSetup setup, int turns, int parts) throws InterruptedException {
    warmUp(() -> setup.fast(parts), System::nanoTime);
    setup.bare(parts);
    setup.bareSideBySide(parts);
    List<Double> bare = new ArrayList<>();
    List<Double> sideBySide = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      bare.add(setup.bare(parts));
      sideBySide.add(setup.bareSideBySide(parts));
      whole.add(setup.fast(parts).partsPerMinute() / 60);
    }
    return new BenchTurns(bare, sideBySide, whole);
  }

  /**
   * Takes uncounted turns.
   *
   * @param clock in nanoseconds
   */
  static void warmUp(Turn turn, LongSupplier clock) throws InterruptedException {
    long start = clock.getAsLong();
    for (int i = 0; i < WARM_UP_TURNS && clock.getAsLong() - start < WARM_UP_NANOS; i++) {
      turn.take();
    }
  }

  /** One turn of the line. */
  interface Turn {
    void take() throws InterruptedException;
  }

  /** Returns the line's speed as a fraction of the single session's: the median over the turns. */
  double toBare() {
    return ratio(bare);
  }

  /** Returns the line's speed as a fraction of one session per lane, the line's own arrangement. */
  OptionalDouble toSideBySide() {
    return sideBySide.contains(0.0) ? OptionalDouble.empty() : OptionalDouble.of(ratio(sideBySide));
  }

  private double ratio(List<Double> engine) {
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < engine.size(); turn++) {
      ratios.add(whole.get(turn) / engine.get(turn));
    }
    return Sample.of(ratios).median();
  }
}
