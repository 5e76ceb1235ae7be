package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture for display, in memory owned by the garbage collector: BGRA, 8 bits per channel,
 * opaque, rows without gaps. Safe to read by any thread while no thread draws into it.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final ByteBuffer pixels;

  /** Creates a black picture. */
  public Picture(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels =
        ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(width, height), 4));
  }

  /** Returns a copy of a frame, shrunk (never enlarged) so that its longer side is at most this. */
  public static Picture of(Frame frame, int longestSide) {
    return scaled(
        frame, Math.min(1, (double) longestSide / Math.max(frame.width(), frame.height())));
  }

  /**
   * Returns a copy of a frame, shrunk (never enlarged) to about this many pixels if it has more.
   */
  public static Picture within(Frame frame, long pixels) {
    return scaled(
        frame, Math.min(1, Math.sqrt((double) pixels / ((long) frame.width() * frame.height()))));
  }

  private static Picture scaled(Frame frame, double scale) {
    Picture picture =
        new Picture(
            Math.max(1, (int) Math.round(frame.width() * scale)),
            Math.max(1, (int) Math.round(frame.height() * scale)));
    picture.draw(frame, INTER_AREA);
    return picture;
  }

  /**
   * Replaces the pixels by the frame's, scaled to this picture's size; fast enough for live
   * display. Borrows the frame.
   */
  public void draw(Frame frame) {
    draw(frame, INTER_LINEAR);
  }

  private void draw(Frame frame, int interpolation) {
    try (BytePointer memory = new BytePointer(pixels);
        Mat target = new Mat(height, width, CV_8UC4, memory)) {
      if (frame.width() == width && frame.height() == height) {
        cvtColor(frame.mat(), target, COLOR_BGR2BGRA);
      } else {
        try (Mat small = new Mat();
            Mat half = halved(frame.mat());
            Size size = new Size(width, height)) {
          resize(half, small, size, 0, 0, interpolation);
          cvtColor(small, target, COLOR_BGR2BGRA);
        }
      }
    }
  }

  /**
   * Replaces the pixels by another picture's, scaled to this one's size; fast enough for live
   * display, and smooth at any reduction.
   */
  public void draw(Picture source) {
    try (BytePointer from = new BytePointer(source.pixels);
        Mat whole = new Mat(source.height, source.width, CV_8UC4, from);
        Mat half = halved(whole);
        BytePointer memory = new BytePointer(pixels);
        Mat target = new Mat(height, width, CV_8UC4, memory);
        Size size = new Size(width, height)) {
      resize(half, target, size, 0, 0, INTER_LINEAR);
    }
  }

  /**
   * Halves the size as long as the result is not smaller than this picture: OpenCV averages 2x2
   * pixels many times faster than blocks of any other size. The last line of an odd side is
   * dropped: without halving, the final resize would skip pixels, and thin scratches with them.
   */
  private Mat halved(Mat source) {
    Mat half = new Mat(source);
    while (half.cols() >= 2 * width && half.rows() >= 2 * height) {
      try (Mat whole = half;
          Rect even = new Rect(0, 0, whole.cols() & ~1, whole.rows() & ~1);
          Mat pairs = new Mat(whole, even);
          Size size = new Size(pairs.cols() / 2, pairs.rows() / 2)) {
        half = new Mat();
        resize(pairs, half, size, 0, 0, INTER_AREA);
      }
    }
    return half;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Returns the pixels: a view of the same memory with its own position and limit. */
  public ByteBuffer pixels() {
    return pixels.duplicate().rewind();
  }
}
