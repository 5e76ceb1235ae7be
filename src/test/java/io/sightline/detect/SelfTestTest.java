package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.layout.Candidates;
import io.sightline.detect.onnx.OnnxReader;
import java.nio.charset.StandardCharsets;
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

  @Test
  void anotherClassIsADifferenceWhereTheNetworkIsSure() {
    assertThat(SelfTest.difference(box(0.8f, 0), box(0.8f, 1))).isPresent();
    assertThat(SelfTest.difference(box(0.05f, 0), box(0.05f, 1))).isEmpty();
  }

  @Test
  void hardlySureIsNotTheSameAsNotAtAll() {
    assertThat(SelfTest.difference(box(0.02f, 0), box(0.0001f, 0))).isPresent();
    assertThat(SelfTest.difference(box(0.02f, 0), box(0.015f, 0))).isEmpty();
  }

  @Test
  void anEngineThatExchangesColoursFindsSomethingElse() {
    ModelBundle bundle = described("RGB");
    Candidates right = SelfTest.found(bundle, Fixtures.CPU);

    assertThat(SelfTest.difference(right, SelfTest.found(bundle, Fixtures.CPU))).isEmpty();
    assertThat(SelfTest.difference(right, SelfTest.found(described("BGR"), Fixtures.CPU)))
        .isPresent();
  }

  private ModelBundle described(String color) {
    Path model = Fixtures.write(folder.resolve("model.onnx"), Fixtures.bytes("cells.onnx"));
    String text =
        """
        {"name": "cells", "version": "1", "layout": "yolov8", "sha256": "%s", "confidence": 0.5,
         "classes": ["red", "green", "blue"], "iou": 0.5,
         "input": {"width": 96, "height": 64, "color": "%s"}}
        """
            .formatted(OnnxReader.read(model).sha256(), color);
    Fixtures.write(folder.resolve("bundle.json"), text.getBytes(StandardCharsets.UTF_8));
    return ModelBundle.load(folder);
  }

  private static Candidates boxes(float x, float y, float side, float confidence) {
    return box(x, y, side, confidence, 0);
  }

  private static Candidates box(float confidence, int classId) {
    return box(10, 10, 50, confidence, classId);
  }

  private static Candidates box(float x, float y, float side, float confidence, int classId) {
    Candidates one = new Candidates(1);
    one.addCorners(x, y, x + side, y + side, confidence, classId);
    return one;
  }
}
