package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Creates outlines like those left by etching and dirt: roughly round but never regular. Uses
 * StrictMath for angles so that every machine gets the same shapes.
 */
final class IrregularShapes {
  private final SplittableRandom random;

  IrregularShapes(SplittableRandom random) {
    this.random = random;
  }

  /** Returns a closed blob of about this radius; with smoothness 1 it is a circle. */
  List<Vertex> blob(Vertex at, double radius, double smoothness) {
    int points = 18;
    double wild = 1 - smoothness;
    double[] amplitude = new double[4];
    double[] phase = new double[4];
    for (int k = 0; k < 4; k++) {
      amplitude[k] = wild * random.nextDouble() * 1.6 / (k + 2);
      phase[k] = random.nextDouble() * 2 * Math.PI;
    }
    double stretch = 1 + wild * random.nextDouble() * 1.2;
    double turn = random.nextDouble() * Math.PI;
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    List<Vertex> outline = new ArrayList<>(points);
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      double r = radius;
      for (int k = 0; k < 4; k++) {
        r += radius * amplitude[k] * StrictMath.sin((k + 2) * angle + phase[k]);
      }
      double x = r * StrictMath.cos(angle) * Math.sqrt(stretch);
      double y = r * StrictMath.sin(angle) / Math.sqrt(stretch);
      outline.add(at.plus(x * cos - y * sin, x * sin + y * cos));
    }
    return outline;
  }

  /**
   * Returns a bump out of an edge (positive height) or a bite into it (negative), closed at {@code
   * behind} on the other side.
   */
  List<Vertex> bump(Edge edge, double height, double base, double behind) {
    int points = 10;
    double sharpness = 1.4 + 1.8 * random.nextDouble();
    double lean = (random.nextDouble() - 0.5) * 0.5;
    List<Vertex> outline = new ArrayList<>();
    double back = -Math.signum(height) * behind;
    outline.add(edge.at(-base / 2, back));
    for (int i = 0; i <= points; i++) {
      double s = 2.0 * i / points - 1;
      double peak = s - lean * (1 - s * s);
      double profile = 1 - StrictMath.pow(Math.abs(peak), sharpness);
      boolean end = i == 0 || i == points;
      double jag = end ? 0 : 1 + (random.nextDouble() - 0.5) * 0.22;
      if (i == points / 2) {
        jag = Math.max(jag, 1);
      }
      outline.add(edge.at(s * base / 2, height * Math.max(0, profile) * jag));
    }
    outline.add(edge.at(base / 2, back));
    return outline;
  }

  /** Returns a gap right across a trace, with torn ends, reaching beyond both edges. */
  List<Vertex> gap(Edge edge, double gap, double width, double beyond) {
    int points = 6;
    List<Vertex> outline = new ArrayList<>();
    double slant = (random.nextDouble() - 0.5) * 0.5;
    for (int side = -1; side <= 1; side += 2) {
      double hollow = random.nextDouble() * 2.5;
      for (int i = 0; i <= points; i++) {
        double t = (double) (side < 0 ? i : points - i) / points;
        double out = beyond - t * (width + 2 * beyond);
        double bow = hollow * (1 - 4 * (t - 0.5) * (t - 0.5));
        double along =
            side * (gap / 2 + bow) + slant * (out + width / 2) + (random.nextDouble() - 0.5) * 2.2;
        outline.add(edge.at(along, out));
      }
    }
    return outline;
  }

  /**
   * Returns a bridge from an edge across this distance, thinner somewhere in the middle and rooted
   * on both sides.
   */
  List<Vertex> bridge(Edge edge, double across, double width, double root) {
    int points = 7;
    double waist = 0.55 + 0.4 * random.nextDouble();
    double drift = (random.nextDouble() - 0.5) * width * 0.8;
    List<Vertex> outline = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      for (int i = 0; i <= points; i++) {
        double t = (double) (side < 0 ? i : points - i) / points;
        double out = -root + t * (across + 2 * root);
        double m = 2 * t - 1;
        double half =
            width / 2 * (waist + (1 - waist) * m * m)
                + 1.2 * m * m * m * m
                + (random.nextDouble() - 0.5) * 2.2;
        outline.add(edge.at(side * half + drift * StrictMath.sin(Math.PI * t), out));
      }
    }
    return outline;
  }

  /**
   * Returns the outline with its distances out of the edge limited to the range from least to most.
   */
  List<Vertex> clip(Edge edge, List<Vertex> outline, double least, double most) {
    List<Vertex> clipped = new ArrayList<>(outline.size());
    for (Vertex v : outline) {
      double out = Math.max(least, Math.min(most, edge.outOf(v)));
      clipped.add(edge.at(edge.alongOf(v), out));
    }
    return clipped;
  }
}
