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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Test resource files, and pictures painted to match them. */
public final class Fixtures {
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
