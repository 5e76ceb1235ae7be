package io.sightline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.CommandLineRun;
import io.sightline.detect.Fixtures;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.EngineChoice;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.detect.engine.EngineChoice.Refusal.Cause;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands report if "auto" passes a fast engine over because of the model. */
@Timeout(120)
class EngineOptionTest {
  @TempDir private Path folder;

  @Test
  void detectingSaysWhyNotTheFastestEngine() {
    assumeTrue(
        Engine.all().stream()
            .anyMatch(each -> each.key().equals("openvino") && each.obstacle().isEmpty()),
        "skipped: OpenVINO is not here, see engines/install-openvino");
    Path model =
        Fixtures.write(folder.resolve("m.onnx"), Fixtures.bytes("layouts/yolov8-float16.onnx"));

    CommandLineRun run = CommandLineRun.of("detect", "sim:board", "--parts", 1, "--model", model);

    assertThat(run.code()).isZero();
    assertThat(run.err()).containsOnlyOnce("does not run on Intel OpenVINO").contains("32-bit");
  }

  @Test
  void whatRunsOnTheFastestSaysNothing() {
    CommandLineRun run = CommandLineRun.of("detect", "sim:board", "--parts", 1, "--model", "board");

    assertThat(run.code()).isZero();
    assertThat(run.err()).doesNotContain("does not run on");
  }

  @Test
  void whatIsOnlySlowerIsNotSaid() {
    Engine other = Engine.all().get(0);
    EngineChoice choice =
        new EngineChoice(
            Fixtures.CPU,
            List.of(
                new Refusal(other, "it takes 91.0 ms", Cause.SLOWER),
                new Refusal(other, "its driver is lost", Cause.FAULT)));

    assertThat(EngineOption.notes(choice, "m"))
        .containsExactly("Note: m does not run on " + other.title() + ": its driver is lost");
  }
}
