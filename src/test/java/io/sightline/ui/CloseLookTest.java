package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.image.Picture;
import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.Preview;
import io.sightline.ui.live.model.LiveModel;
import io.sightline.ui.live.model.PaintedBoard;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The close look at a reject while the line goes on. */
class CloseLookTest extends OnScriptedLines {
  private static final List<Defect> SHORT =
      List.of(new Defect("short", 0.9, new Box(1000, 800, 1040, 840)));

  private volatile boolean memory = true;

  @Override
  Optional<Preview> load(Inspection inspection) {
    if (!memory) {
      throw new OutOfMemoryError("Cannot reserve 268435456 bytes of direct buffer memory");
    }
    return super.load(inspection);
  }

  private void look(int reject) {
    until("there is a reject", () -> !robot.lookup("#reject-" + reject).query().isDisabled());
    robot.interact(() -> ((Button) robot.lookup("#reject-" + reject).query()).fire());
  }

  @Test
  void whyAPartCouldNotBeJudgedIsSaidInTheOperatorsWords() {
    first.start();
    first.part(Verdict.ERROR, List.of(), Optional.empty());
    until("it is there", () -> !robot.lookup("#reject-1").query().isDisabled());
    robot.interact(() -> ((Button) robot.lookup("#reject-1").query()).fire());
    until("it is looked at", () -> visible("#close-look"));

    assertThat(text(".close-details"))
        .endsWith("   could not be judged")
        .doesNotContain("The network gave no answer");
  }

  @Test
  void theVerdictIsThatOfTheNewestPart() {
    Picture board = PaintedBoard.of(1);
    first.start();
    first.part(Verdict.FAIL, SHORT, Optional.of(board));
    look(1);

    first.part(Verdict.PASS, List.of(), Optional.of(board));
    until("a good one is told", () -> word().equals("PASS"));
    first.part(Verdict.ERROR, List.of(), Optional.of(board));
    until("a bad one too", () -> word().equals("ERROR"));
    assertThat(visible("#close-look")).isTrue();

    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    until("the newest part is shown", () -> visible("#picture"));
    assertThat(text("#caption")).startsWith("part 3");
  }

  /** What is seen on a part that could not be judged is not what kept it from passing. */
  @Test
  void aRejectIsNamedByItsDefectUnlessItCouldNotBeJudged() {
    first.start();
    first.part(Verdict.FAIL, SHORT, Optional.of(PaintedBoard.of(1)));
    first.part(Verdict.ERROR, SHORT, Optional.of(PaintedBoard.of(2)));
    until("there are two", () -> !robot.lookup("#reject-2").query().isDisabled());

    assertThat(robot.lookup("#reject-1").query().getAccessibleText()).startsWith("short");
    assertThat(robot.lookup("#reject-2").query().getAccessibleText()).startsWith("ERROR");
  }

  @Test
  void aPictureThatIsNotYetSavedIsShownOnceItIs() {
    Picture board = PaintedBoard.of(1);
    kept.put("kept/1.png", board);
    first.start();
    Inspection part = first.judged(Verdict.FAIL, SHORT, Optional.of(board));
    look(1);
    assertThat(text(".close-waiting")).isEqualTo("The whole picture is being saved");

    first.recorded(part);
    until("it is fetched", () -> !robot.lookup(".close-waiting").query().isVisible());
  }

  @Test
  void aPictureThatIsSavedWhenItsRejectHasLeftTheStripIsShownToo() {
    Picture board = PaintedBoard.of(1);
    kept.put("kept/1.png", board);
    first.start();
    Inspection part = first.judged(Verdict.FAIL, SHORT, Optional.of(board));
    look(1);
    for (int i = 0; i < LiveModel.REJECTS; i++) {
      first.part(Verdict.REVIEW, SHORT, Optional.of(board));
    }
    until("others have its place", () -> word().equals("REVIEW"));

    first.recorded(part);
    until("it is fetched", () -> !robot.lookup(".close-waiting").query().isVisible());
  }

  @Test
  void aPictureThatIsNeverSavedIsNotWaitedForOnceTheLineStands() {
    first.start();
    first.judged(Verdict.FAIL, SHORT, Optional.of(PaintedBoard.of(1)));
    look(1);
    assertThat(text(".close-waiting")).isEqualTo("The whole picture is being saved");

    first.stop();
    until("that is said", () -> text(".close-waiting").startsWith("No picture of this part"));
  }

  @Test
  void aPictureForWhichThereIsNoMemoryIsSpokenOfInTheOperatorsWords() {
    memory = false;
    first.start();
    first.part(Verdict.FAIL, SHORT, Optional.of(PaintedBoard.of(1)));
    look(1);

    until("that is said", () -> text(".close-waiting").startsWith("The whole picture cannot be"));
    assertThat(text(".close-waiting")).doesNotContain("Error", "java");
  }

  @Test
  void theKeyOfTheLineThatIsShownGoesBackToLive() {
    first.start();
    first.part(Verdict.FAIL, SHORT, Optional.of(PaintedBoard.of(1)));
    look(1);

    robot.press(KeyCode.F1).release(KeyCode.F1);
    until("the belt is shown", () -> !visible("#close-look"));
  }

  @Test
  void aPartOfWhichNoPictureIsKeptSaysSo() {
    first.start();
    first.part(Verdict.FAIL, SHORT, Optional.of(PaintedBoard.of(1)));
    look(1);

    until("that is said", () -> text(".close-waiting").startsWith("No picture of this part"));
    robot.clickOn("#zoom-defect");
    Bounds view = robot.lookup("#close-picture").query().getLayoutBounds();
    Bounds drawn = box();
    assertThat(drawn.getCenterX())
        .as("the defect")
        .isBetween(view.getWidth() * 0.4, view.getWidth() * 0.6);
    assertThat(drawn.getCenterY()).isBetween(view.getHeight() * 0.4, view.getHeight() * 0.6);
  }

  /** Where the defect's box is drawn in the picture. */
  private Bounds box() {
    Node picture = robot.lookup("#close-picture").query();
    Node box = robot.from(picture).lookup(".box").query();
    return picture.sceneToLocal(box.localToScene(box.getBoundsInLocal()));
  }

  @Test
  void anotherRejectIsShownWholeThoughTheOneBeforeWasEnlarged() {
    Picture board = PaintedBoard.of(1);
    List<Defect> opposite = List.of(new Defect("short", 0.9, new Box(40, 40, 80, 80)));
    first.start();
    first.part(Verdict.FAIL, opposite, Optional.of(board));
    first.part(Verdict.FAIL, SHORT, Optional.of(board));
    until("there are two", () -> !robot.lookup("#reject-2").query().isDisabled());
    look(1);
    robot.clickOn("#zoom-defect");
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    until("it is closed", () -> !visible("#close-look"));

    look(2);
    Bounds view = robot.lookup("#close-picture").query().getLayoutBounds();
    assertThat(view.contains(box().getCenterX(), box().getCenterY())).as("the defect").isTrue();
  }

  @Test
  void oneToOneIsAPixelOfTheScreenForEachOfThePicture() {
    List<Defect> wide = List.of(new Defect("short", 0.9, new Box(100, 100, 200, 180)));
    first.start();
    first.part(Verdict.FAIL, wide, Optional.of(new Picture(320, 256)));
    look(1);
    assertThat(box().getWidth()).as("a small picture fills the view").isGreaterThan(150);

    robot.clickOn("#zoom-original");
    assertThat(box().getWidth()).isBetween(100.0, 120.0); // with some space around the defect
    Bounds view = robot.lookup("#close-picture").query().getLayoutBounds();
    assertThat(box().getCenterX()).isCloseTo(view.getWidth() / 2 - 10, within(2.0));

    try {
      robot.interact(() -> stage.setRenderScaleX(2));
      robot.clickOn("#zoom-original");
      assertThat(box().getWidth()).as("two pixels for each of the view").isBetween(50.0, 70.0);
    } finally {
      robot.interact(() -> stage.setRenderScaleX(1));
    }

    robot.clickOn("#zoom-whole");
    assertThat(box().getWidth()).isGreaterThan(150);
  }

  @Test
  void boxesAreSwitchedWhereThereAreSomeAndNowhereElse() {
    first.start();
    first.part(Verdict.FAIL, SHORT, Optional.of(PaintedBoard.of(1)));
    until("there is a reject", () -> !robot.lookup("#reject-1").query().isDisabled());
    robot.press(KeyCode.B).release(KeyCode.B);
    look(1);
    ToggleButton boxes = robot.lookup("#boxes").query();
    assertThat(boxes.isSelected()).as("nobody saw them go").isTrue();

    robot.press(KeyCode.B).release(KeyCode.B);
    assertThat(boxes.isSelected()).isFalse();
    robot.clickOn("#zoom-defect").press(KeyCode.TAB).release(KeyCode.TAB);
    assertThat(boxes.isFocusVisible()).isTrue();
    robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
    assertThat(boxes.isSelected()).isTrue();
  }
}
