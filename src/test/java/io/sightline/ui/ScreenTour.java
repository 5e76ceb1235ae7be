package io.sightline.ui;

import io.sightline.image.Picture;
import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Phrase;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble;
import io.sightline.report.CsvExport;
import io.sightline.store.VerdictCounts;
import io.sightline.ui.live.model.PaintedBoard;
import io.sightline.ui.live.model.ScriptedLine;
import io.sightline.ui.live.model.Station;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;

/**
 * Takes the screen through its states and saves a picture of each for review: {@code ScreenTour
 * FOLDER WIDTH HEIGHT [LANGUAGE]}.
 */
final class ScreenTour {
  private static final List<Defect> DEFECTS =
      List.of(
          new Defect("short", 0.98, new Box(640, 470, 700, 600)),
          new Defect("mousebite", 0.94, new Box(420, 300, 480, 352)),
          new Defect("pin-hole", 0.81, new Box(1240, 4, 1252, 14)));

  private static final String CUDA_ERROR =
      "CUDA error 700: an illegal memory access was encountered in the node Conv_117";

  private final ScriptedLine line = new ScriptedLine("Line 1");
  private final List<Picture> boards = LongStream.range(0, 6).mapToObj(PaintedBoard::of).toList();
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final CountDownLatch exported = new CountDownLatch(1);
  private final TouredWindow window;

  private ScreenTour(Path folder, int width, int height, Locale language)
      throws InterruptedException {
    window = TouredWindow.open(folder, width, height, language, this::station);
  }

  public static void main(String[] arguments) throws Exception {
    ScreenTour tour =
        new ScreenTour(
            Files.createDirectories(Path.of(arguments[0])),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Locale.forLanguageTag(arguments.length > 3 ? arguments[3] : "en"));
    tour.opening();
    tour.verdicts();
    tour.interruptions();
    tour.troubles();
    tour.closeLook();
    tour.export();
    tour.stops();
    Platform.exit();
  }

  private void opening() throws IOException, InterruptedException {
    window.shoot("0-splash");
    loaded.countDown();
    window.shoot("1-stopped");
    window.press(KeyCode.SPACE);
    window.shoot("1-waiting");
  }

  private void verdicts() throws IOException, InterruptedException {
    line.countsSince(Instant.now().minus(Duration.ofMinutes(18)));
    line.counted(new VerdictCounts(17920, 275, 0, 0, 0), 0);
    for (int i = 0; i < 6; i++) {
      line.part(i % 2 == 0 ? Verdict.FAIL : Verdict.REVIEW, DEFECTS.subList(i % 3, 3), board(i));
    }
    TouredWindow.pause();
    line.part(Verdict.FAIL, DEFECTS, board(2));
    window.shoot("2-fail");
    line.part(Verdict.REVIEW, DEFECTS.subList(1, 2), board(3));
    window.shoot("2-review");
    line.part(Verdict.PASS, List.of(), board(1));
    window.shoot("2-pass");
  }

  /** The line runs, but judges no part. */
  private void interruptions() throws IOException, InterruptedException {
    line.trouble(Trouble.Kind.RESTARTING, 0, CUDA_ERROR);
    window.shoot("3-restarting");
    line.cleared(Trouble.Kind.RESTARTING);
    trouble(Trouble.Kind.STALLED, 0, Phrase.of("reason.silent.disk"));
    window.shoot("3-stalled");
    window.press(KeyCode.A);
    window.shoot("3-stalled-acknowledged");
    line.cleared(Trouble.Kind.STALLED);
  }

  private void troubles() throws IOException, InterruptedException {
    line.part(Verdict.ERROR, List.of(), board(4));
    trouble(Trouble.Kind.UNJUDGED, 1_204, Phrase.of("reason.plain", 3, 8.0));
    trouble(Trouble.Kind.UNSEEN, 0, Phrase.of("reason.away", 3, 42L, Instant.now()));
    window.shoot("4-error");
    window.press(KeyCode.A);
    TouredWindow.pause();
    line.missed(3);
    line.trouble(Trouble.Kind.MISSED, 3, "");
    line.trouble(Trouble.Kind.RESTARTED, 0, CUDA_ERROR);
    line.trouble(Trouble.Kind.REJECTS, 10, "");
    line.part(Verdict.FAIL, DEFECTS, board(5));
    window.shoot("4-troubles");
    window.cross();
    window.shoot("4-leaving");
  }

  /** At first with all else that asks for room. */
  private void closeLook() throws IOException, InterruptedException {
    window.press(KeyCode.DIGIT3);
    window.shoot("5-close-look-while-leaving");
    window.push("#leave-stay");
    window.press(KeyCode.E);
    window.shoot("5-close-look-while-asking");
    window.push("#export-button");
    window.shoot("5-close-look");
    window.push("#zoom-defect");
    window.shoot("5-zoomed");
    window.press(KeyCode.ESCAPE);
  }

  private void export() throws IOException, InterruptedException {
    window.press(KeyCode.E);
    window.shoot("6-export");
    window.push("#export-day");
    window.shoot("6-exporting");
    exported.countDown();
    window.shoot("6-exported");
    window.push("#export-button");
  }

  private void stops() throws IOException, InterruptedException {
    line.cleared(Trouble.Kind.MISSED);
    line.cleared(Trouble.Kind.RESTARTED);
    line.cleared(Trouble.Kind.REJECTS);
    window.hold(KeyCode.S);
    window.shoot("7-stopped");
    line.trouble(
        Trouble.Kind.ENGINE,
        0,
        "The engine failed once more, 12 parts after it was started again, and the line has"
            + " stopped: start it once more, and if it stops again restart this computer and run"
            + " \"sightline doctor\" ("
            + CUDA_ERROR
            + ")");
    window.shoot("7-engine-lost");
    trouble(Trouble.Kind.CAMERA, 0, Phrase.of("reason.camera", "1920x1080", "1280x720"));
    window.shoot("7-camera-changed");
    window.push("#status-more");
    window.shoot("7-details");
  }

  private void trouble(Trouble.Kind kind, long parts, Phrase why) {
    line.trouble(new Trouble(kind, parts, why.key(), Optional.of(why)));
  }

  private Station station(Consumer<OpeningStep> progress) {
    progress.accept(OpeningStep.MODEL);
    await(loaded);
    return new Station(
        "Station 7",
        List.of(line, new ScriptedLine("Line 2")),
        this::export,
        part -> board((int) part.part().serial()).map(it -> PaintedBoard.whole(it, part)),
        () -> 212_000_000_000L);
  }

  private Optional<CsvExport.Exported> export(
      CsvExport.Wanted wanted, CsvExport.Progress progress) {
    progress.rows(7_300, 18_204);
    await(exported);
    return Optional.of(
        new CsvExport.Exported(
            Path.of("/home/station/Sightline/line-1-2026-11-23-0842.csv"), 18_204));
  }

  private Optional<Picture> board(int which) {
    return Optional.of(boards.get(which % boards.size()));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
