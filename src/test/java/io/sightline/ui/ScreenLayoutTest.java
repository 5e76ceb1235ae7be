package io.sightline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble;
import io.sightline.report.CsvExport;
import io.sightline.store.VerdictCounts;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.PaintedBoard;
import io.sightline.ui.live.model.ScriptedLine;
import io.sightline.ui.live.model.Station;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** On any screen and in either language, nothing is cut and nothing is too small for a glove. */
@Timeout(120)
class ScreenLayoutTest {
  private static final double FINGER = 60; // 15 mm at 96 dpi, and a little more
  private static final List<Defect> DEFECTS =
      List.of(
          new Defect("short", 0.98, new Box(640, 470, 700, 600)),
          new Defect("mousebite", 0.94, new Box(420, 300, 480, 352)));

  private final FxRobot robot = new FxRobot();
  private final ScriptedLine line = new ScriptedLine("Line 1");

  @AfterEach
  void close() throws Exception {
    if (FxToolkit.isFXApplicationThreadRunning()) {
      FxToolkit.cleanupStages();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1024,768,en",
    "1024,768,de",
    "1024,697,en",
    "1024,600,de",
    "800,600,en",
    "1920,1080,en",
    "1920,1080,de",
    "1080,1920,en",
    "1080,1920,de"
  })
  void everythingIsWholeAndLargeEnough(int width, int height, String language) throws Exception {
    Stage stage = Display.stage();
    FxToolkit.setupFixture(() -> open(stage, width, height, Locale.forLanguageTag(language)));
    until(stage, "#start");
    assertWhole(stage.getScene());
    Labeled terms = robot.lookup("#status-terms").query();
    assertThat(terms.getText()).endsWith(" · Research use only");
    assertThat(terms.isVisible()).isTrue();
    robot.interact(() -> ((ToggleButton) robot.lookup("#tab-2").query()).fire());
    assertThat(terms.isVisible()).as("the second line's model is free").isFalse();
    robot.interact(() -> ((ToggleButton) robot.lookup("#tab-1").query()).fire());

    robot.interact(() -> key(stage, KeyCode.SPACE));
    line.counted(new VerdictCounts(1_217_920, 2_275, 12, 3, 14), 2);
    for (int i = 0; i < 8; i++) {
      line.part(Verdict.FAIL, DEFECTS, Optional.of(PaintedBoard.of(i)));
    }
    line.part(Verdict.ERROR, List.of(), Optional.of(PaintedBoard.of(9)));
    line.trouble(
        Trouble.Kind.RESTARTED,
        0,
        "CUDA error 700: an illegal memory access was encountered in the node Conv_117");
    line.trouble(Trouble.Kind.MISSED, 14, "");
    line.trouble(Trouble.Kind.REJECTS, 10, "");
    until(stage, "#alarms .banner");
    robot.interact(() -> key(stage, KeyCode.E));
    until(stage, "#export-day");
    assertWhole(stage.getScene());
    robot.interact(() -> ((Button) robot.lookup("#export-day").query()).fire());
    until(stage, "#export-text", text -> ((Labeled) text).getText().contains(".csv"));
    assertWhole(stage.getScene());
    robot.interact(() -> ((Button) robot.lookup("#status-more").query()).fire());
    assertWhole(stage.getScene());
    robot.interact(() -> ((Button) robot.lookup("#details-close").query()).fire());

    robot.interact(() -> ((Button) robot.lookup("#reject-2").query()).fire());
    WaitForAsyncUtils.waitForFxEvents();
    assertWhole(stage.getScene());

    robot.interact(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    until(stage, "#leave-hold");
    assertWhole(stage.getScene());
  }

  @ParameterizedTest
  @CsvSource({"1024,768,1", "1024,768,8", "1920,1080,3", "1080,1920,3"})
  void longNamesPushNothingOffTheScreen(int width, int height, int count) throws Exception {
    List<ScriptedLine> lines = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      lines.add(
          new ScriptedLine(
              "Links mit einem sehr langen Namen der Linie Nummer " + i,
              "Steuerplatine für Motorsteuergeräte der dritten Generation, Ausführung Süd",
              "2026-1123-A-0123456789-0123456789-0123456789"));
    }
    Stage stage = Display.stage();
    FxToolkit.setupFixture(() -> open(stage, width, height, Locale.GERMAN, lines));
    until(stage, "#start");
    robot.interact(() -> key(stage, KeyCode.SPACE));
    lines.get(0).part(Verdict.FAIL, DEFECTS, Optional.of(PaintedBoard.of(1)));
    lines.get(0).trouble(Trouble.Kind.REJECTS, 10, "");
    until(stage, "#alarms .banner");

    assertInside(stage.getScene());
  }

  @ParameterizedTest
  @CsvSource({
    "1024,768,Fertigungslinie %d Halle,6",
    "1024,768,Fertigungslinie %d Halle,8",
    "1024,768,Links mit einem sehr langen Namen der Linie Nummer %d,8",
    "800,600,Montage Karosserie Halle 7 Ost Nummer %d,6"
  })
  void linesAreToldApartByTheirTabs(int width, int height, String name, int count)
      throws Exception {
    List<ScriptedLine> lines = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      lines.add(new ScriptedLine(name.formatted(i)));
    }
    Stage stage = Display.stage();
    FxToolkit.setupFixture(() -> open(stage, width, height, Locale.GERMAN, lines));
    until(stage, "#start");

    assertInside(stage.getScene());
    Set<String> drawn = new TreeSet<>();
    for (int i = 1; i <= count; i++) {
      Parent tab = robot.lookup("#tab-" + i).query();
      StringBuilder face = new StringBuilder();
      for (Text letters : robot.from(tab).lookup(".line-tab-name").<Text>queryAll()) {
        if (letters.isVisible()) {
          face.append(letters.getText()).append('\n');
          assertThat(inScene(letters).getMaxX()).isLessThanOrEqualTo(inScene(tab).getMaxX());
          assertThat(inScene(letters).getMaxY()).isLessThanOrEqualTo(inScene(tab).getMaxY());
        }
      }
      drawn.add(face.toString());
    }
    assertThat(drawn).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"800,600,en", "800,600,de", "1024,768,de"})
  void noBannerReachesOverTheVerdict(int width, int height, String language) throws Exception {
    Stage stage = Display.stage();
    FxToolkit.setupFixture(() -> open(stage, width, height, Locale.forLanguageTag(language)));
    until(stage, "#start");
    List<Trouble.Kind> kinds = new ArrayList<>(List.of(Trouble.Kind.values()));
    Collections.reverse(kinds); // each is more pressing than the one before, and shown above it
    for (Trouble.Kind kind : kinds) {
      line.trouble(kind, 1_204, "rtsp://10.20.30.40:554/Streaming/Channels/101?unicast is silent");
      String title =
          Words.in(Locale.forLanguageTag(language), ZoneOffset.UTC)
              .of("alarm." + kind.name().toLowerCase(Locale.ROOT));
      until(stage, "#alarms .banner-title", first -> ((Labeled) first).getText().equals(title));
      robot.interact(() -> stage.getScene().getRoot().layout());
      assertThat(inScene(robot.lookup("#alarms .banner").query()).getMaxX())
          .as("right of %s", kind)
          .isLessThanOrEqualTo(inScene(robot.lookup(".left").query()).getMinX() + leftWidth());
      until(
          stage,
          "#alarms .banner-title",
          first ->
              ((Text) ((Parent) first).lookup(".text")).getText().replace("\n", "").equals(title));
    }
  }

  private double leftWidth() {
    return robot.lookup(".left").query().getLayoutBounds().getWidth();
  }

  @ParameterizedTest
  @CsvSource({"1024,768", "1920,1080", "800,1280"})
  void aLongNameOfAClassStaysReadableBelowItsReject(int width, int height) throws Exception {
    String name = "Lötbrücke zwischen Pad und Leiterbahn";
    Stage stage = Display.stage();
    FxToolkit.setupFixture(() -> open(stage, width, height, Locale.GERMAN));
    until(stage, "#start");
    for (String each : List.of(name, "short")) {
      Defect defect = new Defect(each, 0.9, new Box(640, 470, 700, 600));
      line.part(Verdict.FAIL, List.of(defect), Optional.of(PaintedBoard.of(1)));
    }
    until(stage, "#reject-2", reject -> !reject.isDisabled());

    assertInside(stage.getScene());
    Button reject = robot.lookup("#reject-1").query();
    Node other = robot.lookup("#reject-2").query();
    Text cut = robot.from(reject).lookup(".reject-what").query();
    Text whole = robot.from(other).lookup(".reject-what").query();
    assertThat(inScene(cut).getHeight()).isGreaterThanOrEqualTo(0.74 * inScene(whole).getHeight());
    assertThat(inScene(cut).getMaxX()).isLessThanOrEqualTo(inScene(reject).getMaxX());
    assertThat(cut.getText()).startsWith("Lötbr").endsWith("…");
    assertThat(whole.getText()).isEqualTo("short");
    assertThat(reject.getAccessibleText()).startsWith(name);
  }

  @ParameterizedTest
  @CsvSource({"1024,768,en", "1024,768,de", "1080,1920,en"})
  void aPartWithManyDefectsLeavesItsPictureRoom(int width, int height, String language)
      throws Exception {
    List<Defect> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(
          new Defect("mousebite", 0.5 + i / 1000.0, new Box(i * 4, i * 3, i * 4 + 9, i * 3 + 9)));
    }
    Stage stage = Display.stage();
    FxToolkit.setupFixture(() -> open(stage, width, height, Locale.forLanguageTag(language)));
    until(stage, "#start");
    line.part(Verdict.FAIL, many, Optional.of(PaintedBoard.of(1)));
    until(stage, "#reject-1", reject -> !reject.isDisabled());
    robot.interact(() -> ((Button) robot.lookup("#reject-1").query()).fire());
    WaitForAsyncUtils.waitForFxEvents();

    assertWhole(stage.getScene());
    Labeled details = robot.lookup(".close-details").query();
    Bounds text = details.localToScene(details.getBoundsInLocal());
    Node back = robot.lookup("#back").query();
    assertThat(text.intersects(back.localToScene(back.getBoundsInLocal()))).isFalse();
    assertThat(details.getText())
        .contains(language.equals("de") ? "mousebite 0,80" : "mousebite 0.80")
        .endsWith(language.equals("de") ? "+ 292 weitere" : "+ 292 more");
    assertThat(robot.lookup("#close-picture").query().getLayoutBounds().getHeight())
        .isGreaterThan(height / 3.0);
  }

  private void open(Stage stage, int width, int height, Locale language) {
    open(stage, width, height, language, List.of(line, new ScriptedLine("Line 2")));
  }

  private void open(Stage stage, int width, int height, Locale language, List<ScriptedLine> lines) {
    Station station =
        new Station(
            "Station 7",
            List.copyOf(lines),
            (name, progress) ->
                Optional.of(
                    new CsvExport.Exported(
                        Path.of("/home/station/Sightline/exports/Line-1-2026-11-23-084217.csv"),
                        1_220_224)),
            inspection -> Optional.of(PaintedBoard.whole(PaintedBoard.of(1), inspection)),
            () -> 212_000_000_000L);
    new StationWindow(stage, Words.in(language, ZoneOffset.UTC), progress -> station, failure -> {})
        .open();
    stage.setMaximized(false);
    stage.setWidth(width);
    stage.setHeight(height);
  }

  /** Asserts that nothing lies outside the window; texts may be cut. */
  private void assertInside(Scene scene) {
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(
        () -> {
          scene.getRoot().applyCss();
          scene.getRoot().layout();
          robot.from(scene.getRoot()).lookup((Node node) -> shown(node)).queryAll().stream()
              .filter(node -> !node.getStyleClass().isEmpty())
              .forEach(node -> assertInside(node, scene));
        });
  }

  private void assertWhole(Scene scene) {
    WaitForAsyncUtils.waitForFxEvents();
    // On the JavaFX thread: on any other, a label may change between two reads.
    robot.interact(
        () -> {
          scene.getRoot().applyCss();
          scene.getRoot().layout();
          assertWholeNow(scene);
        });
  }

  private void assertWholeNow(Scene scene) {
    Bounds foot = inScene(scene.lookup(".status-bar"));
    robot.from(scene.getRoot()).lookup(".action").queryAll().stream()
        .filter(ScreenLayoutTest::shown)
        .forEach(
            action ->
                assertThat(inScene(action).getMaxY())
                    .as("foot of %s", action)
                    .isLessThan(foot.getMinY()));
    Parent left = (Parent) scene.lookup(".left");
    double free = inScene(left).getMinY();
    for (Node each : left.getChildrenUnmodifiable().stream().filter(Node::isVisible).toList()) {
      assertThat(inScene(each).getMinY()).as("head of %s", each).isGreaterThanOrEqualTo(free - 1);
      free = inScene(each).getMaxY();
    }
    assertThat(free).as("foot of what is left").isLessThanOrEqualTo(foot.getMinY());
    for (String picture : List.of("#live-picture", "#close-picture")) {
      Node seen = scene.lookup(picture);
      if (shown(seen) && scene.getWidth() > scene.getHeight()) {
        assertThat(inScene(seen).getMaxX())
            .as("right of %s", picture)
            .isLessThan(inScene(scene.lookup(".panel")).getMinX());
      }
    }
    Set<Node> all = robot.from(scene.getRoot()).lookup((Node node) -> shown(node)).queryAll();
    for (Node node : all) {
      if (node instanceof Text drawn && drawn.getParent() instanceof Labeled label) {
        assertThat(drawn.getText().replace("\n", "")).as("cut text").isEqualTo(label.getText());
      }
      if (node.getStyleClass().stream()
          .anyMatch(Set.of("action", "reject", "line-tab", "tool", "banner-button")::contains)) {
        Bounds bounds = node.getLayoutBounds();
        assertThat(bounds.getWidth()).as("width of %s", node).isGreaterThanOrEqualTo(FINGER);
        assertThat(bounds.getHeight()).as("height of %s", node).isGreaterThanOrEqualTo(FINGER);
      }
      if (node.getStyleClass().stream()
          .anyMatch(
              Set.of(
                      "action",
                      "reject",
                      "counter",
                      "verdict-word",
                      "fact",
                      "clock",
                      "tool",
                      "status-item")
                  ::contains)) {
        assertInside(node, scene);
      }
    }
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getBoundsInLocal());
  }

  private static void assertInside(Node node, Scene scene) {
    Bounds bounds = inScene(node);
    assertThat(bounds.getMinX()).as("left of %s", node).isGreaterThanOrEqualTo(0);
    assertThat(bounds.getMaxX()).as("right of %s", node).isLessThanOrEqualTo(scene.getWidth());
    assertThat(bounds.getMaxY()).as("foot of %s", node).isLessThanOrEqualTo(scene.getHeight());
  }

  private static boolean shown(Node node) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (!each.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private void until(Stage stage, String selector) throws Exception {
    until(stage, selector, node -> true);
  }

  private void until(Stage stage, String selector, Predicate<Node> also) throws Exception {
    WaitForAsyncUtils.waitFor(
        30,
        TimeUnit.SECONDS,
        () ->
            WaitForAsyncUtils.asyncFx(
                    () -> {
                      Node found = stage.getScene().lookup(selector);
                      return found != null && shown(found) && also.test(found);
                    })
                .get());
  }

  private static void key(Stage stage, KeyCode code) {
    Scene scene = stage.getScene();
    Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
    Event.fireEvent(
        target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }
}
