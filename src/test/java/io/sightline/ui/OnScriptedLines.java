package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.PaintedBoard;
import io.sightline.ui.live.model.ScriptedLine;
import io.sightline.ui.live.model.Station;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Base of tests that open the real window over three scripted lines. */
@Timeout(120)
abstract class OnScriptedLines {
  final FxRobot robot = new FxRobot();
  final ScriptedLine first = line(1);
  final ScriptedLine second = line(2);
  final ScriptedLine third = line(3);

  /** The archived pictures, by path. */
  final Map<String, Picture> kept = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init") // set before each test
  Stage stage;

  private static ScriptedLine line(int number) {
    return new ScriptedLine("Line " + number, "Board", "Lot " + number);
  }

  /** Puts the lines into their initial state before the window opens. */
  void prepare() {}

  @BeforeEach
  void open() throws Exception {
    stage = Display.stage();
    prepare();
    Station station = station();
    FxToolkit.setupFixture(
        () ->
            new StationWindow(
                    stage,
                    Words.in(Locale.ENGLISH, ZoneOffset.UTC),
                    progress -> station,
                    failure -> {})
                .open());
    until("the screen is there", () -> robot.lookup("#start").tryQuery().isPresent());
  }

  /** Loads the picture of a part from the archive. */
  Optional<Preview> load(Inspection inspection) {
    return inspection.image().map(kept::get).map(it -> PaintedBoard.whole(it, inspection));
  }

  private Station station() {
    return new Station(
        "Station 7",
        List.of(first, second, third),
        (name, progress) -> Optional.empty(),
        this::load,
        () -> 212_000_000_000L);
  }

  @AfterEach
  void close() throws Exception {
    if (FxToolkit.isFXApplicationThreadRunning()) {
      FxToolkit.cleanupStages();
    }
  }

  void choose(int tab) {
    robot.interact(() -> ((ToggleButton) robot.lookup("#tab-" + tab).query()).fire());
  }

  String word() {
    return ((Text) robot.lookup("#verdict-word").query()).getText();
  }

  /** Returns the text of the first match. */
  String text(String selector) {
    return ((Labeled) robot.lookup(selector).query()).getText();
  }

  boolean visible(String selector) {
    return robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent();
  }

  List<String> banners() {
    return robot.lookup(".banner.alarm .banner-title").<Labeled>queryAll().stream()
        .map(Labeled::getText)
        .toList();
  }
}
