package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Measures whether a picture shows anything. Under a covered lens, without light or from a dead
 * sensor, all places are alike except for noise, and a network that finds nothing there has not
 * seen a part. Used by one thread at a time; reuses its memory.
 *
 * <p>In a picture rich in contrast, single pixels are enough. If they differ little, that may be
 * the noise of a camera that turns up its gain in the dark: then each place is measured with its
 * surroundings, whose mean has little noise, and what single pixels show beyond their noise counts
 * as well, for details thinner than the surroundings.
 */
public final class Contrast {
  /** Samples in each direction: enough to hit anything that covers a thirtieth of the picture. */
  private static final int PLACES = 64;

  /** One sample in this many may be darker, and one brighter, than the extremes used. */
  private static final int STRAYS = 500;

  /**
   * Sampled in this many passes of every eighth row; stops as soon as the contrast is sufficient.
   */
  private static final int PASSES = 8;

  /** Fractional parts of multiples of the golden ratio, which are evenly spread. */
  private static final double[] SPREAD =
      IntStream.range(0, PLACES).mapToDouble(i -> i * (Math.sqrt(5) - 1) / 2 % 1).toArray();

  /** Noise alone never produces a range this large between single pixels. */
  private static final int CLEAR = 64;

  /** Side length of a sample's surroundings, in pixels. */
  private static final int SURROUNDINGS = 8;

  /** The range of noise, strays excluded, in standard deviations. */
  private static final double NOISE_RANGE = 6;

  /** A larger variation from pixel to pixel is structure, not noise; in levels. */
  private static final double MOST_NOISE = 5.5;

  /** Deviations, 127.5 at most, are counted in quarter levels. */
  private static final int STEPS = 4;

  private static final int CHANNELS = 3;

  private final int[][] levels = new int[CHANNELS][256];
  private final int[][] deviations = new int[CHANNELS][128 * STEPS];
  private final int[] single = new int[CHANNELS];

  /**
   * Returns the range between the dark and the bright places of a picture, in the channel with the
   * largest range, without stray pixels and noise: 0 to 255. Borrows the frame.
   *
   * @param enough the range that suffices for the caller; the result may be lower than the true
   *     range, but then is at least this
   */
  public int of(Frame frame, double enough) {
    ByteBuffer pixels = frame.mat().createBuffer();
    int width = frame.width();
    int height = frame.height();
    int shown = single(pixels, width, height, Math.max(CLEAR, enough));
    int length = Math.min(SURROUNDINGS, Math.min(width, height) / 4);
    return shown < CLEAR && length > 1 ? beyondNoise(pixels, width, height, length) : shown;
  }

  /** More samples never narrow the range, so stopping early is safe. */
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
   * Counts single pixels, or the means and deviations of squares with this side length.
   *
   * @param pass which rows of samples, 0 to {@value #PASSES} - 1
   */
  private void see(ByteBuffer pixels, int width, int height, int length, int pass) {
    int columns = Math.min(PLACES, width);
    int rows = Math.min(PLACES, height);
    for (int row = pass; row < rows; row += PASSES) {
      for (int column = 0; column < columns; column++) {
        // Not in straight rows and columns, with which a repetitive part could coincide.
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
