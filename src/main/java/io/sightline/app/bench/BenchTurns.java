package io.sightline.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Bare engine and whole line taking turns, so that a noisy machine treats them alike.
 *
 * @param bare parts a second of one bare session with all threads, turn by turn
 * @param sideBySide those of a bare session a lane in the same turns; 0 where there are no lanes
 * @param whole those of the line in the same turns
 */
record BenchTurns(List<Double> bare, List<Double> sideBySide, List<Double> whole) {
  BenchTurns {
    bare = List.copyOf(bare);
    sideBySide = List.copyOf(sideBySide);
    whole = List.copyOf(whole);
  }

  /** Takes the turns, after one of each that does not count: what runs for hours is warm. */
  static BenchTurns of(BenchSetup setup, int turns, int parts) throws InterruptedException {
    setup.fast(parts);
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

  /** The line's speed as a fraction of the one session's: the median of the turns'. */
  double toBare() {
    return ratio(bare);
  }

  /** The same of a session a lane, as the line has them: what of it the line leaves. */
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
