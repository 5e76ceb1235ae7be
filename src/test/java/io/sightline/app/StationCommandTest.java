package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The station without a display. */
@Timeout(120)
class StationCommandTest {
  @TempDir private Path directory;

  @Test
  void itNamesTheLinesThatDoNotRun() throws IOException {
    assumeFalse(Display.ofThisMachine().isPresent(), "skipped: there is a display");
    Path boards = directory.resolve("boards");
    CommandLineRun.of("simulate", "--out", boards, "--count", 1, "--seed", 9, "--defects", 0);
    Files.writeString(
        directory.resolve("settings.json"),
        """
        {"lines": [{"name": "Left", "source": "folder:%s"},
                   {"name": "Middle", "source": "usb:0"},
                   {"name": "Right", "source": "usb:1"}]}
        """
            .formatted(boards));

    CommandLineRun run = CommandLineRun.of("--data", directory);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err().lines())
        .anyMatch(line -> line.contains("Left inspects"))
        .anyMatch(line -> line.contains("not Middle, Right"));
  }
}
