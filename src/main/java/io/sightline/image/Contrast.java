package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Measures whether a picture shows anything. Under a covered lens, without light or from a dead
 * sensor all places are alike but for noise, and a network that finds nothing there has not looked
 * at a part. Used by one thread at a time; keeps its memory.
 *
 * <p>Single pixels tell at once where there is much to see. Where they differ little, it may be the
 * noise of a camera that turns up its gain in the dark: there each place is looked at with its
 * surroundings, whose mean has little noise left, and what single pixels have beyond their noise
 * counts as well, for what is thinner than the surroundings.
 */
public final class Contrast {
  /** Places looked at in each direction: enough to meet whatever is a thirtieth of the picture. */
  private static final int PLACES = 64;

  /** One place in so many may be darker, and one brighter, than what is taken for the extremes. */
  private static final int STRAYS = 500;

  /** How far apart the rows of places are that are looked at first: where they tell, none else. */
  private static final int PASSES = 8;

  /** Multiples of the golden ratio without their whole part, which are spread evenly. */
  private static final double[] SPREAD =
      IntStream.range(0, PLACES).mapToDouble(i -> i * (Math.sqrt(5) - 1) / 2 % 1).toArray();

  /** So far apart single pixels are in no picture of noise alone. */
  private static final int CLEAR = 64;

  /** Length and width of a place's surroundings, in pixels. */
  private static final int SURROUNDINGS = 8;

  /** The extremes of noise, strays left out, are so many of its standard deviations apart. */
  private static final double NOISE_RANGE = 6;

  /** What varies by more than so many levels from pixel to pixel is structure, not noise. */
  private static final double MOST_NOISE = 5.5;

  /** Deviations, 127.5 at most, are counted in steps of a quarter of a level. */
  private static final int STEPS = 4;

  private static final int CHANNELS = 3;

  private final int[][] levels = new int[CHANNELS][256];
  private final int[][] deviations = new int[CHANNELS][128 * STEPS];
  private final int[] single = new int[CHANNELS];

  /**
   * How far apart the dark and the bright places of a picture are, in the channel in which they are
   * farthest apart, single stray pixels and noise left out: 0 to 255. Borrows the frame.
   *
   * @param enough what nobody needs more than: from there on the answer may be too small, though
   *     not below it
   */
  public int of(Frame frame, double enough) {
    ByteBuffer pixels = frame.mat().createBuffer();
    int width = frame.width();
    int height = frame.height();
    int shown = single(pixels, width, height, Math.max(CLEAR, enough));
    int length = Math.min(SURROUNDINGS, Math.min(width, height) / 4);
    return shown < CLEAR && length > 1 ? beyondNoise(pixels, width, height, length) : shown;
  }

  /** More places never bring the extremes nearer to each other: what is seen early stays so. */
  private int single(ByteBuffer pixels, int width, int height, double enough) {
    clear();
    int shown = 0;
    int strays = places(width, height) / STRAYS;
    for (int pass = 0; pass < PASSES && shown < enough; pass++) {
      see(pixels, width, height, 1, pass);
      for (int channel = 0; channel < CHANNELS; channel++) {
        single[channel] = range(levels[channel], strays);
        shown = Math.max(shown, single[channel]);
      }
    }
    return shown;
  }

  private int beyondNoise(ByteBuffer pixels, int width, int height, int length) {
    clear();
    for (int pass = 0; pass < PASSES; pass++) {
      see(pixels, width, height, length, pass);
    }
    int places = places(width, height);
    int shown = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      double noise = Math.min(MOST_NOISE, median(deviations[channel], places) / (double) STEPS);
      int beyond = (int) Math.round(single[channel] - NOISE_RANGE * noise);
      int smooth = range(levels[channel], places / STRAYS);
      shown = Math.max(shown, Math.max(beyond, smooth));
    }
    return shown;
  }

  private void clear() {
    for (int channel = 0; channel < CHANNELS; channel++) {
      Arrays.fill(levels[channel], 0);
      Arrays.fill(deviations[channel], 0);
    }
  }

  private static int places(int width, int height) {
    return Math.min(PLACES, width) * Math.min(PLACES, height);
  }

  /**
   * Counts single pixels, or the means of squares that are so long and how much these vary.
   *
   * @param pass which rows of places, from 0 to one less than {@value #PASSES}
   */
  private void see(ByteBuffer pixels, int width, int height, int length, int pass) {
    int columns = Math.min(PLACES, width);
    int rows = Math.min(PLACES, height);
    for (int row = pass; row < rows; row += PASSES) {
      for (int column = 0; column < columns; column++) {
        // No straight rows and columns: a part that repeats itself must not meet them in step.
        int x = (int) ((column + SPREAD[row]) * width / columns);
        int y = (int) ((row + SPREAD[column]) * height / rows);
        int at = (Math.min(y, height - length) * width + Math.min(x, width - length)) * CHANNELS;
        if (length == 1) {
          pixel(pixels, at);
        } else {
          square(pixels, at, width * CHANNELS, length);
        }
      }
    }
  }

  private void pixel(ByteBuffer pixels, int at) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      levels[channel][pixels.get(at + channel) & 0xff]++;
    }
  }

  private void square(ByteBuffer pixels, int first, int stride, int length) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      int sum = 0;
      int squares = 0;
      for (int y = 0; y < length; y++) {
        int start = first + channel + y * stride;
        for (int at = start; at < start + length * CHANNELS; at += CHANNELS) {
          int level = pixels.get(at) & 0xff;
          sum += level;
          squares += level * level;
        }
      }
      int count = length * length;
      levels[channel][(sum + count / 2) / count]++;
      double deviation = Math.sqrt(count * squares - sum * sum) / count;
      deviations[channel][(int) (deviation * STEPS + 0.5)]++;
    }
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

  private static int median(int[] counts, int places) {
    int middle = 0;
    for (int seen = counts[0]; seen <= places / 2; seen += counts[middle]) {
      middle++;
    }
    return middle;
  }
}
