package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import io.sightline.ui.live.model.PaintedBoard;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a window shows adapts to its size, even while nothing else happens. */
class WindowSizeTest extends OnScriptedLines {
  private void resize(double width, double height) {
    robot.interact(
        () -> {
          stage.setMaximized(false);
          stage.setWidth(width);
          stage.setHeight(height);
        });
  }

  private void reject(int number) {
    Defect defect = new Defect("d" + number, 0.9, new Box(10, 10, 90, 90));
    first.part(Verdict.FAIL, List.of(defect), Optional.of(PaintedBoard.of(number)));
  }

  private double foot(String selector) {
    Node node = robot.lookup(selector).query();
    return node.localToScene(node.getLayoutBounds()).getMaxY();
  }

  private double head(String selector) {
    Node node = robot.lookup(selector).query();
    return node.localToScene(node.getLayoutBounds()).getMinY();
  }

  /** Returns the rejects shown, from left to right. */
  private List<String> rejects() {
    TreeMap<Double, String> texts = new TreeMap<>();
    for (Button place : robot.lookup(".reject").<Button>queryAll()) {
      if (place.isVisible() && !place.isDisabled()) {
        texts.put(place.getLayoutX(), place.getAccessibleText().replaceAll(" .*", ""));
      }
    }
    return List.copyOf(texts.values());
  }

  /** Rejects do not move under a finger: a new one takes the place of the oldest. */
  @Test
  void aLowWindowShowsTheLatestRejects() {
    resize(1024, 660);
    first.start();
    for (int i = 1; i <= 12; i++) {
      reject(i);
    }
    until("the latest are there", () -> rejects().equals(List.of("d9", "d10", "d11", "d12")));
    reject(13);
    until("one is new", () -> rejects().equals(List.of("d13", "d10", "d11", "d12")));
    reject(14);
    until("two are", () -> rejects().equals(List.of("d13", "d14", "d11", "d12")));
  }

  private void runWithTwoAlarms(int shown) {
    first.start();
    reject(1);
    first.trouble(Kind.MISSED, 3, "");
    first.trouble(Kind.REJECTS, 10, "");
    until("they are there", () -> banners().size() == shown);
  }

  @Test
  void aTallNarrowWindowLeavesThePictureRoomBesideAlarms() {
    resize(800, 1000);
    runWithTwoAlarms(2);

    Node picture = robot.lookup("#picture").query();
    until("the picture has room", () -> picture.getLayoutBounds().getHeight() > 200);
  }

  @Test
  void whatATallWindowLacksForRejectsIsThePictures() {
    resize(900, 1100);
    runWithTwoAlarms(2);

    until("nothing is left empty", () -> head(".status-bar") - foot(".actions") < 40);
  }

  @ParameterizedTest
  @CsvSource({"800,1280", "768,1024", "900,1440", "1080,1920"})
  void theVerdictStaysInPlaceInATallWindowWhenBannersCome(int width, int height) {
    resize(width, height);
    first.start();
    reject(1);
    until("the part is there", () -> rejects().contains("d1"));
    // Counts come on their own clock, and with the first known part a row of them.
    until("it is counted", () -> robot.lookup("#count-fail").queryText().getText().equals("1"));
    robot.interact(() -> stage.getScene().getRoot().layout());
    double head = head("#verdict");
    double foot = foot("#verdict");

    for (Kind kind : List.of(Kind.MISSED, Kind.REJECTS)) {
      first.trouble(kind, 10, "");
      int banners = kind == Kind.MISSED ? 1 : 2;
      until("it is told", () -> banners().size() == banners);
      robot.interact(() -> stage.getScene().getRoot().layout());
      assertThat(head("#verdict")).as("head, %s banners", banners).isEqualTo(head);
      assertThat(foot("#verdict")).as("foot, %s banners", banners).isEqualTo(foot);
    }
  }

  /** The first part whose truth is known brings a row of counts, and the first reject its place. */
  @ParameterizedTest
  @CsvSource({"800,1280", "768,1024", "900,1440", "1080,1920"})
  void aTallWindowHasAPlaceForWhatIsCountedOnlySometimes(int width, int height) {
    resize(width, height);
    first.start();
    until("it runs", () -> visible("#stop"));
    robot.interact(() -> stage.getScene().getRoot().layout());
    List<Double> before = places();
    assertThat(shown("#count-escapes")).isFalse();

    reject(1);
    until("the row is there", () -> shown("#count-escapes"));
    until("the reject is there", () -> rejects().contains("d1") || !visible(".rejects"));
    robot.interact(() -> stage.getScene().getRoot().layout());
    assertThat(places()).isEqualTo(before);
  }

  private List<Double> places() {
    return Stream.of("#picture", "#verdict", "#count-missed", ".actions")
        .flatMap(each -> Stream.of(head(each), foot(each)))
        .toList();
  }

  /** Returns whether it is visible and all that it is in. */
  private boolean shown(String selector) {
    return Stream.<Node>iterate(robot.lookup(selector).query(), Objects::nonNull, Node::getParent)
        .allMatch(Node::isVisible);
  }

  @Test
  void aSmallWindowHasRoomForAnAlarmAQuestionAndACloseLook() {
    resize(800, 600);
    runWithTwoAlarms(1);
    first.trouble(Kind.RESTARTED, 0, "CUDA error 700: an illegal memory access in Conv_117");
    robot.press(KeyCode.DIGIT1).release(KeyCode.DIGIT1);
    until("it is looked at", () -> visible("#close-look"));
    robot.press(KeyCode.E).release(KeyCode.E);
    until("that is asked", () -> shown("#export-day"));
    robot.interact(() -> stage.getScene().getRoot().layout());

    assertThat(foot("#back")).isLessThanOrEqualTo(foot(".left"));
    assertThat(foot("#close-picture") - head("#close-picture")).isGreaterThanOrEqualTo(40);
  }

  /** It would leave no room for the reject, which shows that the operator goes on. */
  @Test
  void whoOpensARejectDoesNotLeave() {
    resize(800, 600);
    runWithTwoAlarms(1);
    robot.interact(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    until("that is asked", () -> shown("#leave-hold"));
    robot.interact(() -> stage.getScene().getRoot().layout());
    assertThat(foot("#leave-hold") - head("#leave-hold"))
        .isEqualTo(foot("#leave-stay") - head("#leave-stay"));

    robot.press(KeyCode.DIGIT1).release(KeyCode.DIGIT1);
    until("the question is withdrawn", () -> !visible("#leave"));
    assertThat(first.running()).isTrue();
  }

  @Test
  void alarmsGiveWayAsSoonAsTheWindowIsLow() {
    resize(1600, 1000);
    first.trouble(Kind.MISSED, 3, "");
    first.trouble(Kind.REJECTS, 10, "");
    first.trouble(Kind.DISK, 0, "");
    until("two are there", () -> banners().size() == 2);

    resize(1024, 640);
    until("one is", () -> banners().size() == 1);
    resize(1600, 1000);
    until("two are again", () -> banners().size() == 2);
    assertThat(text(".banner-more")).isNotEmpty();
  }
}
