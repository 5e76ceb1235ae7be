package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The training chain from data to a judged bundle, on a tiny scale. Needs its Python environment:
 * {@code models/training/.venv}, or the interpreter that {@code SIGHTLINE_TRAINING_PYTHON} names.
 */
@Timeout(1500)
class TrainingChainTest {
  private static final Path HOME =
      Path.of(System.getProperty("sightline.home", ".")).toAbsolutePath();
  private static final Path TRAINING = HOME.resolve("models/training");

  @TempDir private Path directory;

  @Test
  void theWholeChainRuns() throws IOException, InterruptedException {
    Path python =
        Optional.ofNullable(System.getenv("SIGHTLINE_TRAINING_PYTHON"))
            .map(Path::of)
            .orElse(TRAINING.resolve(".venv/bin/python"));
    assumeTrue(
        Files.isExecutable(python),
        "skipped: no training environment in %s (models/training/install)".formatted(python));
    Path output = directory.resolve("output.txt");
    ProcessBuilder chain =
        new ProcessBuilder(
                python.toString(),
                TRAINING.resolve("smoke.py").toString(),
                "--sightline",
                "'%s'".formatted(program()))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = chain.environment();
    environment.put("TMPDIR", directory.toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");

    Process running = chain.start();
    try {
      int code = running.waitFor();
      assertThat(code).as(Files.readString(output)).isZero();
    } finally {
      running.descendants().forEach(ProcessHandle::destroy);
      running.destroy();
    }

    assertThat(Files.readString(output))
        .contains(
            "parity.py: 8 pictures",
            "have the same weights",
            "board-int8 judges 8 pictures",
            "No parity",
            "mAP50 falls");
  }

  /**
   * Returns a script that runs the classes under test; the launcher would build the checkout again.
   * It runs twenty times for seconds each, too short for Java's second compiler to pay off.
   */
  private Path program() throws IOException {
    Path script = directory.resolve("sightline");
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' -Xmx768m -XX:TieredStopAtLevel=1 -Djava.awt.headless=true '-Dsightline.home=%s' -cp '%s' io.sightline.app.Main \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                HOME,
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
