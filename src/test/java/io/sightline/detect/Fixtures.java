package io.sightline.detect;

import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Test resource files, and pictures painted to match them. */
public final class Fixtures {
  /** Offset in cells.onnx of the factor applied to its confidences. */
  private static final int FACTOR = 259;

  public static final Engine CPU = new Engine.Cpu(1);

  private Fixtures() {}

  /** Returns the input that most networks expect. */
  public static ModelInput input(int width, int height) {
    return new ModelInput(width, height, ModelInput.Color.RGB, 1 / 255.0);
  }

  public static byte[] bytes(String name) {
    try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns cells.onnx with another factor applied to its confidences than 1. */
  public static byte[] cells(float factor) {
    byte[] network = bytes("cells.onnx");
    ByteBuffer weights = ByteBuffer.wrap(network).order(ByteOrder.LITTLE_ENDIAN);
    if (weights.getFloat(FACTOR) != 1) {
      throw new IllegalStateException("cells.onnx has changed: its factor is elsewhere");
    }
    weights.putFloat(FACTOR, factor);
    return network;
  }

  public static Path copy(String name, Path to) {
    return write(to.resolve(name), bytes(name));
  }

  public static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paints a black picture with one filled rectangle. */
  public static Frame painted(FramePool pool, int width, int height, Box box, Scalar blueGreenRed) {
    Frame frame = pool.take(width, height);
    try (Scalar black = new Scalar(0, 0, 0, 0);
        Rect place =
            new Rect((int) box.x1(), (int) box.y1(), (int) box.width(), (int) box.height())) {
      frame.mat().put(black);
      rectangle(frame.mat(), place, blueGreenRed, -1, 8, 0);
    }
    return frame;
  }
}
