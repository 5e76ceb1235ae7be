package io.sightline.detect.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures into a network's input tensor: resized, padded, and in the network's channel
 * order, range and type. Owns its memory, which is allocated when the picture size changes, not per
 * picture. Not thread-safe.
 *
 * <p>Shrinking interpolates if the network was trained so ({@code LINEAR}): in one pass, as its own
 * software does. Otherwise it averages over the area that a pixel covers, as in training here, so
 * that a fine defect becomes paler but is never lost between two samples. OpenCV does that slowly
 * unless the factors are whole (4.3 ms instead of 0.3 ms for 1280x1024 to 480x384 on one core): so
 * a picture that shrinks to a half or less is first averaged by the whole factor, and the rest,
 * about a third at most, is interpolated. A stretched picture of which more would be left on either
 * side is averaged in one pass. Enlarging always interpolates, because averaging would only repeat
 * pixels: if one side grows and the other shrinks, the latter is averaged first.
 */
public final class LetterboxWriter implements AutoCloseable {
  private final ModelInput input;
  private final ByteBuffer tensor;
  private @Nullable Placed placed;

  /**
   * @param tensor native memory for one picture's numbers in this input's format, kept alive by
   *     this writer
   */
  public LetterboxWriter(ModelInput input, ByteBuffer tensor) {
    if (!tensor.isDirect() || tensor.capacity() != input.numbers() * input.type().bytes()) {
      throw new IllegalArgumentException("The tensor is not a direct buffer of the input's size");
    }
    this.input = input;
    this.tensor = tensor;
    // Inference uses the cores: OpenCV's own threads would compete with it for them.
    opencv_core.setNumThreads(1);
  }

  /** Writes an 8-bit BGR picture of any size and returns its position in the tensor. Borrows it. */
  public Letterbox write(Mat picture) {
    if (picture.type() != CV_8UC3 || picture.empty()) {
      throw new DetectException("A detector looks at 8-bit BGR pictures only");
    }
    Placed current = placed;
    if (current == null
        || current.letterbox.sourceWidth() != picture.cols()
        || current.letterbox.sourceHeight() != picture.rows()) {
      close();
      current =
          new Placed(
              new Letterbox(
                  picture.cols(), picture.rows(), input.width(), input.height(), input.fit()),
              input,
              tensor);
      placed = current;
    }
    current.write(picture);
    return current.letterbox;
  }

  @Override
  public void close() {
    if (placed != null) {
      placed.close();
      placed = null;
    }
  }

  /** The native memory for pictures of one size. */
  private static final class Placed implements AutoCloseable {
    /** How many pixels of an averaged picture, at most, are interpolated to one on either side. */
    private static final double MOST_LEFT = 1.5;

    private final Letterbox letterbox;
    private final Steps steps;
    private final Size reducedSize;
    private final Mat reduced = new Mat();
    private final Size size;
    private final PictureTarget target;

    /** The resized picture, if it cannot be resized straight into its place in the tensor. */
    private final Mat between = new Mat();

    private final Mat resized;

    Placed(Letterbox letterbox, ModelInput input, ByteBuffer tensor) {
      this.letterbox = letterbox;
      int factor = factor(letterbox);
      steps = Steps.of(letterbox, input.resize(), factor);
      reducedSize = reducedSize(letterbox, factor);
      size = new Size(letterbox.innerWidth(), letterbox.innerHeight());
      target = PictureTarget.of(letterbox, input, tensor);
      resized = target.place().orElse(between);
    }

    /**
     * Returns by how many source pixels each way a picture may be averaged before the rest is
     * interpolated, 1 for none.
     */
    private static int factor(Letterbox letterbox) {
      int width = letterbox.sourceWidth();
      int height = letterbox.sourceHeight();
      int factor = Math.min(width / letterbox.innerWidth(), height / letterbox.innerHeight());
      boolean whole = factor > 1 && width % factor == 0 && height % factor == 0;
      return whole && leavesLittle(letterbox, factor) ? factor : 1;
    }

    /**
     * Returns whether interpolation sees every pixel of what this factor leaves. It looks at two
     * neighbours only: from a half upwards, some would be between two samples. Where both sides
     * shrink alike, little is left on both.
     */
    private static boolean leavesLittle(Letterbox letterbox, int factor) {
      return letterbox.fit() != ModelInput.Fit.STRETCHED
          || (letterbox.sourceWidth() <= MOST_LEFT * factor * letterbox.innerWidth()
              && letterbox.sourceHeight() <= MOST_LEFT * factor * letterbox.innerHeight());
    }

    /**
     * Returns the size between averaging and interpolating. Without a factor there is one only
     * where one side grows: what shrinks is then averaged to its place.
     */
    private static Size reducedSize(Letterbox letterbox, int factor) {
      int width = letterbox.sourceWidth();
      int height = letterbox.sourceHeight();
      return factor > 1
          ? new Size(width / factor, height / factor)
          : new Size(
              Math.min(width, letterbox.innerWidth()), Math.min(height, letterbox.innerHeight()));
    }

    void write(Mat picture) {
      switch (steps) {
        case NONE -> target.write(picture);
        case INTERPOLATED -> resize(picture, resized, size, 0, 0, INTER_LINEAR);
        case AVERAGED -> resize(picture, resized, size, 0, 0, INTER_AREA);
        case AVERAGED_THEN_INTERPOLATED -> {
          resize(picture, reduced, reducedSize, 0, 0, INTER_AREA);
          resize(reduced, resized, size, 0, 0, INTER_LINEAR);
        }
      }
      if (steps != Steps.NONE && target.place().isEmpty()) {
        target.write(resized);
      }
    }

    @Override
    public void close() {
      target.close();
      between.close();
      reduced.close();
      size.close();
      reducedSize.close();
    }
  }

  /** The steps that resize a picture to its place. */
  private enum Steps {
    NONE,
    INTERPOLATED,
    AVERAGED,
    AVERAGED_THEN_INTERPOLATED;

    static Steps of(Letterbox letterbox, ModelInput.Resize resize, int factor) {
      int width = letterbox.innerWidth();
      int height = letterbox.innerHeight();
      if (width == letterbox.sourceWidth() && height == letterbox.sourceHeight()) {
        return NONE;
      }
      if (resize == ModelInput.Resize.LINEAR
          || (width >= letterbox.sourceWidth() && height >= letterbox.sourceHeight())) {
        return INTERPOLATED;
      }
      if (width > letterbox.sourceWidth() || height > letterbox.sourceHeight()) {
        return AVERAGED_THEN_INTERPOLATED;
      }
      boolean whole =
          width * factor == letterbox.sourceWidth() && height * factor == letterbox.sourceHeight();
      return whole || factor == 1 ? AVERAGED : AVERAGED_THEN_INTERPOLATED;
    }
  }
}
