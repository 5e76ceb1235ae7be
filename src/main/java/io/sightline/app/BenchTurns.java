package io.sightline.app;

import java.util.ArrayList;
import java.util.List;

/**
 * Bare session and whole line taking turns, so that a noisy machine treats them alike.
 *
 * @param bare parts a second of the bare session, turn by turn
 * @param whole parts a second of the line in the same turns
 */
record BenchTurns(List<Double> bare, List<Double> whole) {
  BenchTurns {
    bare = List.copyOf(bare);
    whole = List.copyOf(whole);
  }

  /** Takes the turns, after one of each that does not count: what runs for hours is warm. */
  static BenchTurns of(BenchSetup setup, int turns, int parts) throws InterruptedException {
    setup.fast(parts);
    setup.bare(parts);
    List<Double> bare = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      bare.add(setup.bare(parts));
      whole.add(setup.fast(parts).partsPerMinute() / 60);
    }
    return new BenchTurns(bare, whole);
  }

  /** The line's speed as a fraction of the bare session's: the median of the turns'. */
  double ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < bare.size(); turn++) {
      ratios.add(whole.get(turn) / bare.get(turn));
    }
    return Sample.of(ratios).median();
  }
}
