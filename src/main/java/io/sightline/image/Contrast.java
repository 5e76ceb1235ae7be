package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Measures whether a picture shows anything. Under a covered lens, without light or from a dead
 * sensor all places are alike but for noise, and a network that finds nothing there has not looked
 * at a part. Used by one thread at a time; keeps its memory.
 */
public final class Contrast {
  /** Places looked at in each direction: enough to meet whatever is a thirtieth of the picture. */
  private static final int PLACES = 64;

  /** One place in so many may be darker, and one brighter, than what is taken for the extremes. */
  private static final int STRAYS = 500;

  /** Successive multiples of it, without their whole part, are spread evenly (golden ratio). */
  private static final double SPREAD = (Math.sqrt(5) - 1) / 2;

  private static final int CHANNELS = 3;

  private final int[][] levels = new int[CHANNELS][256];

  /**
   * How far apart the dark and the bright places of a picture are, in the channel in which they are
   * farthest apart, single stray pixels left out: 0 to 255. Borrows the frame.
   */
  public int of(Frame frame) {
    for (int[] channel : levels) {
      Arrays.fill(channel, 0);
    }
    int width = frame.width();
    int height = frame.height();
    int columns = Math.min(PLACES, width);
    int rows = Math.min(PLACES, height);
    ByteBuffer pixels = frame.mat().createBuffer();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        // No straight rows and columns: a part that repeats itself must not meet them in step.
        int x = (int) ((column + row * SPREAD % 1) * width / columns);
        int y = (int) ((row + column * SPREAD % 1) * height / rows);
        int at = (y * width + x) * CHANNELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
          levels[channel][pixels.get(at + channel) & 0xff]++;
        }
      }
    }
    int strays = rows * columns / STRAYS;
    return Arrays.stream(levels).mapToInt(channel -> range(channel, strays)).max().orElseThrow();
  }

  private static int range(int[] counts, int strays) {
    int darkest = 0;
    for (int seen = counts[0]; seen <= strays; seen += counts[darkest]) {
      darkest++;
    }
    int brightest = 255;
    for (int seen = counts[255]; seen <= strays; seen += counts[brightest]) {
      brightest--;
    }
    return Math.max(0, brightest - darkest);
  }
}
