package io.sightline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.SightlineException;
import io.sightline.inspection.Verdict;
import io.sightline.store.InspectionQuery;
import io.sightline.store.VerdictCounts;
import io.sightline.ui.live.model.ScriptedLine;
import io.sightline.ui.live.model.Station;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.VerticalDirection;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The real window over a real line and a real store, operated by clicks and keys. */
class StationScreenTest extends OnShownStation {
  @Test
  void anOperatorStartsSeesARejectLooksCloselyExportsAndStops() throws Exception {
    station.show();
    station.clickOn("#start");

    station.belt().good(20);
    station.until("20 parts are counted", () -> station.text("#count-inspected").equals("20"));
    station.until("the verdict is on screen", () -> station.text("#verdict-word").equals("PASS"));

    station.belt().defective();
    station.until("the reject is on screen", () -> station.text("#verdict-word").equals("FAIL"));
    station.until("it is counted", () -> station.text("#count-fail").equals("1"));
    assertBoxed("#live-picture");
    assertGreen("#live-picture");
    station.until(
        "that is told", () -> station.drawn().containsAll(Set.of(Verdict.PASS, Verdict.FAIL)));

    station.clickOn("#reject-1");
    station.until(
        "its whole picture is there", () -> boxes("#close-picture").findAny().isPresent());
    station
        .robot()
        .interact(() -> station.robot().lookup("#close-picture").query().getParent().layout());
    station.belt().good(10);
    station.until(
        "the line goes on meanwhile", () -> station.text("#count-inspected").equals("31"));
    assertBoxed("#close-picture");
    station.robot().scroll(3, VerticalDirection.UP);
    station.press(KeyCode.ESCAPE);
    station.until("back to live", () -> !station.node("#close-look").isVisible());

    station.clickOn("#export");
    station.clickOn("#export-all");
    station.until("the export is done", () -> station.text("#export-text").contains("31"));

    station.clickOn("#stop"); // a click is too short
    station.belt().good(5);
    station.until("it still runs", () -> station.text("#count-inspected").equals("36"));
    station.hold("#stop");
    station.until("it stands still", () -> station.node("#start").isVisible());

    VerdictCounts stored = station.store().count(InspectionQuery.ALL.ofLine("Line 1"));
    assertThat(stored).isEqualTo(new VerdictCounts(35, 1, 0, 0, 0));
    assertThat(station.text("#count-inspected")).isEqualTo(Long.toString(stored.inspected()));
    assertThat(station.text("#count-pass")).isEqualTo(Long.toString(stored.pass()));
    assertThat(station.text("#count-fail")).isEqualTo(Long.toString(stored.fail()));
    assertThat(station.text("#count-missed")).isEqualTo("0");
    assertThat(station.text("#count-yield")).isEqualTo("97.22%");
    try (Stream<Path> files = Files.list(directory.resolve("exports"))) {
      assertThat(files.toList())
          .singleElement()
          .satisfies(file -> assertThat(Files.readAllLines(file)).hasSize(1 + 31));
    }
  }

  @Test
  void everythingIsDoneByKeyboardToo() throws Exception {
    station.show();

    station.press(KeyCode.SPACE);
    station.belt().defective();
    station.until("the reject is there", () -> !station.node("#reject-1").isDisabled());
    station.press(KeyCode.DIGIT1);
    station.until("it is looked at", () -> station.node("#close-look").isVisible());
    station.press(KeyCode.ESCAPE);
    station.until("back to live", () -> !station.node("#close-look").isVisible());
    station.press(KeyCode.E);
    station.until("it is asked what", () -> station.node("#export-day").isVisible());
    station.press(KeyCode.E);
    station.until("exported", () -> station.text("#export-text").contains("1 inspections written"));
    station.robot().press(KeyCode.S);
    station.until("it stands still", () -> station.node("#start").isVisible());
    station.robot().release(KeyCode.S);

    assertThat(station.line().counts().verdicts().fail()).isEqualTo(1);
  }

  @Test
  void spacePressesWhatHasTheRingAndStartsTheLineOtherwise() throws Exception {
    station.show();
    station.press(KeyCode.SPACE);
    station.belt().good(1);
    station.until("it runs", () -> station.text("#count-inspected").equals("1"));
    station.press(KeyCode.TAB);
    station.robot().press(KeyCode.S);
    station.until("it stands still", () -> station.node("#start").isVisible());
    station.robot().release(KeyCode.S);
    station.robot().interact(() -> station.node("#start").requestFocus());

    station.press(KeyCode.TAB);
    assertThat(station.node("#export").isFocusVisible()).isTrue();
    station.press(KeyCode.SPACE);
    station.press(KeyCode.SPACE);
    station.until("exported", () -> station.text("#export-text").contains("1 inspections written"));
    assertThat(station.node("#start").isVisible()).as("it still stands").isTrue();

    station.clickOn("#export-button");
    station.clickOn("#export"); // a click shows no focus ring
    station.press(KeyCode.SPACE);
    station.belt().good(1);
    station.until("it runs again", () -> station.node("#stop").isVisible());
  }

  @Test
  void theFocusGoesFromStopToStartAndBack() throws Exception {
    station.show();
    station.clickOn("#start");
    station.until("it runs", () -> station.node("#stop").isVisible());
    station.belt().good(1);
    station.until("it counts", () -> station.text("#count-inspected").equals("1"));
    station.hold("#stop");
    station.until("Start has the focus", () -> station.node("#start").isFocused());
    station.press(KeyCode.SPACE);
    station.until("Stop has it", () -> station.node("#stop").isFocused());
  }

  @Test
  void aLostCameraIsSaidUntilItIsAcknowledged() throws Exception {
    station.show();
    station.clickOn("#start");
    station.belt().good(3);
    station.until("it runs", () -> station.text("#count-inspected").equals("3"));

    station.belt().unplug();

    station.until(
        "the banner is there",
        () -> station.robot().lookup(".banner.alarm .banner-text").tryQuery().isPresent());
    assertThat(station.text(".banner.alarm .banner-reason")).contains("The camera was unplugged");
    assertThat(station.text("#count-inspected")).isEqualTo("3");
    station.clickOn(".banner.alarm .banner-button");
    station.until(
        "the banner is gone", () -> station.robot().lookup(".banner.alarm").tryQuery().isEmpty());
    assertThat(station.node("#start").isVisible()).isTrue();
  }

  @Test
  void aStationThatCannotBeOpenedSaysWhy() throws Exception {
    station.show(
        progress -> {
          progress.accept(OpeningStep.MODEL);
          throw new SightlineException("There is no model: put one in place");
        });

    station.until(
        "it says why",
        () -> station.text(".opening-detail").equals("There is no model: put one in place"));
    station.clickOn(".opening .action");

    assertThat(station.closed().get(30, TimeUnit.SECONDS))
        .hasValueSatisfying(why -> assertThat(why).hasMessageContaining("There is no model"));
  }

  @Test
  void aLibraryThatCannotBeLoadedIsSaidToo() throws Exception {
    station.show(
        progress -> {
          throw new UnsatisfiedLinkError("no onnxruntime in java.library.path");
        });

    station.until(
        "it says why",
        () ->
            station
                .text(".opening-detail")
                .contains("cannot be used on this machine (no onnxruntime in java.library.path)"));
    station.clickOn(".opening .action");
    assertThat(station.closed().get(30, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void noLineStartsOnceTheWindowIsClosedOnTheSplash() throws Exception {
    ScriptedLine line = new ScriptedLine("Line 1");
    line.letStartByItself();
    CountDownLatch closed = new CountDownLatch(1);
    station.show(
        progress -> {
          try {
            closed.await();
          } catch (InterruptedException e) {
            // opens all the same
          }
          return new Station(
              "Late",
              List.of(line),
              (of, told) -> Optional.empty(),
              of -> Optional.empty(),
              () -> 1);
        });
    station.robot().interact(() -> station.stage().hide());
    closed.countDown();

    assertThat(station.closed().get(30, TimeUnit.SECONDS)).isEmpty();
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(line.running()).isFalse();
  }

  /** Asserts that the belt's parts have exactly their colour on screen. */
  private void assertGreen(String picture) {
    Color[] seen = new Color[1];
    station
        .robot()
        .interact(
            () -> {
              WritableImage image = station.node(picture).snapshot(null, null);
              int aside = (int) image.getWidth() / 4;
              seen[0] = image.getPixelReader().getColor(aside, (int) image.getHeight() / 8);
            });
    assertThat(seen[0]).isEqualTo(Color.rgb(20, 90, 40));
  }

  /** Asserts that one box is drawn, which encloses the defect and is not much larger. */
  private void assertBoxed(String picture) {
    List<Bounds> drawn =
        boxes(picture)
            .map(
                box -> station.node(picture).sceneToLocal(box.localToScene(box.getBoundsInLocal())))
            .toList();
    Bounds view = station.node(picture).getLayoutBounds();
    double scale = Math.min(view.getWidth() / 320, view.getHeight() / 240);
    double left = (view.getWidth() - 320 * scale) / 2;
    double top = (view.getHeight() - 240 * scale) / 2;
    assertThat(drawn)
        .singleElement()
        .satisfies(
            box ->
                assertThat(
                        box.contains(
                            left + FakeBelt.DEFECT.x1() * scale,
                            top + FakeBelt.DEFECT.y1() * scale,
                            FakeBelt.DEFECT.width() * scale,
                            FakeBelt.DEFECT.height() * scale))
                    .isTrue());
    assertThat(drawn.get(0).getWidth()).isLessThan(FakeBelt.DEFECT.width() * scale + 30);
  }

  private Stream<Rectangle> boxes(String picture) {
    return station.robot().from(station.node(picture)).lookup(".box").<Rectangle>queryAll().stream()
        .filter(box -> box.isVisible() && box.getParent().isVisible());
  }
}
