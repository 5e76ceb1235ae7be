package io.sightline.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a task is known by each of the names that exporters give it. */
class ModelTaskTest {
  private static ModelTask task(String said) {
    Map<String, String> metadata = Map.of("task", said);
    OnnxHeader header =
        new OnnxHeader(
            List.of(), List.of(), metadata, List.of(), false, false, false, false, "", 1, "0");
    return ModelTask.of(header, Path.of("some.onnx"));
  }

  @ParameterizedTest
  @CsvSource({
    "detect, DETECTION",
    "object-detection, DETECTION",
    "object_detection, DETECTION",
    "Object Detection, DETECTION",
    "segment, SEGMENTATION",
    "instance-segmentation, SEGMENTATION",
    "instance_segmentation, SEGMENTATION",
    "pose, POSE"
  })
  void isKnownHoweverItIsWritten(String said, ModelTask task) {
    assertThat(task(said)).isEqualTo(task);
  }

  @ParameterizedTest
  @CsvSource({
    "classify, 'made for the task \"classify\", of which no boxes are read'",
    "panoptic-segmentation, of which no boxes are read",
    "obb, 'finds turned boxes, which are not read'"
  })
  void whatIsNotReadIsRefusedWithATrueReason(String said, String why) {
    assertThatThrownBy(() -> task(said))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("some.onnx")
        .hasMessageContaining(why);
  }
}
