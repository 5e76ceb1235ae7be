package io.sightline.detect.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.detect.onnx.ModelInput;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that nothing of a picture is lost where pixels are averaged. */
class AveragedPictureTest {
  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1280,1024,480,384,CENTRED",
    "1280,1024,640,512,CENTRED",
    "1201,961,480,384,CENTRED",
    "1280,1024,160,128,CENTRED",
    "4096,512,640,640,STRETCHED"
  })
  void shrinkingAveragesAndDoesNotPickSamples(
      int width, int height, int toWidth, int toHeight, ModelInput.Fit fit) {
    ModelInput input = averaged(toWidth, toHeight, fit);
    ByteBuffer memory = memory(input);
    FloatBuffer tensor = memory.asFloatBuffer();
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame stripes = pool.take(width, height)) {
      ByteBuffer pixels = stripes.mat().createBuffer();
      for (int i = 0; i < 3 * width * height; i++) {
        pixels.put(i, (byte) (i / 3 % width % 2 == 0 ? 0 : 255));
      }
      writer.write(stripes.mat());
    }
    // At this size, one-pixel stripes average to grey; sampling would give black and white.
    for (int i = 0; i < tensor.capacity(); i++) {
      assertThat(tensor.get(i)).isBetween(0.28f, 0.72f);
    }
  }

  /**
   * Uses lines of one pixel, far enough from each other for each to be met at another place between
   * the tensor's pixels.
   */
  @ParameterizedTest
  @CsvSource({"1920,640", "1920,1080", "2048,1500", "2048,256", "960,320"})
  void everyColumnOfAStretchedPictureCountsAlike(int width, int height) {
    int side = 320;
    int apart = 37;
    ModelInput input = averaged(side, side, ModelInput.Fit.STRETCHED);
    ByteBuffer memory = memory(input);
    FloatBuffer tensor = memory.asFloatBuffer();
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame lines = pool.take(width, height)) {
      ByteBuffer pixels = lines.mat().createBuffer();
      for (int i = 0; i < 3 * width * height; i++) {
        pixels.put(i, (byte) (i / 3 % width % apart == apart / 2 ? 255 : 0));
      }
      writer.write(lines.mat());
    }
    for (int x = apart / 2; x < width; x += apart) {
      int at = x * side / width;
      float sum = 0;
      for (int near = Math.max(0, at - 2); near <= Math.min(side - 1, at + 2); near++) {
        sum += tensor.get(side / 2 * side + near);
      }
      assertThat(sum).as("column %d", x).isCloseTo((float) side / width, within(0.01f));
    }
  }

  /** As networks are trained here: what they find changes if this does. */
  @ParameterizedTest
  @CsvSource({"1280,1024,480,2", "1918,304,640,2", "1440,956,480,2", "2560,2048,640,4"})
  void aCentredPictureIsAveragedByTheWholeFactorBeforeTheRestIsInterpolated(
      int width, int height, int side, int factor) {
    ModelInput input = averaged(side, side, ModelInput.Fit.CENTRED);
    ByteBuffer memory = memory(input);
    FloatBuffer tensor = memory.asFloatBuffer();
    try (LetterboxWriter writer = new LetterboxWriter(input, memory);
        Frame frame = pool.take(width, height);
        Size between = new Size(width / factor, height / factor);
        Mat reduced = new Mat();
        Mat wanted = new Mat()) {
      ByteBuffer pixels = frame.mat().createBuffer();
      for (int i = 0; i < 3 * width * height; i++) {
        pixels.put(i, (byte) (i * 37 + i / 3 / width * 101));
      }
      Letterbox letterbox = writer.write(frame.mat());
      resize(frame.mat(), reduced, between, 0, 0, INTER_AREA);
      try (Size size = new Size(letterbox.innerWidth(), letterbox.innerHeight())) {
        resize(reduced, wanted, size, 0, 0, INTER_LINEAR);
      }
      ByteBuffer expected = wanted.createBuffer();
      int from = letterbox.top() * side + letterbox.left();
      for (int i = 0; i < wanted.cols() * wanted.rows(); i++) {
        int at = from + i / wanted.cols() * side + i % wanted.cols();
        int red = Math.round(tensor.get(at) * 255);
        if (red != (expected.get(3 * i + 2) & 0xff)) {
          assertThat(red).as("pixel %d", i).isEqualTo(expected.get(3 * i + 2) & 0xff);
        }
      }
    }
  }

  private static ByteBuffer memory(ModelInput input) {
    return ByteBuffer.allocateDirect(input.numbers() * input.type().bytes())
        .order(ByteOrder.nativeOrder());
  }

  private static ModelInput averaged(int width, int height, ModelInput.Fit fit) {
    return new ModelInput(
        width,
        height,
        ModelInput.Color.RGB,
        1 / 255.0,
        ModelInput.Normalisation.NONE,
        fit,
        ModelInput.Resize.AREA,
        ModelInput.Type.FLOAT32,
        ModelInput.Order.PLANES);
  }
}
