package io.sightline.capture.simulation;

import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.fillConvexPoly;
import static org.bytedeco.opencv.global.opencv_imgproc.fillPoly;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Draws board geometry in a given pose as OpenCV's antialiased polygons, to 1/16 pixel. Allocates
 * all native memory once.
 */
final class Brush implements AutoCloseable {
  private static final int CAPACITY = 128;
  private static final int SHIFT = 4;
  private static final int ONE = 1 << SHIFT;
  private static final int ARC = 24;
  private static final double[] COS = new double[ARC];
  private static final double[] SIN = new double[ARC];

  static {
    for (int i = 0; i < ARC; i++) {
      COS[i] = StrictMath.cos(2 * Math.PI * i / ARC);
      SIN[i] = StrictMath.sin(2 * Math.PI * i / ARC);
    }
  }

  private final Mat canvas;
  private final Point points = new Point((long) CAPACITY);
  private final IntBuffer coordinates =
      points.asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer();
  private final PointerPointer<Point> contours = new PointerPointer<>(1L);
  private final IntPointer counts = new IntPointer(1L);
  private final Point origin = new Point(0, 0);
  private final Scalar ink = new Scalar(0, 0, 0, 0);
  private Pose pose = new Pose(0, 0, 1, 1, 0, 0, 0);
  private double shiftX;
  private double shiftY;
  private int count;
  private int edge = LINE_AA;

  Brush(Mat canvas) {
    this.canvas = canvas;
    contours.put(0, points);
  }

  void pose(Pose pose) {
    this.pose = pose;
  }

  /** Shifts everything drawn from now on by this many pixels in the picture. */
  void shift(double x, double y) {
    shiftX = x;
    shiftY = y;
  }

  /**
   * Draws without antialiasing from now on, for shapes that are mostly covered or blurred later.
   */
  void plainEdges() {
    edge = LINE_8;
  }

  void smoothEdges() {
    edge = LINE_AA;
  }

  void ink(int rgb) {
    ink.put((double) (rgb & 255), (rgb >> 8) & 255, (rgb >> 16) & 255, 0);
  }

  void line(List<Vertex> path, double width) {
    for (int i = 1; i < path.size(); i++) {
      capsule(path.get(i - 1), path.get(i), width / 2);
    }
  }

  /** Draws a straight segment with round ends. */
  private void capsule(Vertex a, Vertex b, double half) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double length = Math.sqrt(dx * dx + dy * dy);
    if (length < 1e-9) {
      return;
    }
    double ux = dx / length;
    double uy = dy / length;
    int step = half > 4 ? 2 : 4;
    begin();
    for (int i = -ARC / 4; i <= ARC / 4; i += step) {
      spoke(b, ux, uy, half, i);
    }
    for (int i = ARC / 4; i <= 3 * ARC / 4; i += step) {
      spoke(a, ux, uy, half, i);
    }
    fillConvex();
  }

  private void spoke(Vertex end, double ux, double uy, double half, int i) {
    int k = (i + ARC) % ARC;
    point(
        end.x() + half * (ux * COS[k] - uy * SIN[k]), end.y() + half * (uy * COS[k] + ux * SIN[k]));
  }

  void circle(Vertex centre, double radius) {
    begin();
    for (int i = 0; i < ARC; i++) {
      point(centre.x() + radius * COS[i], centre.y() + radius * SIN[i]);
    }
    fillConvex();
  }

  void pad(Pad pad, double grow) {
    double corner = Math.max(1, pad.corner() + grow);
    roundedRectangle(
        pad.centre().x(),
        pad.centre().y(),
        pad.width() + 2 * grow,
        pad.height() + 2 * grow,
        corner);
  }

  void roundedRectangle(double cx, double cy, double width, double height, double corner) {
    double ox = width / 2 - corner;
    double oy = height / 2 - corner;
    int step = corner > 6 ? 1 : 3;
    begin();
    for (int quarter = 0; quarter < 4; quarter++) {
      double x = cx + (quarter == 0 || quarter == 3 ? ox : -ox);
      double y = cy + (quarter < 2 ? oy : -oy);
      for (int i = 0; i <= ARC / 4; i += step) {
        int k = (quarter * ARC / 4 + i) % ARC;
        point(x + corner * COS[k], y + corner * SIN[k]);
      }
    }
    fillConvex();
  }

  void cutRectangle(Pour pour, double grow) {
    double l = pour.left() - grow;
    double t = pour.top() - grow;
    double r = pour.right() + grow;
    double b = pour.bottom() + grow;
    double c = pour.cut();
    begin();
    point(l + c, t);
    point(r - c, t);
    point(r, t + c);
    point(r, b - c);
    point(r - c, b);
    point(l + c, b);
    point(l, b - c);
    point(l, t + c);
    fillConvex();
  }

  /** Fills a whole part of the canvas. */
  void fill(Mat part) {
    part.put(ink);
  }

  /** Draws any outline, convex or not. */
  void outline(List<Vertex> outline) {
    begin();
    for (Vertex v : outline) {
      point(v.x(), v.y());
    }
    counts.put(0, count);
    fillPoly(canvas, contours, counts, 1, ink, edge, SHIFT, origin);
  }

  private void begin() {
    count = 0;
  }

  private void point(double x, double y) {
    coordinates.put(2 * count, (int) Math.rint((pose.x(x, y) + shiftX) * ONE));
    coordinates.put(2 * count + 1, (int) Math.rint((pose.y(x, y) + shiftY) * ONE));
    count++;
  }

  private void fillConvex() {
    fillConvexPoly(canvas, points, count, ink, edge, SHIFT);
  }

  @Override
  public void close() {
    ink.close();
    origin.close();
    counts.close();
    contours.close();
    points.close();
  }
}
