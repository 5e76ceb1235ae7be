package io.sightline.capture.simulation;

import java.util.SplittableRandom;

/** All colours of one board (0xRRGGBB), varying slightly from board to board as lots do. */
record Inks(
    int mask,
    int copper,
    int slope,
    int print,
    int finish,
    int highlight,
    int opening,
    int laminate,
    int barrel,
    int hole,
    int boardEdge,
    int beltShadow) {

  static Inks of(BoardColour colour, Finish finish, long looks) {
    SplittableRandom random = new SplittableRandom(looks);
    int mask = vary(colour.mask, 8, random);
    int copper = vary(colour.copper, 8, random);
    int body = vary(finish.body, 8, random);
    int laminate = mix(mask, 0x8A7B4E, 0.45);
    return new Inks(
        mask,
        copper,
        mix(mask, 0x000000, 0.28),
        colour.print,
        body,
        vary(finish.highlight, 6, random),
        mix(mask, 0x000000, 0.38),
        mix(laminate, 0x000000, 0.25),
        mix(body, 0x2A2010, 0.55),
        0x101114,
        mix(mask, 0xA8925A, 0.65),
        0x0C0D0F);
  }

  private static int mix(int a, int b, double part) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      double v = ((a >> shift) & 255) * (1 - part) + ((b >> shift) & 255) * part;
      mixed |= (int) v << shift;
    }
    return mixed;
  }

  private static int vary(int rgb, int by, SplittableRandom random) {
    int light = random.nextInt(2 * by + 1) - by;
    int varied = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int v = ((rgb >> shift) & 255) + light + random.nextInt(9) - 4;
      varied |= Math.max(0, Math.min(255, v)) << shift;
    }
    return varied;
  }
}
