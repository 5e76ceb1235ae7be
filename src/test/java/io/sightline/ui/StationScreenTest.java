package io.sightline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Picture;
import io.sightline.inspection.SightlineException;
import io.sightline.inspection.Verdict;
import io.sightline.line.Line;
import io.sightline.line.Recorder;
import io.sightline.store.DataDirectory;
import io.sightline.store.ImageArchive;
import io.sightline.store.InspectionQuery;
import io.sightline.store.InspectionStore;
import io.sightline.store.SqliteStore;
import io.sightline.store.VerdictCounts;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.Station;
import io.sightline.ui.live.StationLine;
import io.sightline.ui.live.StoreExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real window over a real line and a real store, worked as an operator works it. */
@Timeout(120)
class StationScreenTest {
  @TempDir private Path directory;

  private final FxRobot robot = new FxRobot();
  private final FakeBelt belt = new FakeBelt();
  private final Map<String, Picture> pictures = new ConcurrentHashMap<>();
  private final CompletableFuture<Optional<RuntimeException>> closed = new CompletableFuture<>();

  @SuppressWarnings("NullAway.Init") // before each test
  private Stage stage;

  @SuppressWarnings("NullAway.Init") // before each test
  private InspectionStore store;

  @SuppressWarnings("NullAway.Init") // before each test
  private Recorder recorder;

  @SuppressWarnings("NullAway.Init") // before each test
  private Line line;

  @BeforeEach
  void open() throws Exception {
    stage = Display.stage();
    store = SqliteStore.open(new DataDirectory(directory.resolve("station")));
    ImageArchive archive =
        (inspection, frame) -> {
          String path = inspection.id() + ".png";
          pictures.put(path, Picture.of(frame, 4096));
          return path;
        };
    recorder = new Recorder(store, archive);
    line = new Line(belt.setup("Line 1"), recorder);
  }

  @AfterEach
  void close() throws Exception {
    if (recorder != null) {
      FxToolkit.cleanupStages();
      line.close();
      recorder.close();
      store.close();
    }
  }

  @Test
  void anOperatorStartsSeesARejectLooksCloselyExportsAndStops() throws Exception {
    show(progress -> station());
    clickOn("#start");

    belt.good(20);
    until("20 parts are counted", () -> text("#count-inspected").equals("20"));
    until("the verdict is on screen", () -> text("#verdict-word").equals("PASS"));

    belt.defective();
    until("the reject is on screen", () -> text("#verdict-word").equals("FAIL"));
    until("it is counted", () -> text("#count-fail").equals("1"));
    assertBoxed("#live-picture");
    assertGreen("#live-picture");
    until("that is told", () -> drawn.contains(Verdict.PASS) && drawn.contains(Verdict.FAIL));

    clickOn("#reject-1");
    until("its whole picture is there", () -> boxes("#close-picture").findAny().isPresent());
    robot.interact(() -> robot.lookup("#close-picture").query().getParent().layout());
    belt.good(10);
    until("the line goes on meanwhile", () -> text("#count-inspected").equals("31"));
    assertBoxed("#close-picture");
    robot.scroll(3, VerticalDirection.UP);
    press(KeyCode.ESCAPE);
    until("back to live", () -> !node("#close-look").isVisible());

    clickOn("#export");
    until("the export is done", () -> text("#export-text").contains("31"));

    clickOn("#stop"); // too short
    belt.good(5);
    until("it still runs", () -> text("#count-inspected").equals("36"));
    hold("#stop");
    until("it stands still", () -> node("#start").isVisible());

    VerdictCounts stored = store.count(InspectionQuery.ALL.ofLine("Line 1"));
    assertThat(stored).isEqualTo(new VerdictCounts(35, 1, 0, 0, 0));
    assertThat(text("#count-inspected")).isEqualTo(Long.toString(stored.inspected()));
    assertThat(text("#count-pass")).isEqualTo(Long.toString(stored.pass()));
    assertThat(text("#count-fail")).isEqualTo(Long.toString(stored.fail()));
    assertThat(text("#count-missed")).isEqualTo("0");
    assertThat(text("#count-yield")).isEqualTo("97.22%");
    try (Stream<Path> files = Files.list(directory.resolve("exports"))) {
      assertThat(files.toList())
          .singleElement()
          .satisfies(file -> assertThat(Files.readAllLines(file)).hasSize(1 + 31));
    }
  }

  @Test
  void everythingIsDoneByKeyboardToo() throws Exception {
    show(progress -> station());

    press(KeyCode.SPACE);
    belt.defective();
    until("the reject is there", () -> !node("#reject-1").isDisabled());
    press(KeyCode.DIGIT1);
    until("it is looked at", () -> node("#close-look").isVisible());
    press(KeyCode.ESCAPE);
    until("back to live", () -> !node("#close-look").isVisible());
    press(KeyCode.E);
    until("exported", () -> text("#export-text").contains("1 inspections written"));
    robot.press(KeyCode.S);
    until("it stands still", () -> node("#start").isVisible());
    robot.release(KeyCode.S);

    assertThat(line.counts().verdicts().fail()).isEqualTo(1);
  }

  @Test
  void aLostCameraIsSaidUntilItIsAcknowledged() throws Exception {
    show(progress -> station());
    clickOn("#start");
    belt.good(3);
    until("it runs", () -> text("#count-inspected").equals("3"));

    belt.unplug();

    until(
        "the banner is there",
        () -> robot.lookup(".banner.alarm .banner-text").tryQuery().isPresent());
    assertThat(text(".banner.alarm .banner-text")).contains("The camera was unplugged");
    assertThat(text("#count-inspected")).isEqualTo("3");
    clickOn(".banner.alarm .banner-button");
    until("the banner is gone", () -> robot.lookup(".banner.alarm").tryQuery().isEmpty());
    assertThat(node("#start").isVisible()).isTrue();
  }

  @Test
  void closingTheWindowStopsTheLineFirst() throws Exception {
    show(progress -> station());
    clickOn("#start");
    belt.good(3);
    until("it runs", () -> text("#count-inspected").equals("3"));

    robot.interact(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));

    assertThat(closed.get(30, TimeUnit.SECONDS)).isEmpty();
    assertThat(line.state()).isEqualTo(Line.State.STOPPED);
    assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(3);
  }

  @Test
  void aStationThatCannotBeOpenedSaysWhy() throws Exception {
    show(
        progress -> {
          progress.accept(OpeningStep.MODEL);
          throw new SightlineException("There is no model: put one in place");
        });

    until(
        "it says why", () -> text(".opening-detail").equals("There is no model: put one in place"));
    clickOn(".opening .action");

    assertThat(closed.get(30, TimeUnit.SECONDS))
        .hasValueSatisfying(why -> assertThat(why).hasMessageContaining("There is no model"));
  }

  private final Set<Verdict> drawn = ConcurrentHashMap.newKeySet();

  private Station station() {
    return new Station(
        "Test station",
        List.of(StationLine.measured(line, part -> drawn.add(part.verdict()), () -> {})),
        new StoreExport(
            store, directory.resolve("exports"), InstantSource.system(), ZoneOffset.UTC),
        inspection -> inspection.image().map(pictures::get),
        () -> 100_000_000_000L);
  }

  private void show(StationOpening opening) throws Exception {
    FxToolkit.setupFixture(
        () ->
            new StationWindow(
                    stage, Words.in(Locale.ENGLISH, ZoneOffset.UTC), opening, closed::complete)
                .open());
    until(
        "the station is open",
        () ->
            robot.lookup("#start").tryQuery().isPresent()
                || robot.lookup(".opening-what").tryQuery().isPresent());
  }

  /** The belt's parts have their colour on screen, and no other. */
  private void assertGreen(String picture) {
    Color[] seen = new Color[1];
    robot.interact(
        () -> {
          WritableImage image = node(picture).snapshot(null, null);
          int aside = (int) image.getWidth() / 4;
          seen[0] = image.getPixelReader().getColor(aside, (int) image.getHeight() / 8);
        });
    assertThat(seen[0]).isEqualTo(Color.rgb(20, 90, 40));
  }

  /** The defect is inside a box that is on screen, and not much smaller than it. */
  private void assertBoxed(String picture) {
    List<Bounds> drawn =
        boxes(picture)
            .map(box -> node(picture).sceneToLocal(box.localToScene(box.getBoundsInLocal())))
            .toList();
    Bounds view = node(picture).getLayoutBounds();
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
    return robot.from(node(picture)).lookup(".box").<Rectangle>queryAll().stream()
        .filter(box -> box.isVisible() && box.getParent().isVisible());
  }

  private void clickOn(String selector) {
    until(
        selector + " can be pressed",
        () -> robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent());
    robot.clickOn(selector);
  }

  private void hold(String selector) {
    robot.moveTo(selector);
    robot.press(MouseButton.PRIMARY);
    until("it is held long enough", () -> node("#start").isVisible());
    robot.release(MouseButton.PRIMARY);
  }

  private void press(KeyCode key) {
    until("the screen is there", () -> robot.lookup("#start").tryQuery().isPresent());
    robot.press(key).release(key);
  }

  private Node node(String selector) {
    return robot.lookup(selector).query();
  }

  private String text(String selector) {
    Node node = robot.lookup(selector).tryQuery().orElse(null);
    return node instanceof Text letters
        ? letters.getText()
        : node instanceof Labeled label ? label.getText() : "";
  }

  private static void until(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(
          30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
    } catch (Exception e) {
      throw new AssertionError("Waited in vain until " + what, e);
    }
  }
}
