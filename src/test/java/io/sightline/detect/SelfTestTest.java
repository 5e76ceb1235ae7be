package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.layout.Candidates;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that answers something else than the CPU is not used. */
class SelfTestTest {
  @TempDir private Path folder;

  @Test
  void anEngineThatAnswersTheSamePasses() {
    ModelBundle bundle = ModelBundle.load(Fixtures.copy("cells.onnx", folder));

    assertThat(new SelfTest(bundle).refusal(new Engine.Cpu(2))).isEmpty();
  }

  @Test
  void anEngineThatCannotLoadTheNetworkIsRefusedWithItsReason() {
    Path file = Fixtures.copy("cells.onnx", folder);
    ModelBundle bundle = ModelBundle.load(file);
    SelfTest test = new SelfTest(bundle);
    Fixtures.write(file, new byte[] {8, 1});

    assertThat(test.refusal(new Engine.Cpu(2)).orElseThrow()).contains(file.toString());
  }

  @Test
  void anEngineThatHangsIsRefused() {
    ModelBundle bundle = ModelBundle.load(Fixtures.copy("cells.onnx", folder));

    assertThat(new SelfTest(bundle).refusal(new Engine.Cpu(2), Duration.ZERO))
        .hasValueSatisfying(why -> assertThat(why).contains("has not answered a plain picture"));
  }

  @Test
  void boxesMayDifferByARounding() {
    Candidates ones = boxes(10, 10, 50, 0.80f);

    assertThat(SelfTest.difference(ones, boxes(10.2f, 9.9f, 50, 0.79f))).isEmpty();
  }

  @Test
  void aBoxElsewhereIsADifference() {
    assertThat(SelfTest.difference(boxes(10, 10, 50, 0.8f), boxes(30, 10, 50, 0.8f)))
        .hasValueSatisfying(why -> assertThat(why).contains("at 10, 10").contains("0.80"));
  }

  @Test
  void anotherConfidenceIsADifference() {
    assertThat(SelfTest.difference(boxes(10, 10, 50, 0.8f), boxes(10, 10, 50, 0.7f))).isPresent();
  }

  @Test
  void nothingWhereTheOtherFindsSomethingIsADifference() {
    assertThat(SelfTest.difference(boxes(10, 10, 50, 0.8f), new Candidates(1))).isPresent();
  }

  private static Candidates boxes(float x, float y, float side, float confidence) {
    Candidates one = new Candidates(1);
    one.addCorners(x, y, x + side, y + side, confidence, 0);
    return one;
  }
}
