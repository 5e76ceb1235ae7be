package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.onnx.OnnxReader;
import io.sightline.image.FramePool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files whose shapes are read as easily in a way that is not meant: told by what only their
 * exporter writes or answers, and said; or refused with what settles it.
 */
class ExportersTest {
  @TempDir Path folder;
  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  private Path copy(String name, String to) {
    return Fixtures.write(folder.resolve(to), Fixtures.bytes("layouts/" + name + ".onnx"));
  }

  private ModelBundle load(String name) {
    return ModelBundle.load(copy(name, name + ".onnx"));
  }

  private ModelBundle described(String name, String layout, String classes) {
    Path model = copy(name, "model.onnx");
    String description =
        """
        {"name": "cells", "version": "1", %s, "classes": [%s], "sha256": "%s",
         "input": {"width": 96, "height": 64}, "confidence": 0.25, "iou": 0.5}
        """
            .formatted(layout, classes, OnnxReader.read(model).sha256());
    Fixtures.write(folder.resolve("bundle.json"), description.getBytes(StandardCharsets.UTF_8));
    return ModelBundle.load(folder);
  }

  private void isReadFromTheLast(ModelBundle bundle) {
    assertThat(bundle.layout().outputs()).containsExactly("2731");
    assertThat(bundle.notes())
        .singleElement()
        .asString()
        .contains("It answers twice in the same way (\"output0\", \"2731\")")
        .contains("YOLOv9")
        .contains("the last is read");
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** Its own export of training weights answers the auxiliary head's boxes, then the main one's. */
  @Test
  void ofTwoHeadsTheMainOneIsRead() {
    isReadFromTheLast(load("yolov9-dual"));
  }

  @Test
  void ofTwoHeadsTheMainOneIsReadWhereABundleSaysHowItsBoxesAreMeant() {
    isReadFromTheLast(
        described(
            "yolov9-dual",
            "\"layout\": \"yolov8\", \"boxes\": \"centred\"",
            "\"red\", \"green\", \"blue\""));
  }

  @Test
  void aSecondOutputOfTheSameShapeThatIsNoSuchAnswerIsNotRead() {
    ModelBundle bundle = load("yolov8-beyond");
    assertThat(bundle.layout().outputs()).containsExactly("output0");
    assertThat(bundle.notes()).isEmpty();
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }
}
