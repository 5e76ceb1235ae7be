package io.sightline.detect;

import static org.bytedeco.opencv.global.opencv_core.CV_16FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_MAKETYPE;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures into a network's input tensor: resized, in the network's channel order, range
 * and type, padding around. All memory is its own and is made when the size of the pictures
 * changes, none per picture. One thread at a time.
 *
 * <p>Shrinking averages over the area a pixel covers, as in training, so that a fine defect is
 * paler, never lost between two samples. OpenCV is slow at that unless the factor is whole (4.3 ms
 * instead of 0.3 ms for 1280x1024 to 480x384 on one core): so a picture that shrinks to a half or
 * less is first averaged by the whole factor and the rest, at most a third, is interpolated.
 */
final class LetterboxWriter implements AutoCloseable {
  /** The grey that training pads with, 0 to 255. */
  private static final int PADDING = 114;

  private final ModelInput input;
  private final ByteBuffer tensor;
  private @Nullable Placed placed;

  /**
   * @param tensor the numbers of one picture of this input in native memory, kept alive by this
   *     writer
   */
  LetterboxWriter(ModelInput input, ByteBuffer tensor) {
    if (!tensor.isDirect() || tensor.capacity() != input.numbers() * input.type().bytes()) {
      throw new IllegalArgumentException("The tensor is not a direct buffer of the input's size");
    }
    this.input = input;
    this.tensor = tensor;
    // Inference uses the cores: OpenCV's own threads would fight with it for them.
    opencv_core.setNumThreads(1);
  }

  /** Writes a picture of any size, 8-bit BGR, and says how it lies in the tensor. Borrows it. */
  Letterbox write(Mat picture) {
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
    private final Letterbox letterbox;
    private final double scale;
    private final boolean resizes;
    private final boolean inTwoSteps;
    private final Size reducedSize;
    private final Mat reduced;
    private final Size size;
    private final Mat resized;
    private final Target target;

    Placed(Letterbox letterbox, ModelInput input, ByteBuffer tensor) {
      this.letterbox = letterbox;
      scale = input.scale();
      int width = letterbox.innerWidth();
      int height = letterbox.innerHeight();
      resizes = width != letterbox.sourceWidth() || height != letterbox.sourceHeight();
      int factor =
          Math.max(1, Math.min(letterbox.sourceWidth() / width, letterbox.sourceHeight() / height));
      inTwoSteps =
          factor > 1
              && letterbox.sourceWidth() % factor == 0
              && letterbox.sourceHeight() % factor == 0;
      reducedSize = new Size(letterbox.sourceWidth() / factor, letterbox.sourceHeight() / factor);
      reduced = inTwoSteps ? new Mat(reducedSize, CV_8UC3) : new Mat();
      size = new Size(width, height);
      resized = new Mat(height, width, CV_8UC3);
      target =
          switch (input.order()) {
            case PLANES -> new Planes(letterbox, input, tensor);
            case PIXELS -> new Pixels(letterbox, input, tensor);
          };
    }

    void write(Mat picture) {
      target.write(resizes ? resized(picture) : picture, scale);
    }

    private Mat resized(Mat picture) {
      if (inTwoSteps) {
        resize(picture, reduced, reducedSize, 0, 0, INTER_AREA);
        if (reduced.cols() == size.width() && reduced.rows() == size.height()) {
          return reduced;
        }
        resize(reduced, resized, size, 0, 0, INTER_LINEAR);
      } else {
        resize(picture, resized, size, 0, 0, INTER_AREA);
      }
      return resized;
    }

    @Override
    public void close() {
      target.close();
      resized.close();
      reduced.close();
      size.close();
      reducedSize.close();
    }
  }

  /** The place in the tensor that pictures of one size are written to, padded around. */
  private interface Target extends AutoCloseable {
    /** Writes a BGR picture of the inner size. */
    void write(Mat picture, double scale);

    @Override
    void close();
  }

  private static int matType(ModelInput input, int channels) {
    int depth =
        switch (input.type()) {
          case FLOAT32 -> CV_32FC1;
          case FLOAT16 -> CV_16FC1;
          case UINT8 -> CV_8UC1;
        };
    return CV_MAKETYPE(depth, channels);
  }

  private static Rect place(Letterbox letterbox) {
    return new Rect(
        letterbox.left(), letterbox.top(), letterbox.innerWidth(), letterbox.innerHeight());
  }

  private static void pad(Mat whole, ModelInput input) {
    double grey = PADDING * input.scale();
    // 16-bit numbers cannot be set directly: they are converted from bytes like a picture's.
    try (Mat bytes = new Mat(whole.rows(), whole.cols(), CV_MAKETYPE(CV_8UC1, whole.channels()));
        Scalar one = new Scalar(PADDING, PADDING, PADDING, 0)) {
      bytes.put(one);
      bytes.convertTo(whole, whole.type(), grey / PADDING, 0);
    }
  }

  /** One channel after the other. */
  private static final class Planes implements Target {
    private final int type;
    private final Mat[] channels = new Mat[3];
    private final MatVector split;
    private final Mat[] planes = new Mat[3];
    private final Mat[] inner = new Mat[3];

    Planes(Letterbox letterbox, ModelInput input, ByteBuffer tensor) {
      type = matType(input, 1);
      long plane = (long) input.width() * input.height() * input.type().bytes();
      // A matrix takes a pointer's address and counts its position in bytes: hence getPointer.
      try (BytePointer start = new BytePointer(tensor);
          Rect place = place(letterbox)) {
        for (int channel = 0; channel < 3; channel++) {
          channels[channel] = new Mat(letterbox.innerHeight(), letterbox.innerWidth(), CV_8UC1);
          // Frames are BGR: where the network wants RGB, blue goes last.
          int at = input.color() == ModelInput.Color.RGB ? 2 - channel : channel;
          planes[channel] =
              new Mat(
                  input.height(),
                  input.width(),
                  type,
                  start.getPointer(at * plane),
                  Mat.AUTO_STEP);
          pad(planes[channel], input);
          inner[channel] = new Mat(planes[channel], place);
        }
      }
      split = new MatVector(channels);
    }

    @Override
    public void write(Mat picture, double scale) {
      split(picture, split);
      for (int channel = 0; channel < 3; channel++) {
        channels[channel].convertTo(inner[channel], type, scale, 0);
      }
    }

    @Override
    public void close() {
      split.close();
      for (int channel = 0; channel < 3; channel++) {
        inner[channel].close();
        planes[channel].close();
        channels[channel].close();
      }
    }
  }

  /** One pixel after the other. */
  private static final class Pixels implements Target {
    private final int type;
    private final boolean turns;
    private final Mat turned;
    private final Mat whole;
    private final Mat inner;

    Pixels(Letterbox letterbox, ModelInput input, ByteBuffer tensor) {
      type = matType(input, 3);
      turns = input.color() == ModelInput.Color.RGB;
      turned = new Mat(letterbox.innerHeight(), letterbox.innerWidth(), CV_8UC3);
      try (BytePointer start = new BytePointer(tensor);
          Rect place = place(letterbox)) {
        whole =
            new Mat(input.height(), input.width(), type, start.getPointer(0), Mat.AUTO_STEP);
        pad(whole, input);
        inner = new Mat(whole, place);
      }
    }

    @Override
    public void write(Mat picture, double scale) {
      if (turns) {
        cvtColor(picture, turned, COLOR_BGR2RGB);
        turned.convertTo(inner, type, scale, 0);
      } else {
        picture.convertTo(inner, type, scale, 0);
      }
    }

    @Override
    public void close() {
      inner.close();
      whole.close();
      turned.close();
    }
  }
}
