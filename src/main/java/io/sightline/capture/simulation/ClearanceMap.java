package io.sightline.capture.simulation;

import java.util.Arrays;

/**
 * For every node of a 10-pixel grid: the distance and net of the nearest conductor, and the
 * distance of the nearest conductor of any other net. Exact up to {@link #REACH}; anything beyond
 * counts as far. The map serves one board at a time and is reused for the next. Not thread-safe.
 */
final class ClearanceMap {
  static final int STEP = 10;
  static final double REACH = 50;

  private final int columns;
  private final int rows;
  private final float[] nearest;
  private final float[] second;
  private final int[] owner;
  private int[] joined = new int[512];
  private int nets;

  ClearanceMap(double maxWidth, double maxHeight) {
    columns = (int) (maxWidth / STEP) + 2;
    rows = (int) (maxHeight / STEP) + 2;
    nearest = new float[columns * rows];
    second = new float[columns * rows];
    owner = new int[columns * rows];
  }

  void clear() {
    Arrays.fill(nearest, 1e6f);
    Arrays.fill(second, 1e6f);
    Arrays.fill(owner, -1);
    nets = 0;
  }

  int newNet() {
    if (nets == joined.length) {
      joined = Arrays.copyOf(joined, 2 * nets);
    }
    joined[nets] = nets;
    return nets++;
  }

  /** Returns the net that this net has been merged into. */
  int net(int net) {
    int root = net;
    while (joined[root] != root) {
      root = joined[root];
    }
    return root;
  }

  void join(int net, int with) {
    joined[net(with)] = net(net);
  }

  void add(Trace trace) {
    for (int i = 1; i < trace.path().size(); i++) {
      Vertex a = trace.path().get(i - 1);
      Vertex b = trace.path().get(i);
      segment(trace.net(), a.x(), a.y(), b.x(), b.y(), trace.width() / 2);
    }
  }

  private void segment(int net, double ax, double ay, double bx, double by, double half) {
    double reach = REACH + half;
    int top = row(Math.min(ay, by) - reach);
    int bottom = row(Math.max(ay, by) + reach);
    double dy = by - ay;
    for (int r = top; r <= bottom; r++) {
      // Only the part of the row near the segment, or long diagonals would scan their whole
      // bounding rectangle.
      double y = r * STEP;
      double from = Math.min(ax, bx);
      double to = Math.max(ax, bx);
      if (Math.abs(dy) > 1e-9) {
        double t0 = clamp((y - reach - ay) / dy);
        double t1 = clamp((y + reach - ay) / dy);
        double x0 = ax + t0 * (bx - ax);
        double x1 = ax + t1 * (bx - ax);
        from = Math.min(x0, x1);
        to = Math.max(x0, x1);
      }
      int left = column(from - reach);
      int right = column(to + reach);
      for (int c = left; c <= right; c++) {
        double d = Math.sqrt(Vertex.squaredDistance(c * STEP, y, ax, ay, bx, by)) - half;
        note(r * columns + c, net, (float) d);
      }
    }
  }

  void add(Pad pad) {
    area(
        pad,
        pad.centre().x() - pad.width() / 2,
        pad.centre().y() - pad.height() / 2,
        pad.centre().x() + pad.width() / 2,
        pad.centre().y() + pad.height() / 2);
  }

  void add(Pour pour) {
    area(pour, pour.left(), pour.top(), pour.right(), pour.bottom());
  }

  private void area(Conductor what, double left, double top, double right, double bottom) {
    for (int r = row(top - REACH); r <= row(bottom + REACH); r++) {
      for (int c = column(left - REACH); c <= column(right + REACH); c++) {
        note(r * columns + c, what.net(), (float) what.distance(c * STEP, r * STEP));
      }
    }
  }

  /** Marks a rectangle that no conductor may enter, as a net of its own. */
  void keepOut(double left, double top, double right, double bottom) {
    add(new Pour(newNet(), left, top, right, bottom, 0));
  }

  private void note(int node, int by, float distance) {
    int net = net(by);
    int known = owner[node] < 0 ? -1 : net(owner[node]);
    if (net == known) {
      nearest[node] = Math.min(nearest[node], distance);
    } else if (distance < nearest[node]) {
      second[node] = nearest[node];
      nearest[node] = distance;
      owner[node] = net;
    } else {
      second[node] = Math.min(second[node], distance);
    }
  }

  /** Returns the distance from a grid node to the nearest conductor of any net. */
  double free(int x, int y) {
    return nearest[at(x, y)];
  }

  /** Returns the distance from a grid node to the nearest conductor that belongs to neither net. */
  double freeFor(int netA, int netB, int x, int y) {
    int node = at(x, y);
    int own = owner[node];
    if (own < 0) {
      return 1e6;
    }
    int net = net(own);
    return net == netA || net == netB ? second[node] : nearest[node];
  }

  /**
   * Returns the distance from a grid node to the nearest conductor if that belongs to one of these
   * nets; otherwise far.
   */
  double ownDistance(int netA, int netB, int x, int y) {
    int node = at(x, y);
    if (owner[node] < 0) {
      return 1e6;
    }
    int net = net(owner[node]);
    return net == netA || net == netB ? nearest[node] : 1e6;
  }

  /** Returns a lower bound for the distance from any point to the nearest conductor. */
  double freeAnywhere(double x, double y) {
    int c = column(x + STEP / 2.0);
    int r = row(y + STEP / 2.0);
    double dx = x - c * STEP;
    double dy = y - r * STEP;
    return nearest[r * columns + c] - Math.sqrt(dx * dx + dy * dy);
  }

  private int at(int x, int y) {
    return y / STEP * columns + x / STEP;
  }

  private int column(double x) {
    return Math.max(0, Math.min(columns - 1, (int) (x / STEP)));
  }

  private int row(double y) {
    return Math.max(0, Math.min(rows - 1, (int) (y / STEP)));
  }

  private static double clamp(double t) {
    return Math.max(0, Math.min(1, t));
  }
}
