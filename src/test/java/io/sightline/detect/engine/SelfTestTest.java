package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.layout.Candidates;
import io.sightline.detect.onnx.OnnxReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that an engine whose answers differ from the CPU's is not used. */
class SelfTestTest {
  @TempDir private Path folder;

  @Test
  void anEngineThatAnswersTheSamePasses() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

    assertThat(new SelfTest(bundle).refusal(new Engine.Cpu(2))).isEmpty();
  }

  @Test
  void anEngineThatCannotLoadTheNetworkIsRefusedWithItsReason() {
    Path file = Fixtures.copy("cells.onnx", folder);
    ModelBundle bundle = Models.load(file);
    SelfTest test = new SelfTest(bundle);
    Fixtures.write(file, new byte[] {8, 1});

    assertThat(test.refusal(new Engine.Cpu(2)).orElseThrow()).contains(file.toString());
  }

  /**
   * Speed is measured after the comparison: a failure there is a refusal, too, not an exception.
   */
  @Test
  void anEngineThatFailsWhileItIsTimedIsRefusedWithItsReason() {
    Path file = Fixtures.copy("cells.onnx", folder);
    SelfTest test = new SelfTest(Models.load(file));
    assertThat(test.slowness(new Engine.Cpu(2))).isEmpty();
    Fixtures.write(file, new byte[] {8, 1});

    assertThat(test.slowness(new Engine.Cpu(2)).orElseThrow().reason()).contains(file.toString());
  }

  @Test
  void anEngineThatAnswersSomethingElseIsRefused() {
    Path file = Fixtures.copy("cells.onnx", folder);
    SelfTest test = new SelfTest(Models.load(file));
    Fixtures.write(file, halfAsSure());

    assertThat(test.refusal(new Engine.Cpu(2)))
        .hasValueSatisfying(why -> assertThat(why).contains("not find what the CPU finds"));
  }

  /** The first picture's answer is right: only a run of several shows that the third's is not. */
  @Test
  void anEngineThatIsWrongOnlyInARunOfSeveralIsRefused() {
    Path file = write("batches/four.onnx");
    SelfTest test = new SelfTest(Models.load(file));
    assertThat(test.refusal(new Engine.Cpu(2))).isEmpty();
    write("batches/four-third-half.onnx");

    assertThat(test.refusal(new Engine.Cpu(2)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("not find what the CPU finds")
                    .endsWith("in a run of 4 pictures"));
  }

  /** It is shown one at a time, so that what it would find in several does not count. */
  @Test
  void anEngineIsNotRefusedForRunsThatItIsNeverShown() {
    SelfTest test = new SelfTest(Models.load(write("batches/four-leaking-3-into-0.onnx")));

    assertThat(test.refusal(new Engine.Cpu(2))).isEmpty();
  }

  /** Of five million confidences, none quite 0, only those that may matter are compared. */
  @Test
  void aNetworkWithAClassMoreThanCanBeListedIsCompared() {
    SelfTest test = new SelfTest(Models.load(write("layouts/boxes-of-many-classes.onnx")));

    assertThat(test.silence()).isEmpty();
    assertThat(test.refusal(new Engine.Cpu(2))).isEmpty();
  }

  private Path write(String network) {
    return Fixtures.write(folder.resolve("network.onnx"), Fixtures.bytes(network));
  }

  @Test
  void anEngineThatHangsIsRefused() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

    assertThat(new SelfTest(bundle).refusal(new Engine.Cpu(2), Duration.ZERO))
        .hasValueSatisfying(why -> assertThat(why).contains("has not answered a plain picture"));
  }

  @Test
  void boxesMayDifferByARounding() {
    Candidates ones = boxes(10, 10, 50, 0.80f);

    assertThat(difference(ones, boxes(10.2f, 9.9f, 50, 0.79f))).isEmpty();
  }

  @Test
  void aBoxElsewhereIsADifference() {
    assertThat(difference(boxes(10, 10, 50, 0.8f), boxes(30, 10, 50, 0.8f)))
        .hasValueSatisfying(why -> assertThat(why).contains("at 10, 10").contains("0.80"));
  }

  @Test
  void anotherConfidenceIsADifference() {
    assertThat(difference(boxes(10, 10, 50, 0.8f), boxes(10, 10, 50, 0.76f))).isPresent();
    assertThat(difference(boxes(10, 10, 50, 0.8f), boxes(10, 10, 50, 0.775f))).isEmpty();
  }

  /** Engines round integers differently but find the same boxes. */
  @Test
  void confidencesOfIntegersMayDifferMore() {
    assertThat(integers(0.134f, 0.092f)).isEmpty();
    assertThat(integers(0.454f, 0.365f)).isEmpty();
    assertThat(integers(0.454f, 0.34f)).isPresent();
    assertThat(integers(0.09f, 0.02f)).as("little on one side only").isPresent();
    assertThat(SelfTest.difference(box(0.09f, 0), new Candidates(1), SelfTest.MOST_OF_INTEGERS))
        .isPresent();
  }

  @Test
  void nothingWhereTheOtherFindsSomethingIsADifference() {
    assertThat(difference(boxes(10, 10, 50, 0.8f), new Candidates(1))).isPresent();
  }

  @Test
  void anotherClassIsADifferenceWhereTheNetworkIsSure() {
    assertThat(difference(box(0.8f, 0), box(0.8f, 1))).isPresent();
    assertThat(difference(box(0.05f, 0), box(0.05f, 1))).isEmpty();
  }

  @Test
  void hardlySureIsNotTheSameAsNotAtAll() {
    assertThat(difference(box(0.02f, 0), box(0.0001f, 0))).isPresent();
    assertThat(difference(box(0.02f, 0), box(0.015f, 0))).isEmpty();
  }

  @Test
  void anEngineThatExchangesColoursFindsSomethingElse() {
    ModelBundle bundle = described("RGB");
    Candidates right = SelfTest.found(bundle, Fixtures.CPU);

    assertThat(difference(right, SelfTest.found(bundle, Fixtures.CPU))).isEmpty();
    assertThat(difference(right, SelfTest.found(described("BGR"), Fixtures.CPU))).isPresent();
  }

  @Test
  void anEngineIsRefusedForWhatItFindsBesidesAndForWhatItDoesNotFind() {
    ModelBundle bundle = described("RGB");
    SelfTest test = new SelfTest(bundle);
    Candidates found = SelfTest.found(bundle, Fixtures.CPU);
    assertThat(test.refusal(found)).isEmpty();

    found.addCorners(10, 10, 60, 60, 0.9f, 0);

    assertThat(test.refusal(found)).as("one box more").isPresent();
    assertThat(test.refusal(new Candidates(1))).as("nothing").isPresent();
    assertThat(test.refusal(SelfTest.found(described("BGR"), Fixtures.CPU)))
        .as("exchanged colours")
        .isPresent();
  }

  @Test
  void onlyANetworkOfIntegersIsAllowedTheirRoundings() {
    ModelBundle floats = described("RGB", "fp32");
    Candidates found = lessSure(SelfTest.found(floats, Fixtures.CPU), 0.05f);
    assertThat(new SelfTest(floats).refusal(found)).isPresent();

    assertThat(new SelfTest(described("RGB", "int8")).refusal(found)).isEmpty();
  }

  /** Lowers the confidences by this much, but only those above twice as much. */
  private static Candidates lessSure(Candidates found, float by) {
    Candidates less = new Candidates(found.count());
    for (int i = 0; i < found.count(); i++) {
      float score = found.score(i) > 2 * by ? found.score(i) - by : found.score(i);
      less.addCorners(found.x1(i), found.y1(i), found.x2(i), found.y2(i), score, found.classId(i));
    }
    return less;
  }

  /** Returns cells.onnx with the factor of its confidences halved. */
  static byte[] halfAsSure() {
    return Fixtures.cells(0.5f);
  }

  private ModelBundle described(String color) {
    return described(color, "fp32");
  }

  private ModelBundle described(String color, String precision) {
    Path model = Fixtures.write(folder.resolve("model.onnx"), Fixtures.bytes("cells.onnx"));
    String text =
        """
        {"name": "cells", "version": "1", "layout": "yolov8", "sha256": "%s", "confidence": 0.5,
         "classes": ["red", "green", "blue"], "iou": 0.5, "precision": "%s",
         "input": {"width": 96, "height": 64, "color": "%s"}}
        """
            .formatted(OnnxReader.read(model).sha256(), precision, color);
    Fixtures.write(folder.resolve("bundle.json"), text.getBytes(StandardCharsets.UTF_8));
    return Models.load(folder);
  }

  private static Optional<String> difference(Candidates ones, Candidates others) {
    return SelfTest.difference(ones, others, SelfTest.MOST_DIFFERENCE);
  }

  private static Optional<String> integers(float one, float other) {
    return SelfTest.difference(box(one, 0), box(other, 0), SelfTest.MOST_OF_INTEGERS);
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
