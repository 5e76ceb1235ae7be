package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_core.ALGO_HINT_DEFAULT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_16SC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.getRotationMatrix2D;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.RNG;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A way in which pictures of a line degrade: the lamp ages, the lens goes out of focus, the part
 * lies askew. The picture keeps its size; what leaves it by rotation or scaling is lost, and
 * unknown areas are filled from its border. Deterministic for a given frame. Immutable; safe for
 * use by any thread.
 */
public final class Disturbance {
  /**
   * The longest side of a picture in pixels, by OpenCV's rotation and scaling, which address pixels
   * in 16 bits; a JPEG could be twice as long.
   */
  public static final int LONGEST_SIDE = Short.MAX_VALUE - 1;

  private final String text;
  private final Change change;

  private Disturbance(String text, Change change) {
    this.text = text;
    this.change = change;
  }

  /** Changes the pixels; {@code to} already has the right size. */
  private interface Change {
    void make(Mat from, Mat to, long sequence);
  }

  /**
   * Returns what a station should tolerate: one of each kind, in both directions if there are two.
   */
  public static List<Disturbance> usual() {
    return List.of(
        brightness(1.3),
        brightness(0.7),
        blur(1),
        noise(8, 1),
        jpeg(50),
        rotation(5),
        rotation(-5),
        scale(0.98),
        scale(1.02));
  }

  /**
   * Makes all pixels brighter or darker, as a lamp or an exposure does; clipped at white.
   *
   * @param factor above 0; 1 changes nothing
   */
  public static Disturbance brightness(double factor) {
    check(factor > 0 && factor <= 100, "A brightness factor is above 0 to 100, not ", factor);
    return new Disturbance(
        text("brightness %+.0f %%", 100 * (factor - 1)),
        (from, to, sequence) -> from.convertTo(to, -1, factor, 0));
  }

  /**
   * Blurs as a lens out of focus does, by a Gaussian.
   *
   * @param sigma in pixels of the picture itself, above 0
   */
  public static Disturbance blur(double sigma) {
    check(sigma > 0 && sigma <= 100, "A blur's sigma is above 0 to 100 pixels, not ", sigma);
    return new Disturbance(
        text("blur, sigma %s px", sigma),
        (from, to, sequence) -> {
          try (Size bySigma = new Size(0, 0)) {
            GaussianBlur(from, to, bySigma, sigma, sigma, BORDER_REPLICATE, ALGO_HINT_DEFAULT);
          }
        });
  }

  /**
   * Adds Gaussian noise, independent in each channel of each pixel.
   *
   * @param sigma in grey levels of 255, above 0
   * @param seed determines the noise, together with the frame's number in its source
   */
  public static Disturbance noise(double sigma, long seed) {
    check(sigma > 0 && sigma <= 255, "A noise's sigma is above 0 to 255 levels, not ", sigma);
    return new Disturbance(
        text("noise, sigma %s levels", sigma),
        (from, to, sequence) -> addNoise(from, to, sigma, mixed(seed, sequence)));
  }

  /**
   * Compresses the picture as JPEG.
   *
   * @param quality 1 to 100
   */
  public static Disturbance jpeg(int quality) {
    check(quality >= 1 && quality <= 100, "A JPEG quality is 1 to 100, not ", quality);
    return new Disturbance(
        "JPEG quality " + quality, (from, to, sequence) -> throughJpeg(from, to, quality));
  }

  /**
   * Rotates the picture about its centre.
   *
   * @param degrees anticlockwise, -180 to 180
   */
  public static Disturbance rotation(double degrees) {
    check(Math.abs(degrees) <= 180, "A rotation is -180 to 180 degrees, not ", degrees);
    return new Disturbance(
        text("rotation %+.0f°", degrees), (from, to, sequence) -> warp(from, to, degrees, 1));
  }

  /**
   * Scales the picture about its centre, as if the part were nearer or farther.
   *
   * @param factor above 0; 1 changes nothing
   */
  public static Disturbance scale(double factor) {
    check(factor > 0 && factor <= 100, "A scale is above 0 to 100, not ", factor);
    return new Disturbance(
        text("scale %s", factor), (from, to, sequence) -> warp(from, to, 0, factor));
  }

  /** Returns kind and strength for display: "blur, sigma 1 px". */
  public String text() {
    return text;
  }

  /**
   * Returns the disturbed frame, taken from the pool, with the same tag. Borrows the frame; the
   * caller owns the result.
   *
   * @throws ImageException if OpenCV fails, as it may beyond {@link #LONGEST_SIDE}
   */
  public Frame of(Frame frame, FramePool pool) {
    try (Frame disturbed = pool.take(frame.width(), frame.height()).tagged(frame.tag())) {
      change.make(frame.mat(), disturbed.mat(), frame.tag().sequence());
      return disturbed.handOver();
    } catch (ImageException e) {
      throw e;
    } catch (RuntimeException e) { // JavaCPP has no specific type for OpenCV's exceptions
      throw new ImageException("A picture cannot be disturbed by " + text, e);
    }
  }

  private static void addNoise(Mat from, Mat to, double sigma, long seed) {
    try (Mat noise = new Mat(from.rows(), from.cols(), CV_16SC3);
        Scalar none = new Scalar(0);
        Scalar spread = new Scalar(sigma);
        Mat mean = new Mat(1, 1, CV_64FC1, none); // of each channel
        Mat deviation = new Mat(1, 1, CV_64FC1, spread);
        RNG random = new RNG(seed);
        Mat nowhere = new Mat()) {
      random._fill(noise, RNG.NORMAL, mean, deviation);
      add(from, noise, to, nowhere, CV_8U); // no rounding, as both are integers; saturates
    }
  }

  /** Gives neighbours unrelated seeds, and never 0, which OpenCV replaces. */
  private static long mixed(long seed, long sequence) {
    long mixed = (seed + sequence) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ (mixed >>> 27)) | 1;
  }

  private static void throughJpeg(Mat from, Mat to, int quality) {
    try (PictureEncoder encoder = PictureEncoder.jpeg(quality)) {
      ByteBuffer file = encoder.encode(from);
      try (BytePointer bytes = new BytePointer(file);
          Mat encoded = new Mat(1, file.remaining(), CV_8UC1, bytes)) {
        imdecode(encoded, IMREAD_COLOR, to).close();
      }
    }
  }

  private static void warp(Mat from, Mat to, double degrees, double factor) {
    try (Point2f middle = new Point2f((from.cols() - 1) / 2f, (from.rows() - 1) / 2f);
        Mat matrix = getRotationMatrix2D(middle, degrees, factor);
        Size size = new Size(from.cols(), from.rows());
        Scalar unused = new Scalar()) {
      warpAffine(from, to, matrix, size, INTER_LINEAR, BORDER_REPLICATE, unused);
    }
  }

  private static String text(String format, double value) {
    Object shown = format.contains("%s") ? plain(value) : Double.valueOf(value);
    return String.format(Locale.ROOT, format, shown);
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static void check(boolean right, String expected, double value) {
    if (!right) {
      throw new IllegalArgumentException(expected + plain(value));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
