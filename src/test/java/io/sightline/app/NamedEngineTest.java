package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is named must run: one that cannot is never replaced silently. */
@Timeout(120)
class NamedEngineTest {
  @TempDir private Path directory;

  @Test
  void theOneOfTheCommandLine() {
    CommandLineRun run = inspect("--engine", "tensorrt");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("tensorrt");
  }

  @Test
  void theOneOfTheSettingsUnlessTheCommandLineNamesAnother() throws IOException {
    Files.writeString(directory.resolve("settings.json"), "{\"engine\": \"tensorrt\"}");

    CommandLineRun run = inspect();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("tensorrt");
    assertThat(inspect("--engine", "cpu").code()).isZero();
  }

  private CommandLineRun inspect(Object... more) {
    Object[] all = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"inspect", "sim:board", "--parts", 1, "--data", directory}, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    return CommandLineRun.of(all);
  }
}
