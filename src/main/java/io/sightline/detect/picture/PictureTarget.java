package io.sightline.detect.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_16FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_MAKETYPE;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * The area of a network's input tensor that pictures of one size are written to, with padding, in
 * the tensor's type and order of numbers. Owns its native memory, except the tensor. Not
 * thread-safe.
 */
sealed interface PictureTarget extends AutoCloseable {
  /** The grey that training pads with, 0 to 255. */
  int PADDING = 114;

  /**
   * Creates the target for pictures positioned by the letterbox.
   *
   * @param tensor native memory for one picture's numbers, which must outlive this target
   */
  static PictureTarget of(Letterbox letterbox, ModelInput input, ByteBuffer tensor) {
    return switch (input.order()) {
      case PLANES -> new Planes(letterbox, input, tensor);
      case PIXELS -> new Pixels(letterbox, input, tensor);
    };
  }

  /**
   * Writes a picture.
   *
   * @param picture 8-bit BGR, of the letterbox's inner size
   */
  void write(Mat picture);

  /**
   * Returns the area itself if it holds pictures unconverted: they can then be created there
   * instead of being written. It remains this target's.
   */
  Optional<Mat> place();

  @Override
  void close();

  private static int matType(ModelInput input, int channels) {
    int depth =
        switch (input.type()) {
          case FLOAT32 -> CV_32FC1;
          case FLOAT16 -> CV_16FC1;
          case UINT8 -> CV_8UC1;
        };
    return CV_MAKETYPE(depth, channels);
  }

  private static Rect area(Letterbox letterbox) {
    return new Rect(
        letterbox.left(), letterbox.top(), letterbox.innerWidth(), letterbox.innerHeight());
  }

  private static void pad(Mat whole, double factor, double offset) {
    // 16-bit numbers cannot be set directly: convert them from bytes, as for a picture.
    try (Mat bytes = new Mat(whole.rows(), whole.cols(), CV_MAKETYPE(CV_8UC1, whole.channels()));
        Scalar one = new Scalar(PADDING, PADDING, PADDING, 0)) {
      bytes.put(one);
      bytes.convertTo(whole, whole.type(), factor, offset);
    }
  }

  /** Planar: one channel after the other. */
  final class Planes implements PictureTarget {
    private final int type;
    private final Mat[] channels = new Mat[3];
    private final MatVector split;
    private final Mat[] planes = new Mat[3];
    private final Mat[] inner = new Mat[3];
    private final double[] factors = new double[3];
    private final double[] offsets = new double[3];

    Planes(Letterbox letterbox, ModelInput input, ByteBuffer tensor) {
      type = matType(input, 1);
      long plane = (long) input.width() * input.height() * input.type().bytes();
      // Mat uses a pointer's address, and its position is in bytes: hence getPointer.
      try (BytePointer start = new BytePointer(tensor);
          Rect place = area(letterbox)) {
        for (int channel = 0; channel < 3; channel++) {
          channels[channel] = new Mat(letterbox.innerHeight(), letterbox.innerWidth(), CV_8UC1);
          // Frames are BGR: if the network wants RGB, blue goes last.
          int at = input.color() == ModelInput.Color.RGB ? 2 - channel : channel;
          planes[channel] =
              new Mat(
                  input.height(), input.width(), type, start.getPointer(at * plane), Mat.AUTO_STEP);
          factors[channel] = input.factor(at);
          offsets[channel] = input.offset(at);
          pad(planes[channel], factors[channel], offsets[channel]);
          inner[channel] = new Mat(planes[channel], place);
        }
      }
      split = new MatVector(channels);
    }

    @Override
    public void write(Mat picture) {
      opencv_core.split(picture, split);
      for (int channel = 0; channel < 3; channel++) {
        channels[channel].convertTo(inner[channel], type, factors[channel], offsets[channel]);
      }
    }

    @Override
    public Optional<Mat> place() {
      return Optional.empty();
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

  /** Interleaved: one pixel after the other. */
  final class Pixels implements PictureTarget {
    private final int type;
    private final boolean exchanges;
    private final boolean asTheyAre;
    private final double factor;
    private final double offset;
    private final Mat exchanged;
    private final Mat whole;
    private final Mat inner;

    Pixels(Letterbox letterbox, ModelInput input, ByteBuffer tensor) {
      type = matType(input, 3);
      exchanges = input.color() == ModelInput.Color.RGB;
      factor = input.factor(0); // the same for every colour
      offset = input.offset(0);
      asTheyAre = !exchanges && input.type() == ModelInput.Type.UINT8; // whose scale is 1
      exchanged = new Mat(letterbox.innerHeight(), letterbox.innerWidth(), CV_8UC3);
      try (BytePointer start = new BytePointer(tensor);
          Rect place = area(letterbox)) {
        whole = new Mat(input.height(), input.width(), type, start.getPointer(0), Mat.AUTO_STEP);
        pad(whole, factor, offset);
        inner = new Mat(whole, place);
      }
    }

    @Override
    public void write(Mat picture) {
      if (exchanges) {
        cvtColor(picture, exchanged, COLOR_BGR2RGB);
        exchanged.convertTo(inner, type, factor, offset);
      } else {
        picture.convertTo(inner, type, factor, offset);
      }
    }

    @Override
    public Optional<Mat> place() {
      return asTheyAre ? Optional.of(inner) : Optional.empty();
    }

    @Override
    public void close() {
      inner.close();
      whole.close();
      exchanged.close();
    }
  }
}
