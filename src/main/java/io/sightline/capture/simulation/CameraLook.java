package io.sightline.capture.simulation;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.SplittableRandom;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * What comes from the camera and the belt, not the board: belt texture, lighting field and sensor
 * noise. Each is generated once, larger than a picture; every part sees it through one of several
 * windows, so that pictures differ.
 */
final class CameraLook implements AutoCloseable {
  /** The value of the lighting field that leaves a pixel unchanged. */
  static final double FULL_LIGHT = 200;

  private static final int MARGIN = 192;
  private static final int WIDE = BoardRenderer.WIDTH + MARGIN;
  private static final int HIGH = BoardRenderer.HEIGHT + MARGIN;
  private static final int WINDOWS = 32;

  private final Mat belt = new Mat(HIGH, WIDE, CV_8UC3);
  private final Mat light = new Mat(HIGH, WIDE, CV_8UC3);
  private final Mat noise = new Mat(HIGH, WIDE, CV_8UC3);
  private final Mat[] belts = new Mat[WINDOWS];
  private final Mat[] lights = new Mat[WINDOWS];
  private final Mat[] noises = new Mat[WINDOWS];

  CameraLook() {
    SplittableRandom random = new SplittableRandom(20240117);
    fillBelt(random);
    fillLight();
    fillNoise(random);
    for (int i = 0; i < WINDOWS; i++) {
      belts[i] = window(belt, random);
      lights[i] = window(light, random);
      noises[i] = window(noise, random);
    }
  }

  Mat belt(long looks) {
    return belts[(int) (looks & (WINDOWS - 1))];
  }

  Mat light(long looks) {
    return lights[(int) ((looks >>> 8) & (WINDOWS - 1))];
  }

  Mat noise(long looks) {
    return noises[(int) ((looks >>> 16) & (WINDOWS - 1))];
  }

  private static Mat window(Mat of, SplittableRandom random) {
    try (Rect area =
        new Rect(
            random.nextInt(MARGIN),
            random.nextInt(MARGIN),
            BoardRenderer.WIDTH,
            BoardRenderer.HEIGHT)) {
      return new Mat(of, area);
    }
  }

  /** Dark rubber with a fine diamond pattern and some grain. */
  private void fillBelt(SplittableRandom random) {
    byte[] pixels = new byte[WIDE * HIGH * 3];
    for (int y = 0; y < HIGH; y++) {
      for (int x = 0; x < WIDE; x++) {
        int u = Math.floorMod(x + y, 14);
        int v = Math.floorMod(x - y, 14);
        double rib = u < 2 || v < 2 ? -7 : (u < 4 || v < 4 ? 4 : 0);
        double value = 46 + rib + (random.nextInt(7) - 3);
        put(pixels, x, y, value * 1.05, value, value * 0.96);
      }
    }
    belt.data().put(pixels);
  }

  /** A lamp above the upper left, falling off towards the corners of the picture. */
  private void fillLight() {
    byte[] pixels = new byte[WIDE * HIGH * 3];
    for (int y = 0; y < HIGH; y++) {
      for (int x = 0; x < WIDE; x++) {
        double dx = (x - WIDE * 0.42) / WIDE;
        double dy = (y - HIGH * 0.38) / HIGH;
        double value = FULL_LIGHT * (1.09 - 0.62 * (dx * dx + dy * dy));
        put(pixels, x, y, value * 0.985, value, value * 1.0);
      }
    }
    light.data().put(pixels);
  }

  /** Sensor noise around the black level: mostly brightness, some colour. */
  private void fillNoise(SplittableRandom random) {
    byte[] pixels = new byte[WIDE * HIGH * 3];
    for (int y = 0; y < HIGH; y++) {
      for (int x = 0; x < WIDE; x++) {
        double grey = bell(random) * 2.2;
        put(
            pixels,
            x,
            y,
            7 + grey + bell(random) * 1.6,
            7 + grey + bell(random) * 1.2,
            7 + grey + bell(random) * 1.6);
      }
    }
    noise.data().put(pixels);
  }

  /** Returns a roughly normal value with standard deviation 1, from the sum of four bytes. */
  private static double bell(SplittableRandom random) {
    int bits = random.nextInt();
    int sum = (bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + ((bits >> 24) & 255);
    return (sum - 510) / 147.8;
  }

  private static void put(byte[] pixels, int x, int y, double b, double g, double r) {
    int i = 3 * (y * WIDE + x);
    pixels[i] = level(b);
    pixels[i + 1] = level(g);
    pixels[i + 2] = level(r);
  }

  private static byte level(double v) {
    return (byte) Math.max(0, Math.min(255, Math.rint(v)));
  }

  @Override
  public void close() {
    for (int i = 0; i < WINDOWS; i++) {
      belts[i].close();
      lights[i].close();
      noises[i].close();
    }
    belt.close();
    light.close();
    noise.close();
  }
}
