package io.sightline.app;

import io.sightline.capture.FrameSource;
import io.sightline.capture.FrameSources;
import io.sightline.capture.Replay;
import io.sightline.capture.SourceUri;
import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.Detector;
import io.sightline.detect.Engine;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.RawSession;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.Line;
import io.sightline.line.LineSetup;
import io.sightline.line.Recorder;
import io.sightline.line.RunSummary;
import io.sightline.store.DataDirectory;
import io.sightline.store.ImageFolder;
import io.sightline.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures this machine: the bare ONNX Runtime session, and the whole pipeline with the same model
 * and threads. The two take turns, so that a noisy machine treats them alike; the ratio is the
 * median of the turns'.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the bare engine and the whole pipeline on this machine.")
final class BenchCommand implements Callable<Integer> {
  private static final String BOARDS = "sim:board?seed=424242";
  private static final int FRAMES = 24;

  private final Console console;
  private final Json json = new Json();

  @Option(names = "--model", paramLabel = "M", description = "A bundled model, or an ONNX file.")
  private @Nullable String model;

  @Option(names = "--engine", paramLabel = "E", description = "auto, cpu, ... (auto)")
  private String engine = "auto";

  @Option(names = "--turns", paramLabel = "N", description = "How many turns (5).")
  private int turns = 5;

  @Option(names = "--parts", paramLabel = "N", description = "Parts in a turn (200).")
  private int parts = 200;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (turns < 1 || parts < 2) {
      throw new AppException("--turns is 1 or more and --parts is 2 or more");
    }
    Path scratch = Files.createTempDirectory("sightline-bench");
    try {
      Map<String, Object> figures = measure(scratch);
      if (asJson) {
        console.printJson(json, figures);
      } else {
        figures.forEach(
            (name, value) -> console.print("%-22s %s".formatted(name.replace('_', ' '), value)));
      }
    } finally {
      delete(scratch);
    }
    return 0;
  }

  private Map<String, Object> measure(Path scratch) throws InterruptedException {
    RecipeChoice choice =
        RecipeChoice.of(
            new LineSettings(
                "bench", BOARDS, Optional.empty(), Optional.ofNullable(model), "", true),
            StationFolder.home(),
            scratch,
            json);
    Engine chosen = Engine.choose(engine);
    DataDirectory directory = new DataDirectory(scratch);
    List<Double> raw = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    RunSummary last = null;
    try (FramePool pool = new FramePool();
        SqliteStore store = SqliteStore.open(directory);
        ImageFolder archive = new ImageFolder(directory);
        Recorder recorder = new Recorder(store, archive);
        Detector detector = new OnnxDetector(choice.bundle(), chosen, choice.thresholds());
        RawSession session = new RawSession(choice.bundle(), chosen)) {
      List<Frame> frames = boards(pool);
      Line line =
          new Line(
              new LineSetup(
                  "bench",
                  mine -> new Replay(frames, mine),
                  choice.recipe(),
                  detector,
                  "",
                  new ShiftPlan(Settings.DEFAULT.shifts(), ZoneId.systemDefault()),
                  OptionalLong.of(parts),
                  LineSetup.USUAL_INBOX),
              recorder);
      run(line); // a warm pipeline is what a factory has
      session.secondsFor(parts);
      for (int turn = 0; turn < turns; turn++) {
        double bare = parts / session.secondsFor(parts);
        last = run(line);
        double pipeline = last.partsPerMinute() / 60;
        raw.add(bare);
        whole.add(pipeline);
        ratios.add(pipeline / bare);
      }
      frames.forEach(Frame::close);
    }
    return figures(choice, chosen, raw, whole, ratios, last);
  }

  private static RunSummary run(Line line) throws InterruptedException {
    line.start();
    RunSummary summary = line.await();
    summary
        .failure()
        .ifPresent(
            why -> {
              throw new AppException("The bench cannot be trusted: " + why);
            });
    return summary;
  }

  private static List<Frame> boards(FramePool pool) throws InterruptedException {
    List<Frame> frames = new ArrayList<>();
    try (FrameSource source = FrameSources.open(SourceUri.parse(BOARDS), pool)) {
      while (frames.size() < FRAMES) {
        frames.add(source.next().orElseThrow());
      }
    }
    return frames;
  }

  private static Map<String, Object> figures(
      RecipeChoice choice,
      Engine engine,
      List<Double> raw,
      List<Double> whole,
      List<Double> ratios,
      @Nullable RunSummary last) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pipeline_to_raw", rounded(median(ratios), 1000));
    all.put("raw_parts_per_second", rounded(median(raw), 10));
    all.put("pipeline_parts_per_second", rounded(median(whole), 10));
    if (last != null) {
      all.put("inference_ms", rounded(last.inference().p50(), 100));
    }
    all.put("model", choice.bundle().name());
    all.put("engine", engine.title());
    return all;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
