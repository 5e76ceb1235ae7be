package io.sightline.capture.simulation;

import io.sightline.capture.CaptureException;

/**
 * What the simulated line makes.
 *
 * @param seed boards of one seed are the same on every machine
 * @param defects fraction of the boards that are defective, 0 to 1
 * @param fewest least number of defects of a defective board, from 1
 * @param most greatest number of defects of a defective board, up to 20
 * @param difficulty 0 for sizes spread evenly from subtle to plain, to 1 for mostly subtle ones
 */
public record BoardSettings(long seed, double defects, int fewest, int most, double difficulty) {
  /** Unless told otherwise: one board in ten has one to three defects. */
  public static final BoardSettings DEFAULT = new BoardSettings(1, 0.1, 1, 3, 0.5);

  /**
   * @throws CaptureException where a number is out of its range
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
