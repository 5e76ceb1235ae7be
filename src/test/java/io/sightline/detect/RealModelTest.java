package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.layout.PlainDecoding;
import io.sightline.detect.layout.PlainDecoding.Found;
import io.sightline.detect.layout.ScoreForm;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelInput.Color;
import io.sightline.detect.onnx.ModelInput.Fit;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs third-party models on third-party pictures, if they lie beside the project. Every box must
 * match a plain decoding of ONNX Runtime's own answer.
 */
class RealModelTest {
  private static final Path SHARED =
      Path.of(System.getProperty("sightline.home", ".")).resolve("../shared").normalize();

  /** Low, as these networks know everyday objects and are never sure about circuit boards. */
  private static final double CONFIDENCE = 0.02;

  private static Path present(String name) {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file;
  }

  @Test
  void whatTheirFilesSayIsUnderstood() {
    ModelBundle v8 = Models.load(present("models/yolov8n_int8_u8_640.onnx"));
    assertThat(v8.classes()).hasSize(80).startsWith("person", "bicycle");
    assertThat(v8.input()).isEqualTo(new ModelInput(640, 640, Color.RGB, 1 / 255.0));
    assertThat(v8.notes()).isEmpty();
    ModelBundle v5 = Models.load(present("models/yolov5n_fp16weights_fp32io_640.onnx"));
    assertThat(v5.layout().key()).isEqualTo("yolov5");
    assertThat(v5.classes()).hasSize(80).startsWith("person", "bicycle");
    assertThat(v5.notes()).isEmpty();
    ModelBundle yolox = Models.load(present("models/yolox_nano_416.onnx"));
    assertThat(yolox.layout().key()).isEqualTo("yolox");
    assertThat(yolox.layout().scores()).isEqualTo(ScoreForm.PROBABILITIES);
    assertThat(yolox.classes()).hasSize(80).startsWith("class 0");
    assertThat(yolox.input().color()).isEqualTo(Color.BGR);
    assertThat(yolox.input().scale()).isEqualTo(1);
    assertThat(yolox.input().fit()).isEqualTo(Fit.TOP_LEFT);
    assertThat(yolox.notes()).hasSize(3);
  }

  /** In original size, and in sizes that are shrunk by odd factors. */
  @ParameterizedTest
  @CsvSource({
    "00041000, 640, 640",
    "20085201, 640, 640",
    "00041000, 1920, 1080",
    "20085201, 1216, 809",
    "20085201, 1152, 766"
  })
  void aYoloV8sBoxesAreThePlainReferences(String picture, int width, int height)
      throws OrtException {
    same(
        "yolov8n_int8_u8_640.onnx",
        new Shown(picture, width, height, 640),
        rows -> PlainDecoding.yoloV8(rows, CONFIDENCE));
  }

  @ParameterizedTest
  @CsvSource({
    "00041000, 640, 640",
    "20085201, 640, 640",
    "00041000, 1920, 1080",
    "20085201, 1216, 809",
    "20085201, 1152, 766"
  })
  void aYoloV5sBoxesAreThePlainReferences(String picture, int width, int height)
      throws OrtException {
    same(
        "yolov5n_fp16weights_fp32io_640.onnx",
        new Shown(picture, width, height, 640),
        rows -> PlainDecoding.yoloV5(rows, CONFIDENCE));
  }

  @ParameterizedTest
  @CsvSource({
    "00041000, 416, 416",
    "20085201, 416, 416",
    "00041000, 1920, 1080",
    "20085201, 1216, 809",
    "20085201, 1152, 766"
  })
  void aYoloxsBoxesAreThePlainReferences(String picture, int width, int height)
      throws OrtException {
    same(
        "yolox_nano_416.onnx",
        new Shown(picture, width, height, 416),
        rows -> PlainDecoding.yolox(rows, 416, 416, CONFIDENCE));
  }

  /**
   * A picture resized to a given size, and its position in a square input.
   *
   * @param name of the picture's file
   * @param side of the input
   */
  private record Shown(String name, int width, int height, int side) {
    double scale() {
      return Math.min((double) side / width, (double) side / height);
    }

    /** Rounds as the original software does: Ultralytics to the nearest, YOLOX down. */
    int inner(int size, boolean topLeft) {
      return (int) (topLeft ? Math.floor(size * scale() + 1e-9) : Math.rint(size * scale()));
    }

    int padding(int size, boolean topLeft) {
      return topLeft ? 0 : (int) Math.rint((side - inner(size, false)) / 2.0 - 0.1);
    }

    /** Maps a coordinate from the input back to the picture. */
    double back(double at, int size, boolean topLeft) {
      double gain = topLeft ? scale() : (double) inner(size, false) / size;
      return Math.max(0, Math.min(size, (at - padding(size, topLeft)) / gain));
    }

    Box back(Box box, boolean topLeft) {
      return new Box(
          back(box.x1(), width, topLeft),
          back(box.y1(), height, topLeft),
          back(box.x2(), width, topLeft),
          back(box.y2(), height, topLeft));
    }

    /** Letterboxes with OpenCV alone: one linear resize, padded with 114. */
    byte[] pixels(Mat picture, boolean topLeft) {
      byte[] pixels = new byte[3 * side * side];
      int across = inner(width, topLeft);
      int down = inner(height, topLeft);
      int left = padding(width, topLeft);
      int top = padding(height, topLeft);
      try (Size size = new Size(across, down);
          Scalar grey = new Scalar(114, 114, 114, 0);
          Mat resized = new Mat();
          Mat padded = new Mat()) {
        resize(picture, resized, size, 0, 0, INTER_LINEAR);
        copyMakeBorder(
            resized,
            padded,
            top,
            side - down - top,
            left,
            side - across - left,
            BORDER_CONSTANT,
            grey);
        padded.data().get(pixels);
      }
      return pixels;
    }
  }

  private static void same(String model, Shown shown, Function<float[][], List<Found>> reference)
      throws OrtException {
    Path file = present("models/" + model);
    ModelBundle bundle = Models.load(file);
    Path picture = present("data/deeppcb/images/" + shown.name() + ".jpg");
    boolean yolox = bundle.input().color() == Color.BGR;
    List<Detection> found;
    byte[] pixels;
    try (OnnxDetector detector =
            new OnnxDetector(
                bundle, new Engine.Cpu(1), bundle.thresholds().withConfidence(CONFIDENCE));
        FramePool pool = new FramePool();
        Mat read = imread(picture.toString());
        Size size = new Size(shown.width(), shown.height());
        Frame frame = pool.take(shown.width(), shown.height())) {
      resize(read, frame.mat(), size, 0, 0, INTER_CUBIC);
      pixels = shown.pixels(frame.mat(), yolox);
      found = detector.detect(List.of(frame)).get(0).detections();
    }
    int side = shown.side();
    FloatBuffer planes = planes(pixels, side, side, !yolox, yolox ? 1 : 1 / 255.0);
    float[][] answer = run(file, planes, side, side);
    List<Found> expected =
        PlainDecoding.suppressed(reference.apply(answer), bundle.recommended().iou()).stream()
            .limit(bundle.thresholds().most())
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(found).hasSameSizeAs(expected);
    List<Detection> left = new ArrayList<>(found);
    for (Found one : expected) {
      Box there = shown.back(one.box(), yolox);
      Detection match =
          left.stream()
              .filter(d -> d.classId() == one.classId() && d.box().iou(there) >= 0.99)
              .findFirst()
              .orElseThrow(() -> new AssertionError("no " + one + " among " + left));
      assertThat(match.confidence()).isCloseTo(one.score(), within(0.01));
      left.remove(match);
    }
  }

  /** Splits a BGR picture of exactly the input's size into planes. */
  private static FloatBuffer planes(byte[] bgr, int width, int height, boolean rgb, double scale) {
    FloatBuffer planes =
        ByteBuffer.allocateDirect(bgr.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < width * height; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int value = bgr[3 * i + (rgb ? 2 - channel : channel)] & 0xff;
        planes.put(channel * width * height + i, (float) (value * scale));
      }
    }
    return planes;
  }

  /** Returns ONNX Runtime's answer as rows of the last two dimensions. */
  private static float[][] run(Path model, FloatBuffer planes, int width, int height)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment(); // the detector's
    try (OrtSession session = environment.createSession(model.toString());
        OnnxTensor input =
            OnnxTensor.createTensor(environment, planes, new long[] {1, 3, height, width});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      return ((float[][][]) result.get(0).getValue())[0];
    }
  }
}
