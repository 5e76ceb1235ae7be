package io.sightline.detect.picture;

import io.sightline.detect.onnx.ModelInput;
import io.sightline.image.Frame;
import java.nio.ByteBuffer;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Synthetic pictures, always the same, to try networks and engines on before use. */
public final class TestPicture {
  private static final int CELL = 16;

  private TestPicture() {}

  /** The brightness of a colour at a position, 0 to 255. */
  @FunctionalInterface
  public interface Scene {
    /**
     * Returns the brightness.
     *
     * @param colour 0 blue, 1 green, 2 red
     */
    int at(int x, int y, int colour);
  }

  /**
   * Returns a scene with light of each colour from a different side, darker blocks and some noise:
   * every layer responds to it, and exchanged colours make another picture.
   */
  public static Scene scene(ModelInput input) {
    Random random = new Random(7);
    return (x, y, colour) -> {
      int light =
          switch (colour) {
            case 0 -> 120 * x / input.width();
            case 1 -> 120 * y / input.height();
            default -> 120 - 120 * x / input.width();
          };
      return Math.min(255, 40 + light + (x / 32 + y / 32) % 3 * 25 + random.nextInt(40));
    };
  }

  /**
   * Paints a picture of the input's own size.
   *
   * @param tensor native memory for one picture of this input
   */
  public static void paint(ModelInput input, ByteBuffer tensor, Scene scene) {
    byte[] pixels = new byte[input.numbers()];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = i / 3;
      pixels[i] = (byte) scene.at(pixel % input.width(), pixel / input.width(), i % 3);
    }
    try (LetterboxWriter writer = new LetterboxWriter(input, tensor);
        BytePointer memory = new BytePointer(pixels);
        Mat picture =
            new Mat(input.height(), input.width(), opencv_core.CV_8UC3, memory, Mat.AUTO_STEP)) {
      writer.write(picture);
    }
  }

  /**
   * Paints a frame with small cells of one random colour each, in which networks of all kinds find
   * something.
   */
  public static void paintCells(Frame frame) {
    Random random = new Random(1);
    byte[] row = new byte[3 * frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      if (y % CELL == 0) {
        for (int i = 0; i < row.length; i++) {
          boolean begins = i < 3 || i / 3 % CELL == 0;
          row[i] = begins ? (byte) random.nextInt() : row[i - 3];
        }
      }
      frame.mat().data().position((long) y * row.length).put(row);
    }
  }
}
