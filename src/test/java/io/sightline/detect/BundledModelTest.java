package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.capture.FrameSource;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Detection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the bundled 8-bit networks find the same as their floating-point versions on any CPU:
 * if their weights used all 8 bits, a CPU without integer dot products would pass most bad boards.
 */
class BundledModelTest {
  private static final Path HOME = Path.of(System.getProperty("sightline.home", "."));

  @ParameterizedTest
  @ValueSource(strings = {"board", "deeppcb"})
  void itsWeightsNeedNoSlowArithmetic(String name) {
    assertThat(Models.named(HOME, name).wide()).isFalse();
  }

  @Test
  void theLinesBoards() throws InterruptedException {
    findTheSame("board", "sim:board?seed=7&defects=1&ppm=60000");
  }

  @Test
  void realBoards() throws InterruptedException {
    Path boards = HOME.resolve("../shared/data/deeppcb/images");
    assumeTrue(Files.isDirectory(boards), "skipped: the shared data is not in " + boards);

    findTheSame("deeppcb", "folder:" + boards);
  }

  private static void findTheSame(String name, String pictures) throws InterruptedException {
    List<List<Detection>> integers = look(name, pictures);
    List<List<Detection>> floats = look(name + "/fp32", pictures);
    int boxes = 0;
    for (int i = 0; i < floats.size(); i++) {
      boxes += sureOnesHavePartners(floats.get(i), integers.get(i));
      sureOnesHavePartners(integers.get(i), floats.get(i));
    }
    assertThat(boxes).isGreaterThan(5);
  }

  private static int sureOnesHavePartners(List<Detection> found, List<Detection> others) {
    List<Detection> sure = found.stream().filter(one -> one.confidence() > 0.7).toList();
    for (Detection one : sure) {
      assertThat(others)
          .anySatisfy(
              other -> {
                assertThat(other.classId()).isEqualTo(one.classId());
                assertThat(other.box().iou(one.box())).isGreaterThan(0.8);
                assertThat(other.confidence()).isGreaterThan(0.4);
              });
    }
    return sure.size();
  }

  private static List<List<Detection>> look(String name, String pictures)
      throws InterruptedException {
    ModelBundle bundle = Models.named(HOME, name);
    List<List<Detection>> found = new ArrayList<>();
    try (FramePool frames = new FramePool();
        FrameSource source = FrameSources.open(SourceUri.parse(pictures), frames);
        OnnxDetector detector =
            new OnnxDetector(bundle, Fixtures.CPU, bundle.thresholds().withConfidence(0.1))) {
      for (int i = 0; i < 10; i++) {
        try (Frame frame = source.next().orElseThrow()) {
          found.add(detector.detect(List.of(frame)).get(0).detections());
        }
      }
    }
    return found;
  }
}
