package io.sightline.detect.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.HalfFloats;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.assertj.core.data.Offset;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the numbers given to a network against the picture's pixels. */
class LetterboxWriterTest {
  private static final Offset<Float> EXACTLY = within(1e-6f);
  private static final float PADDING = 114 / 255f;

  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  private static ByteBuffer memory(ModelInput input) {
    return ByteBuffer.allocateDirect(input.numbers() * input.type().bytes())
        .order(ByteOrder.nativeOrder());
  }

  private static ModelInput input(int width, int height, ModelInput.Color color, double scale) {
    return new ModelInput(width, height, color, scale);
  }

  /** Returns a test pixel's value: channels differ, and so do neighbouring pixels. */
  private static int value(int x, int y, int channel) {
    return (37 * x + 101 * y + 83 * channel) % 256;
  }

  private Frame picture(int width, int height) {
    Frame frame = pool.take(width, height);
    ByteBuffer pixels = frame.mat().createBuffer();
    for (int i = 0; i < 3 * width * height; i++) {
      pixels.put(i, (byte) value(i / 3 % width, i / 3 / width, i % 3));
    }
    return frame;
  }

  @ParameterizedTest
  @CsvSource({"RGB,2,1,0", "BGR,0,1,2"})
  void aPictureOfTheRightSizeIsCopiedPlaneByPlaneInTheNetworksOrder(
      ModelInput.Color order, int first, int second, int third) {
    ModelInput input = input(31, 17, order, 1 / 255.0);
    ByteBuffer memory = memory(input);
    FloatBuffer tensor = memory.asFloatBuffer();
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame frame = picture(31, 17)) {
      writer.write(frame.mat());
    }
    int[] channels = {first, second, third};
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < 17; y++) {
        for (int x = 0; x < 31; x++) {
          assertThat(tensor.get((plane * 17 + y) * 31 + x))
              .isCloseTo(value(x, y, channels[plane]) / 255f, EXACTLY);
        }
      }
    }
  }

  @Test
  void theRestIsPaddedAndStaysSoWhenTheSizeChanges() {
    ModelInput input = input(40, 40, ModelInput.Color.RGB, 1 / 255.0);
    ByteBuffer memory = memory(input);
    FloatBuffer tensor = memory.asFloatBuffer();
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame wide = picture(40, 10);
        Frame tall = picture(10, 40)) {
      writer.write(tall.mat());
      Letterbox letterbox = writer.write(wide.mat());
      assertThat(letterbox.top()).isEqualTo(15);
    }
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 40; x++) {
          float expected = y >= 15 && y < 25 ? value(x, y - 15, 2 - plane) / 255f : PADDING;
          assertThat(tensor.get((plane * 40 + y) * 40 + x)).isCloseTo(expected, EXACTLY);
        }
      }
    }
  }

  @Test
  void aNetworkThatWantsBytesGetsBytes() {
    ModelInput input = input(8, 16, ModelInput.Color.BGR, 1);
    ByteBuffer memory = memory(input);
    FloatBuffer tensor = memory.asFloatBuffer();
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame frame = picture(8, 8)) {
      writer.write(frame.mat());
    }
    assertThat(tensor.get(0)).isEqualTo(114);
    assertThat(tensor.get(4 * 8 + 3)).isEqualTo(value(3, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"RGB,FLOAT32", "BGR,FLOAT32", "RGB,FLOAT16", "BGR,FLOAT16", "RGB,UINT8", "BGR,UINT8"})
  void everyTypeInEitherOrderOfNumbersHasTheSamePicture(
      ModelInput.Color color, ModelInput.Type type) {
    float[] halves = HalfFloats.table();
    double scale = type == ModelInput.Type.UINT8 ? 1 : 1 / 255.0;
    for (ModelInput.Order order : ModelInput.Order.values()) {
      ModelInput input =
          new ModelInput(
              8,
              6,
              color,
              scale,
              ModelInput.Normalisation.NONE,
              ModelInput.Fit.TOP_LEFT,
              ModelInput.Resize.AREA,
              type,
              order);
      ByteBuffer memory = memory(input);
      try (LetterboxWriter writer = new LetterboxWriter(input, memory);
          Frame frame = picture(8, 4)) {
        writer.write(frame.mat());
      }
      for (int i = 0; i < 3 * 8 * 6; i++) {
        int channel = order == ModelInput.Order.PLANES ? i / 48 : i % 3;
        int pixel = order == ModelInput.Order.PLANES ? i % 48 : i / 3;
        int of = color == ModelInput.Color.RGB ? 2 - channel : channel;
        int expected = pixel / 8 < 4 ? value(pixel % 8, pixel / 8, of) : 114;
        float found =
            switch (type) {
              case FLOAT32 -> memory.getFloat(4 * i);
              case FLOAT16 -> halves[memory.getShort(2 * i) & 0xffff];
              case UINT8 -> memory.get(i) & 0xff;
            };
        assertThat(found).isCloseTo((float) (expected * scale), within(5e-4f));
      }
    }
  }

  /** As in Ultralytics, YOLOX and others, which give different boxes on averaged pictures. */
  @ParameterizedTest
  @CsvSource({"1920,1080", "1216,809", "1152,766", "1280,1024", "300,200"})
  void shrinkingLinearlyIsOnePassOfOpenCvsInterpolation(int width, int height) {
    ModelInput input = input(640, 640, ModelInput.Color.BGR, 1);
    ByteBuffer memory = memory(input);
    FloatBuffer tensor = memory.asFloatBuffer();
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame frame = picture(width, height);
        Mat wanted = new Mat()) {
      Letterbox letterbox = writer.write(frame.mat());
      try (Size size = new Size(letterbox.innerWidth(), letterbox.innerHeight())) {
        resize(frame.mat(), wanted, size, 0, 0, INTER_LINEAR);
      }
      ByteBuffer pixels = wanted.createBuffer();
      int left = letterbox.left();
      int top = letterbox.top();
      assertThat(left).isEqualTo((640 - wanted.cols()) / 2);
      for (int i = 0; i < 3 * wanted.cols() * wanted.rows(); i++) {
        int x = left + i / 3 % wanted.cols();
        int y = top + i / 3 / wanted.cols();
        float found = tensor.get((i % 3 * 640 + y) * 640 + x);
        if (found != (pixels.get(i) & 0xff)) {
          assertThat(found).as("%d, %d", x, y).isEqualTo(pixels.get(i) & 0xff);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"RGB", "BGR"})
  void aMeanIsTakenOffEachColourAndItIsDividedByItsDeviation(ModelInput.Color color) {
    ModelInput input =
        new ModelInput(
            8,
            6,
            color,
            1 / 255.0,
            ModelInput.Normalisation.IMAGENET,
            ModelInput.Fit.TOP_LEFT,
            ModelInput.Resize.LINEAR,
            ModelInput.Type.FLOAT32,
            ModelInput.Order.PLANES);
    double[] mean = {0.485, 0.456, 0.406};
    double[] std = {0.229, 0.224, 0.225};
    ByteBuffer memory = memory(input);
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame frame = picture(8, 4)) {
      writer.write(frame.mat());
    }
    for (int i = 0; i < 3 * 8 * 6; i++) {
      int plane = i / 48;
      int of = color == ModelInput.Color.RGB ? 2 - plane : plane;
      int value = i % 48 / 8 < 4 ? value(i % 8, i % 48 / 8, of) : 114;
      assertThat(memory.getFloat(4 * i))
          .isCloseTo((float) ((value / 255.0 - mean[plane]) / std[plane]), within(1e-5f));
    }
  }

  @Test
  void enlargingInterpolatesAndDoesNotRepeatPixels() {
    ModelInput input = input(8, 8, ModelInput.Color.RGB, 1);
    ByteBuffer memory = memory(input);
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame halves = pool.take(2, 2)) {
      ByteBuffer pixels = halves.mat().createBuffer();
      for (int i = 0; i < 12; i++) {
        pixels.put(i, (byte) (i / 3 % 2 == 0 ? 0 : 200));
      }
      writer.write(halves.mat());
    }
    float[] row = new float[8];
    memory.asFloatBuffer().get(row);
    assertThat(row).containsExactly(0, 0, 25, 75, 125, 175, 200, 200);
  }

  @Test
  void anythingButAnEightBitColourPictureIsRefused() {
    ModelInput input = input(8, 8, ModelInput.Color.RGB, 1 / 255.0);
    try (LetterboxWriter writer = new LetterboxWriter(input, memory(input));
        Mat grey = new Mat(8, 8, CV_8UC1);
        Mat nothing = new Mat()) {
      assertThatThrownBy(() -> writer.write(grey)).isInstanceOf(DetectException.class);
      assertThatThrownBy(() -> writer.write(nothing)).isInstanceOf(DetectException.class);
    }
  }
}
