package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.command.StationFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands report how they read an ONNX file without a description, and only then. */
@Timeout(120)
class ReadingNoticeTest {
  private static final String READ_AS =
      "model.onnx is read as YOLOv8, v9, v11 or v12 (6 classes; centre and size in pixels), shown"
          + " 640x512 RGB 0-1, centred, resized linear";

  @TempDir private Path folder;

  @Test
  void aFileAloneIsExplainedOnceOnStandardError() {
    Path file = StationFolder.home().resolve("models/board/model.onnx");

    assertThat(told(file.toString())).singleElement().asString().endsWith(READ_AS);
    assertThat(told("board")).isEmpty();
  }

  private List<String> told(String model) {
    Path boards = folder.resolve("boards");
    CommandLineRun.of("simulate", "--out", boards, "--count", 2, "--seed", 6, "--defects", 0.5);
    CommandLineRun run = CommandLineRun.of("detect", "folder:" + boards, "--model", model);
    assertThat(run.code()).isZero();
    assertThat(run.out()).doesNotContain("is read as");
    return run.err().lines().filter(line -> line.contains("is read as")).toList();
  }
}
