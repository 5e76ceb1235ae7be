package io.sightline.ui;

import com.sun.management.OperatingSystemMXBean;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.image.Frame;
import io.sightline.image.Picture;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.Line;
import io.sightline.line.LineSetup;
import io.sightline.line.Recorder;
import io.sightline.report.StoreExport;
import io.sightline.store.DataDirectory;
import io.sightline.store.SqliteStore;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.PaintedBoard;
import io.sightline.ui.live.model.Station;
import io.sightline.ui.live.model.StationLine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/**
 * Measures what the screen costs beside a running line: the simulated line, with a network that
 * reads off the truth, first without a window, then with one. {@code ScreenCost SOURCE SECONDS
 * [PICTURE.png]} prints CPU time by thread, as a share of one core.
 */
final class ScreenCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<String, Picture> kept = new ConcurrentHashMap<>();
  private final int seconds;
  private final Line line;
  private final Station station;

  private ScreenCost(Line line, SqliteStore store, int seconds) {
    this.line = line;
    this.seconds = seconds;
    station =
        new Station(
            "Station 7",
            List.of(StationLine.measured(line, part -> {}, () -> {})),
            new StoreExport(
                store,
                Path.of(System.getProperty("java.io.tmpdir")),
                InstantSource.system(),
                ZoneId.systemDefault(),
                () -> Long.MAX_VALUE),
            inspection ->
                inspection.image().map(kept::get).map(it -> PaintedBoard.whole(it, inspection)),
            () -> 212_000_000_000L);
  }

  public static void main(String[] arguments) throws Exception {
    SourceUri source = SourceUri.parse(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("screen-cost");
    try (SqliteStore store = SqliteStore.open(new DataDirectory(folder));
        Recorder recorder = new Recorder(store, (inspection, frame) -> "none");
        Line line = new Line(setup(source), recorder)) {
      ScreenCost cost = new ScreenCost(line, store, seconds);
      line.start();
      Thread.sleep(5_000); // warm-up
      cost.measure("without a window");
      line.stop();
      line.await();
      cost.screen(arguments.length > 2 ? Optional.of(Path.of(arguments[2])) : Optional.empty());
    }
    Platform.exit();
  }

  private void screen(Optional<Path> picture) throws Exception {
    CountDownLatch shown = new CountDownLatch(1);
    Stage[] stage = new Stage[1];
    Platform.startup(
        () -> {
          stage[0] = new Stage();
          new StationWindow(
                  stage[0],
                  Words.in(Locale.ENGLISH, ZoneId.systemDefault()),
                  progress -> station,
                  failure -> {})
              .open();
          shown.countDown();
        });
    shown.await();
    Thread.sleep(3_000);
    measure("window, line stands still");
    Platform.runLater(
        () -> ((javafx.scene.control.Button) stage[0].getScene().lookup("#start")).fire());
    Thread.sleep(8_000);
    measure("window, line runs");
    if (picture.isPresent()) {
      CountDownLatch saved = new CountDownLatch(1);
      WritableImage[] image = new WritableImage[1];
      for (int tries = 0; tries < 200 && image[0] == null; tries++) {
        CountDownLatch looked = new CountDownLatch(1);
        Platform.runLater(
            () -> {
              javafx.scene.text.Text word =
                  (javafx.scene.text.Text) stage[0].getScene().lookup("#verdict-word");
              if (word.getText().equals("FAIL")) {
                image[0] = stage[0].getScene().snapshot(null);
              }
              looked.countDown();
            });
        looked.await();
        Thread.sleep(40);
      }
      PngFile.write(image[0], picture.get());
      saved.countDown();
    }
    line.stop();
    line.await();
    System.out.println(line.counts());
  }

  private void measure(String what) throws InterruptedException {
    Map<String, Long> before = cpu();
    long process = process();
    Thread.sleep(seconds * 1_000L);
    Map<String, Long> after = cpu();
    System.out.printf(
        "%n%s: process %.1f %% of a core%n", what, (process() - process) / (seconds * 1e7));
    after.forEach(
        (name, time) -> {
          double share = (time - before.getOrDefault(name, 0L)) / (seconds * 1e7);
          if (share > 0.3) {
            System.out.printf("  %-40s %5.1f %%%n", name, share);
          }
        });
  }

  private static long process() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Map<String, Long> cpu() {
    Map<String, Long> times = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) {
        times.merge(
            thread.getThreadName(), THREADS.getThreadCpuTime(thread.getThreadId()), Long::sum);
      }
    }
    return times;
  }

  private static LineSetup setup(SourceUri source) {
    return new LineSetup(
        "Line 1",
        pool -> FrameSources.open(source, pool),
        new Recipe(
            "board",
            14,
            "Control board rev C",
            "truth",
            ClassLimit.failFrom(0.5),
            Map.of(),
            List.of(),
            1),
        Truth::new,
        "2026-1123-A",
        new ShiftPlan(
            List.of(
                new ShiftPlan.Shift("Early", LocalTime.of(6, 0)),
                new ShiftPlan.Shift("Late", LocalTime.of(14, 0))),
            ZoneId.systemDefault()),
        OptionalLong.empty(),
        LineSetup.USUAL_INBOX,
        LineSetup.USUAL_PATIENCE,
        Optional.empty(),
        false);
  }

  /** Finds exactly the defects that the simulated line declares. */
  private static final class Truth extends MadeUpNetwork {
    private Truth() {
      super("open", "short", "mousebite", "spur", "copper", "pin-hole");
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      return frames.stream()
          .map(
              frame ->
                  new Findings(
                      frame.tag().truth().orElse(GroundTruth.GOOD).defects().stream()
                          .map(label -> new Detection(0, label.className(), 0.93, label.box()))
                          .toList(),
                      1,
                      21.4,
                      1))
          .toList();
    }

    @Override
    public ModelVersion version() {
      return new ModelVersion("yolov9t-board", "1.0.0", "0".repeat(64), "cpu");
    }
  }
}
