package io.sightline.detect.picture;

import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Made-up pictures, the same each time: networks and engines are tried on them before use. */
public final class TestPicture {
  private TestPicture() {}

  /** Light from the left, darker blocks and some noise: something for every layer to answer to. */
  public static IntBinaryOperator scene(ModelInput input) {
    Random random = new Random(7);
    return (x, y) ->
        Math.min(
            255, 40 + 120 * x / input.width() + (x / 32 + y / 32) % 3 * 25 + random.nextInt(40));
  }

  /**
   * Paints a grey picture of the input's own size.
   *
   * @param tensor native memory for one picture of this input
   * @param grey by column and row, 0 to 255
   */
  public static void paint(ModelInput input, ByteBuffer tensor, IntBinaryOperator grey) {
    byte[] pixels = new byte[input.numbers()];
    for (int i = 0; i < pixels.length; i += 3) {
      byte value = (byte) grey.applyAsInt(i / 3 % input.width(), i / 3 / input.width());
      Arrays.fill(pixels, i, i + 3, value);
    }
    try (LetterboxWriter writer = new LetterboxWriter(input, tensor);
        BytePointer memory = new BytePointer(pixels);
        Mat picture =
            new Mat(input.height(), input.width(), opencv_core.CV_8UC3, memory, Mat.AUTO_STEP)) {
      writer.write(picture);
    }
  }
}
