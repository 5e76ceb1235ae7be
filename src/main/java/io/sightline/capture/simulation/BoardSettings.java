package io.sightline.capture.simulation;

import io.sightline.capture.CaptureException;

/**
 * What the simulated line makes.
 *
 * @param seed boards with the same seed are identical on every machine
 * @param defects fraction of the boards that are defective, 0 to 1
 * @param fewest minimum number of defects on a defective board, from 1
 * @param most maximum number of defects on a defective board, up to 20
 * @param difficulty from 0 for sizes spread evenly from subtle to plain, to 1 for mostly subtle
 *     ones
 */
public record BoardSettings(long seed, double defects, int fewest, int most, double difficulty) {
  /** The defaults: one board in ten has one to three defects. */
  public static final BoardSettings DEFAULT = new BoardSettings(1, 0.1, 1, 3, 0.5);

  /**
   * @throws CaptureException if a number is out of range
   */
  public BoardSettings {
    if (!(defects >= 0 && defects <= 1)) {
      throw new CaptureException(
          "The fraction of defective boards must be from 0 to 1, not " + defects);
    }
    if (fewest < 1 || most < fewest || most > 20) {
      throw new CaptureException(
          "A defective board has from 1 to 20 defects, not " + fewest + " to " + most);
    }
    if (!(difficulty >= 0 && difficulty <= 1)) {
      throw new CaptureException("The difficulty must be from 0 to 1, not " + difficulty);
    }
  }

  public BoardSettings withSeed(long seed) {
    return new BoardSettings(seed, defects, fewest, most, difficulty);
  }

  public BoardSettings withDefects(double defects) {
    return new BoardSettings(seed, defects, fewest, most, difficulty);
  }

  public BoardSettings withDifficulty(double difficulty) {
    return new BoardSettings(seed, defects, fewest, most, difficulty);
  }
}
