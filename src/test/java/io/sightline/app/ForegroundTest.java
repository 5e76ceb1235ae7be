package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.command.Console;
import io.sightline.capture.CameraAwayException;
import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.config.Json;
import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
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
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the terminal shows of a line that fails. */
@Timeout(60)
class ForegroundTest {
  private static final int ENDLESS = Integer.MAX_VALUE;

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void eachLossOfTheCameraIsNews() throws InterruptedException {
    RunSummary run = run(pool -> new BlankParts(pool, 3, 0), () -> new Network(ENDLESS), 7);

    assertThat(run.counts().triggered()).isEqualTo(7);
    assertThat(said())
        .satisfiesExactly(
            lost -> assertThat(lost).startsWith("The camera is lost"),
            back -> assertThat(back).startsWith("The camera was away for"),
            lost -> assertThat(lost).startsWith("The camera is lost"),
            back -> assertThat(back).startsWith("The camera was away 2 times"));
  }

  /** The station may have power before its camera has. */
  @Test
  void aLineThatStartsByItselfWaitsForItsCamera() throws InterruptedException {
    Iterator<Boolean> there = List.of(false, true).iterator();
    Function<FramePool, FrameSource> late =
        pool -> {
          if (!there.next()) {
            throw new CameraAwayException("Cannot open the camera");
          }
          return new BlankParts(pool, 5, 0);
        };

    RunSummary run = run(late, () -> new Network(ENDLESS), 5, true);

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().triggered()).isEqualTo(5);
    assertThat(said()).first().asString().contains("Cannot open the camera");
  }

  @Test
  void eachRestartOfTheEngineIsNews() throws InterruptedException {
    Iterator<Integer> lives = List.of(3, 1_000, ENDLESS).iterator();

    RunSummary run =
        run(pool -> new BlankParts(pool, ENDLESS, 0), () -> new Network(lives.next()), 1_010);

    assertThat(run.restarts()).isEqualTo(2);
    assertThat(said())
        .filteredOn(line -> line.startsWith("The engine failed and was started again"))
        .hasSize(2);
  }

  @Test
  void picturesThatCannotBeReadAreLeftToTheSummary() throws InterruptedException {
    RunSummary run = run(pool -> new BlankParts(pool, ENDLESS, 2), () -> new Network(ENDLESS), 5);

    assertThat(run.unreadable()).isEqualTo(2);
    assertThat(said()).isEmpty();
    assertThat(RunReport.text(run)).contains("2 images passed over");
  }

  @Test
  void anEngineThatFailsAgainIsOneSentenceCode1AndTrueCounts() throws InterruptedException {
    Json json = new Json();
    int code;
    try (SqliteStore store = SqliteStore.open(new DataDirectory(directory));
        Recorder recorder = new Recorder(store, (inspection, frame) -> "kept");
        Line line =
            new Line(
                setup(
                    pool -> new BlankParts(pool, ENDLESS, 0),
                    () -> new Network(3),
                    OptionalLong.empty()),
                recorder);
        Foreground foreground = new Foreground(console())) {
      RunSummary run = foreground.run(line, false);
      code = foreground.report(run, () -> console().printJson(json, RunReport.json(run, "")));
      assertThat(RunReport.text(run)).contains("1: the engine failed and was started again");
    }

    assertThat(code).isEqualTo(1);
    List<String> said = said();
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

  @Test
  void aFailureThatNamesATextOfTwoLinesIsOneLine() {
    assumeTrue(File.separatorChar == '/', "skipped: no file's name has two lines here");

    CommandLineRun run =
        CommandLineRun.of("inspect", "folder:/no\nsuch folder", "--data", directory);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly("sightline: There is no folder /no such folder");
  }

  private RunSummary run(
      Function<FramePool, FrameSource> source, Supplier<Detector> network, int parts)
      throws InterruptedException {
    return run(source, network, parts, false);
  }

  private RunSummary run(
      Function<FramePool, FrameSource> source,
      Supplier<Detector> network,
      int parts,
      boolean unattended)
      throws InterruptedException {
    try (SqliteStore store = SqliteStore.open(new DataDirectory(directory));
        Recorder recorder = new Recorder(store, (inspection, frame) -> "kept");
        Line line = new Line(setup(source, network, OptionalLong.of(parts)), recorder);
        Foreground foreground = new Foreground(console())) {
      return foreground.run(line, unattended);
    }
  }

  private List<String> said() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Console console() {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static LineSetup setup(
      Function<FramePool, FrameSource> source, Supplier<Detector> network, OptionalLong parts) {
    return new LineSetup(
        "Line 1",
        source,
        new Recipe("Test", 1, "Board", "none", ClassLimit.failFrom(0.5), Map.of(), List.of(), 1, 0),
        network,
        "",
        new ShiftPlan(List.of(), ZoneOffset.UTC),
        parts,
        LineSetup.USUAL_INBOX,
        LineSetup.USUAL_PATIENCE,
        Optional.of(Duration.ofMillis(5)),
        false);
  }

  /** Small parts with nothing on them, from a camera that is unplugged after some. */
  private static final class BlankParts implements FrameSource {
    private final FramePool pool;
    private final int failsAfter;
    private final int unreadable;
    private int shown;

    BlankParts(FramePool pool, int failsAfter, int unreadable) {
      this.pool = pool;
      this.failsAfter = failsAfter;
      this.unreadable = unreadable;
    }

    @Override
    public Optional<Frame> next() {
      if (shown == failsAfter) {
        throw new CaptureException("The camera was unplugged");
      }
      Frame frame = pool.take(32, 24);
      return Optional.of(frame.tagged(FrameTag.now(shown++, "part " + shown, Optional.empty())));
    }

    @Override
    public boolean live() {
      return failsAfter < ENDLESS; // others wait to be read
    }

    @Override
    public long unreadable() {
      return unreadable;
    }

    @Override
    public String describe() {
      return "Blank parts";
    }

    @Override
    public void close() {
      // Its frames are the pool's.
    }
  }

  /** Finds nothing in some pictures, then fails. */
  private static final class Network extends MadeUpNetwork {
    private int left;

    Network(int left) {
      super("open");
      this.left = left;
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
