package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A station opens no connections: its main job runs without a network, and under {@code strace}.
 */
@Timeout(240)
class OfflineTest {
  private static final String HOME = System.getProperty("sightline.home", ".");

  @TempDir private Path directory;

  @Test
  void theMainJobNeedsNoNetwork() throws IOException, InterruptedException {
    List<String> alone = List.of("unshare", "--map-root-user", "--net");
    assumeTrue(works(alone), "skipped: this system gives no network namespace");

    assertThat(inspect(alone)).containsEntry("reconciled", true).containsEntry("parts", 15);
  }

  @Test
  void theMainJobAttemptsNoConnection() throws IOException, InterruptedException {
    Path trace = directory.resolve("connect.txt");
    List<String> traced =
        List.of("strace", "-f", "-qq", "-e", "trace=connect", "-o", trace.toString());
    assumeTrue(works(traced), "skipped: there is no strace, or it may not trace");

    new ProcessBuilder(with(traced, "bash", "-c", "true < /dev/tcp/127.0.0.1/9")).start().waitFor();
    assertThat(Files.readString(trace)).as("the trace sees what it looks for").contains("AF_INET");

    assertThat(inspect(traced)).containsEntry("reconciled", true);

    assertThat(Files.readAllLines(trace))
        .as("connections attempted")
        .noneMatch(call -> call.contains("AF_INET"));
  }

  private static List<String> with(List<String> wrapper, String... command) {
    List<String> all = new ArrayList<>(wrapper);
    all.addAll(List.of(command));
    return all;
  }

  private static boolean works(List<String> wrapper) throws InterruptedException {
    try {
      return new ProcessBuilder(with(wrapper, "true")).redirectErrorStream(true).start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Map<String, Object> inspect(List<String> wrapper)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(Path.of(HOME, "models/board/model.onnx")),
        "skipped: the bundled model is not in this checkout");
    List<String> command =
        with(
            wrapper,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dsightline.home=" + HOME,
            "-cp",
            System.getProperty("java.class.path"),
            "io.sightline.app.Main",
            "inspect",
            "sim:board?seed=12",
            "--parts",
            "15",
            "--data",
            directory.resolve("data").toString(),
            "--json");
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    int code =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(err)).isZero();
    return CommandLineRun.json(Files.readString(out));
  }
}
