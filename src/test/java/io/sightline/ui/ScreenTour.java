package io.sightline.ui;

import io.sightline.image.Picture;
import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Phrase;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble;
import io.sightline.report.CsvExport;
import io.sightline.store.VerdictCounts;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.PaintedBoard;
import io.sightline.ui.live.model.ScriptedLine;
import io.sightline.ui.live.model.Station;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

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

  private final Path folder;
  private final ScriptedLine line = new ScriptedLine("Line 1");
  private final List<Picture> boards = new ArrayList<>();
  private final CountDownLatch exported = new CountDownLatch(1);
  private Optional<Stage> stage = Optional.empty();

  private ScreenTour(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    ScreenTour tour = new ScreenTour(Files.createDirectories(Path.of(arguments[0])));
    int width = Integer.parseInt(arguments[1]);
    int height = Integer.parseInt(arguments[2]);
    Locale language = Locale.forLanguageTag(arguments.length > 3 ? arguments[3] : "en");
    tour.walk(width, height, language);
    Platform.exit();
  }

  private void walk(int width, int height, Locale language) throws Exception {
    for (int i = 0; i < 6; i++) {
      boards.add(PaintedBoard.of(i));
    }
    Station station =
        new Station(
            "Station 7",
            List.of(line, new ScriptedLine("Line 2")),
            this::export,
            inspection ->
                Optional.of(
                    PaintedBoard.whole(
                        boards.get((int) (inspection.part().serial() % 6)), inspection)),
            () -> 212_000_000_000L);
    CountDownLatch go = new CountDownLatch(1);
    Platform.startup(
        () -> {
          Stage made = new Stage();
          StationWindow window =
              new StationWindow(
                  made,
                  Words.in(language, ZoneId.systemDefault()),
                  progress -> {
                    progress.accept(OpeningStep.MODEL);
                    await(go);
                    return station;
                  },
                  failure -> {});
          window.open();
          made.setMaximized(false);
          made.setWidth(width);
          made.setHeight(height);
          stage = Optional.of(made);
        });
    shot("0-splash");
    go.countDown();
    shot("1-stopped");
    on(() -> key(KeyCode.SPACE));
    line.counted(new VerdictCounts(17920, 275, 0, 0, 0), 0);
    for (int i = 0; i < 6; i++) {
      line.part(i % 2 == 0 ? Verdict.FAIL : Verdict.REVIEW, DEFECTS.subList(i % 3, 3), board(i));
    }
    pause();
    line.part(Verdict.PASS, List.of(), board(1));
    shot("2-pass");
    line.part(Verdict.FAIL, DEFECTS, board(2));
    shot("3-fail");
    line.part(Verdict.REVIEW, DEFECTS.subList(1, 2), board(3));
    shot("4-review");
    line.part(Verdict.ERROR, List.of(), board(4));
    line.trouble(
        new Trouble(
            Trouble.Kind.UNJUDGED,
            1_204,
            "The picture is plain",
            Optional.of(Phrase.of("reason.plain", 3, 8.0))));
    line.trouble(
        new Trouble(
            Trouble.Kind.UNSEEN,
            0,
            "for 12 s",
            Optional.of(Phrase.of("reason.away", 3, 42L, Instant.now()))));
    shot("5-error");
    on(
        () -> {
          key(KeyCode.A);
          release(KeyCode.A);
        });
    pause();
    on(
        () -> {
          key(KeyCode.A);
          release(KeyCode.A);
        });
    line.missed(3);
    line.trouble(Trouble.Kind.MISSED, 3, "");
    line.trouble(
        Trouble.Kind.RESTARTED,
        0,
        "CUDA error 700: an illegal memory access was encountered in the node Conv_117");
    line.trouble(Trouble.Kind.REJECTS, 10, "");
    line.part(Verdict.FAIL, DEFECTS, board(5));
    shot("6-trouble");
    on(
        () ->
            stage
                .orElseThrow()
                .fireEvent(new WindowEvent(stage.orElseThrow(), WindowEvent.WINDOW_CLOSE_REQUEST)));
    shot("6-leaving");
    on(() -> ((Button) find("#leave-stay")).fire());
    on(() -> key(KeyCode.DIGIT3));
    shot("7-close-look");
    on(() -> ((Button) find("#zoom-defect")).fire());
    shot("8-zoomed");
    on(
        () -> {
          key(KeyCode.ESCAPE);
          key(KeyCode.E);
        });
    shot("9-export");
    on(() -> ((Button) find("#export-day")).fire());
    shot("9-exporting");
    exported.countDown();
    shot("a-exported");
    line.cleared(Trouble.Kind.MISSED);
    line.cleared(Trouble.Kind.RESTARTED);
    line.cleared(Trouble.Kind.REJECTS);
    on(() -> ((Button) find("#export-button")).fire());
    on(() -> key(KeyCode.S));
    pause();
    shot("b-stopped");
    line.trouble(
        Trouble.Kind.ENGINE,
        0,
        "The engine failed once more, 12 parts after it was started again, and the line has"
            + " stopped: start it once more, and if it stops again restart this computer and run"
            + " \"sightline doctor\" (CUDA error 700: an illegal memory access was encountered in"
            + " Conv_117)");
    shot("c-engine-lost");
    line.trouble(
        new Trouble(
            Trouble.Kind.CAMERA,
            0,
            "another",
            Optional.of(Phrase.of("reason.camera", "1920x1080", "1280x720"))));
    shot("c-camera-changed");
    on(() -> ((Button) find("#status-more")).fire());
    shot("d-details");
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

  private Node find(String selector) {
    return stage.orElseThrow().getScene().lookup(selector);
  }

  private void key(KeyCode code) {
    Scene scene = stage.orElseThrow().getScene();
    Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
    String text = code.isDigitKey() ? code.getName() : "";
    Event.fireEvent(
        target, new KeyEvent(KeyEvent.KEY_PRESSED, text, text, code, false, false, false, false));
  }

  private void release(KeyCode code) {
    Scene scene = stage.orElseThrow().getScene();
    Event.fireEvent(
        scene.getRoot(),
        new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, false, false, false, false));
  }

  private void shot(String name) throws Exception {
    pause();
    WritableImage[] image = new WritableImage[1];
    on(() -> image[0] = stage.orElseThrow().getScene().snapshot(null));
    PngFile.write(image[0], folder.resolve(name + ".png"));
  }

  private static void on(Runnable action) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Platform.runLater(
        () -> {
          action.run();
          done.countDown();
        });
    if (!done.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The screen does not answer");
    }
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(1_300); // longer than the screen holds a part that did not pass
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
