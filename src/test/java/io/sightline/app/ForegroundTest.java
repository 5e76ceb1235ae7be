package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.command.Console;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.config.Json;
import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.Line;
import io.sightline.line.LineSetup;
import io.sightline.line.Recorder;
import io.sightline.line.RunSummary;
import io.sightline.store.DataDirectory;
import io.sightline.store.SqliteStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the terminal shows of a line that fails. */
@Timeout(60)
class ForegroundTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void anEngineThatFailsAgainIsOneSentenceCode1AndTrueCounts() throws InterruptedException {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    Json json = new Json();
    int code;
    try (SqliteStore store = SqliteStore.open(new DataDirectory(directory));
        Recorder recorder = new Recorder(store, (inspection, frame) -> "kept");
        Line line = new Line(setup(), recorder);
        Foreground foreground = new Foreground(console)) {
      RunSummary run = foreground.run(line);
      code = foreground.report(run, json.write(RunReport.json(run, "")));
      assertThat(RunReport.text(run)).contains("1: the engine failed and was started again");
    }

    assertThat(code).isEqualTo(1);
    List<String> said = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("The engine failed and was started again");
    assertThat(said.get(1))
        .startsWith("sightline: The engine failed once more, 3 parts after")
        .contains("the line has stopped");
    Map<?, ?> printed = CommandLineRun.json(out.toString(StandardCharsets.UTF_8));
    assertThat(printed.get("engine_restarts")).isEqualTo(1);
    assertThat(printed.get("error")).isEqualTo(2);
    assertThat(printed.get("parts")).isEqualTo(8);
    assertThat(printed.get("reconciled")).isEqualTo(true);
    assertThat(printed.get("frames_alive")).isEqualTo(0);
    assertThat(printed.get("failure")).isEqualTo(said.get(1).substring("sightline: ".length()));
  }

  private static LineSetup setup() {
    SourceUri boards = SourceUri.parse("sim:board?seed=3");
    return new LineSetup(
        "Line 1",
        pool -> FrameSources.open(boards, pool),
        new Recipe("Test", 1, "Board", "none", ClassLimit.failFrom(0.5), Map.of(), List.of(), 1),
        DyingNetwork::new,
        "",
        new ShiftPlan(List.of(), ZoneOffset.UTC),
        OptionalLong.empty(),
        LineSetup.USUAL_INBOX,
        LineSetup.USUAL_PATIENCE,
        Optional.empty(),
        false);
  }

  /** Finds nothing in three pictures, then fails. */
  private static final class DyingNetwork extends MadeUpNetwork {
    private int left = 3;

    DyingNetwork() {
      super("open");
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      if (left == 0) {
        throw new DetectException("Out of memory:\n  no block of 64 MB");
      }
      left--;
      return List.of(new Findings(List.of(), 0, 1, 0));
    }
  }
}
