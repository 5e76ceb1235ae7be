package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Detection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/** Models and pictures made by others, where they lie beside the project; skipped elsewhere. */
class RealModelTest {
  private static final Path SHARED =
      Path.of(System.getProperty("sightline.home", ".")).resolve("../shared").normalize();

  private static Path present(String name) {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file;
  }

  @Test
  void aQuantisedYoloV8FromElsewhereIsUnderstoodFromItsFileAlone() {
    ModelBundle bundle = ModelBundle.load(present("models/yolov8n_int8_u8_640.onnx"));
    assertThat(bundle.classes()).hasSize(80).startsWith("person", "bicycle");
    assertThat(bundle.input()).isEqualTo(new ModelInput(640, 640, ModelInput.Color.RGB, 1 / 255.0));
    assertThat(bundle.notes()).isEmpty();
    Path picture = present("data/deeppcb/images/00041000.jpg");
    try (OnnxDetector detector =
            new OnnxDetector(
                bundle, Engine.Cpu.ofThisMachine(), bundle.thresholds().withConfidence(0.01));
        FramePool pool = new FramePool();
        Mat read = imread(picture.toString());
        Frame frame = pool.take(read.cols(), read.rows())) {
      read.copyTo(frame.mat());
      List<Detection> found = detector.detect(List.of(frame)).get(0).detections();
      assertThat(found).isNotEmpty().hasSizeLessThanOrEqualTo(300);
      assertThat(found)
          .allSatisfy(
              one -> {
                assertThat(one.box().x1()).isGreaterThanOrEqualTo(0);
                assertThat(one.box().y2()).isLessThanOrEqualTo(read.rows());
                assertThat(one.confidence()).isGreaterThanOrEqualTo((float) 0.01);
              });
      assertThat(found)
          .isSortedAccordingTo((a, b) -> Double.compare(b.confidence(), a.confidence()));
    }
  }
}
