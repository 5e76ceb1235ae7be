package io.sightline.ui;

import io.sightline.image.Picture;
import io.sightline.inspection.Verdict;
import io.sightline.line.Line;
import io.sightline.line.Recorder;
import io.sightline.report.StoreExport;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionStore;
import io.sightline.store.SqliteStore;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.PaintedBoard;
import io.sightline.ui.live.model.Station;
import io.sightline.ui.live.model.StationLine;
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
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/**
 * The real window over a real line and a real store, with an operator's hands and eyes. Only the
 * belt and its network are fakes. Clicks and keys wait for the control they need.
 */
final class ShownStation implements AutoCloseable {
  private final Path directory;
  private final FxRobot robot = new FxRobot();
  private final FakeBelt belt = new FakeBelt();
  private final Map<String, Picture> pictures = new ConcurrentHashMap<>();
  private final Set<Verdict> drawn = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Optional<RuntimeException>> closed = new CompletableFuture<>();
  private final Stage stage;
  private final InspectionStore store;
  private final Recorder recorder;
  private final Line line;

  /** Creates a station with all its files in this folder; skips the test without a display. */
  ShownStation(Path directory) throws TimeoutException {
    this.directory = directory;
    stage = Display.stage();
    store = SqliteStore.open(new DataDirectory(directory.resolve("station")));
    recorder =
        new Recorder(
            store,
            (inspection, frame) -> {
              String path = inspection.id() + ".png";
              pictures.put(path, Picture.of(frame, 4096));
              return path;
            });
    line = new Line(belt.setup("Line 1"), recorder);
  }

  /** Opens the window over the station. */
  void show() throws TimeoutException {
    show(progress -> station());
  }

  /** Opens the window over the result of {@code opening}. */
  void show(StationOpening opening) throws TimeoutException {
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

  private Station station() {
    return new Station(
        "Test station",
        List.of(StationLine.measured(line, part -> drawn.add(part.verdict()), () -> {})),
        new StoreExport(
            store,
            directory.resolve("exports"),
            InstantSource.system(),
            ZoneOffset.UTC,
            () -> Long.MAX_VALUE),
        inspection ->
            inspection.image().map(pictures::get).map(it -> PaintedBoard.whole(it, inspection)),
        () -> 100_000_000_000L);
  }

  FakeBelt belt() {
    return belt;
  }

  Line line() {
    return line;
  }

  InspectionStore store() {
    return store;
  }

  Stage stage() {
    return stage;
  }

  FxRobot robot() {
    return robot;
  }

  /** Verdicts of the parts that the window reported to the line as drawn. */
  Set<Verdict> drawn() {
    return drawn;
  }

  /** Completes when the window closes, with the reason if opening failed. */
  CompletableFuture<Optional<RuntimeException>> closed() {
    return closed;
  }

  void clickOn(String selector) {
    until(
        selector + " can be pressed",
        () -> robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent());
    robot.clickOn(selector);
  }

  /** Holds the button that stops the line until the line has stopped. */
  void hold(String selector) {
    robot.moveTo(selector);
    robot.press(MouseButton.PRIMARY);
    until("it is held long enough", () -> node("#start").isVisible());
    robot.release(MouseButton.PRIMARY);
  }

  void press(KeyCode key) {
    until("the screen is there", () -> robot.lookup("#start").tryQuery().isPresent());
    robot.press(key).release(key);
  }

  Node node(String selector) {
    return robot.lookup(selector).query();
  }

  /** Returns the text of the first match, empty if there is none. */
  String text(String selector) {
    return robot.lookup(selector).tryQuery().map(ShownStation::text).orElse("");
  }

  /** Returns the texts of all matches, from top to bottom. */
  List<String> texts(String selector) {
    return robot.lookup(selector).queryAll().stream().map(ShownStation::text).toList();
  }

  private static String text(Node node) {
    return node instanceof Text letters
        ? letters.getText()
        : node instanceof Labeled label ? label.getText() : "";
  }

  void until(String what, Callable<Boolean> condition) {
    OnScreen.until(what, condition);
  }

  @Override
  public void close() throws TimeoutException {
    FxToolkit.cleanupStages();
    line.close();
    recorder.close();
    store.close();
  }
}
