package io.sightline.app;

import static io.sightline.app.OpenedStationTest.line;
import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.command.Display;
import io.sightline.capture.Clips;
import io.sightline.capture.RtspCamera;
import io.sightline.ui.base.BackgroundThreads;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.OperatorView;
import io.sightline.ui.live.model.Station;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The operator's screen shows from the start what the configured lines do. */
@Timeout(180)
class ScreenStationTest {
  private static final Path BOARD =
      Path.of(System.getProperty("sightline.home", "."), "models/board/model.onnx");

  @TempDir private Path directory;
  private final FxRobot robot = new FxRobot();
  private final BackgroundThreads background = new BackgroundThreads();

  @BeforeEach
  void needsScreenAndModel() {
    assumeTrue(Display.ofThisMachine().isPresent(), "skipped: there is no display");
    assumeTrue(Files.exists(BOARD), "skipped: the bundled model is not in this checkout");
  }

  @AfterEach
  void close() throws Exception {
    background.close();
    if (FxToolkit.isFXApplicationThreadRunning()) {
      FxToolkit.cleanupStages();
    }
  }

  @Test
  void aLineThatStartsByItselfIsShownAsItRunsAndAsItFails() throws Exception {
    String lines =
        line("Left", "sim:board?ppm=600", ", \"startsByItself\": true")
            + line("Gone", "folder:" + directory.resolve("gone"), ", \"startsByItself\": true")
            + line("Still", "sim:board?ppm=600", "");
    try (ScreenStation station = station(lines)) {
      OperatorView view = show(station);
      try {
        until("Left is shown as running", () -> visible("#stop") && !visible("#start"));
        until("its parts are counted", () -> !text("#count-inspected").equals("0"));
        robot.clickOn("#tab-2");
        until("why Gone stands still is said", () -> banners().contains("There is no folder"));
        assertThat(visible("#start")).isTrue();
        robot.clickOn("#tab-3");
        until("Still stands", () -> visible("#start"));
        assertThat(banners()).isEmpty();
      } finally {
        robot.interact(view::close);
      }
    }
  }

  @Test
  void aLineThatCannotBeSetUpSaysWhyAndTheOthersRun() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.onnx"), "no network");
    String lines =
        line("No recipe", "sim:board?ppm=600", ", \"recipe\": \"missing\"")
            + line("No model", "sim:board?ppm=600", ", \"model\": \"" + broken + "\"")
            + line("Left", "sim:board?ppm=600", ", \"startsByItself\": true");
    try (ScreenStation station = station(lines)) {
      OperatorView view = show(station);
      try {
        until("it says why", () -> text(".empty-next").contains("no recipe \"missing\""));
        assertThat(text(".empty-what")).isEqualTo("This line cannot run");
        assertThat(text(".empty-next")).contains("close Sightline and open it again");
        assertThat(text(".line-tab-state")).isEqualTo("cannot run");
        assertThat(robot.lookup("#start").query().isDisabled()).isTrue();
        assertThat(visible("#status-model")).as("it has none").isFalse();
        robot.clickOn("#tab-2");
        until("so does the next", () -> text(".empty-next").contains("broken.onnx"));
        robot.clickOn("#tab-3");
        until("the healthy one runs", () -> !text("#count-inspected").equals("0"));
        assertThat(visible("#stop")).isTrue();
      } finally {
        robot.interact(view::close);
      }
    }
  }

  @Test
  void aLineGoesOnWithACameraThatComesBack() throws Exception {
    int once = 10;
    byte[] clip = Files.readAllBytes(Clips.record(directory.resolve("clip.ts"), once, 96, 64));
    try (RtspCamera camera = RtspCamera.hangingUpAfter(clip);
        ScreenStation station =
            station(line("Left", camera.address(""), ", \"startsByItself\": true"))) {
      OperatorView view = show(station);
      try {
        until(
            "more than one connection's parts are counted",
            () -> Integer.parseInt(text("#count-inspected")) > once);
      } finally {
        robot.interact(view::close);
      }
    }
  }

  @Test
  void aCameraThatIsNotThereIsShownAsLostEvenOnceThatIsAcknowledged() throws Exception {
    String nobody;
    try (RtspCamera camera = RtspCamera.hangingUpAfter(new byte[0])) {
      nobody = camera.address("");
    }
    try (ScreenStation station = station(line("Left", nobody, ", \"startsByItself\": true"))) {
      OperatorView view = show(station);
      try {
        until("it is told", () -> banners().contains("Cannot open the camera"));
        robot.clickOn(".banner.alarm .banner-button");
        until("only the banner is gone", () -> banners().isEmpty());
        assertThat(text(".line-tab-state")).isEqualTo("camera lost");
        assertThat(text(".empty-what")).isEqualTo("Camera lost, connecting again");
        assertThat(text("#status-source")).isEqualTo("no camera: connecting");
      } finally {
        robot.interact(view::close);
      }
    }
  }

  private ScreenStation station(String lines) throws Exception {
    return OpenedStationTest.station(directory, lines);
  }

  /** Opens the station, and then the screen over it. */
  private OperatorView show(ScreenStation station) throws Exception {
    Station opened = station.open(step -> {});
    Stage stage = FxToolkit.registerPrimaryStage();
    OperatorView[] view = new OperatorView[1];
    FxToolkit.setupFixture(
        () -> {
          view[0] =
              new OperatorView(
                  opened,
                  Words.in(Locale.ENGLISH, ZoneOffset.UTC),
                  background,
                  InstantSource.system());
          stage.setScene(new Scene(view[0], 1280, 800));
          stage.show();
          view[0].open();
        });
    return view[0];
  }

  private boolean visible(String selector) {
    return robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent();
  }

  private String text(String selector) {
    Node node = robot.lookup(selector).query();
    return node instanceof Text letters ? letters.getText() : ((Labeled) node).getText();
  }

  private String banners() {
    List<Labeled> reasons =
        List.copyOf(robot.lookup(".banner.alarm .banner-reason").<Labeled>queryAll());
    return reasons.stream().map(Labeled::getText).collect(Collectors.joining("\n"));
  }
}
