package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import io.sightline.ui.live.model.PaintedBoard;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caption of the picture hides nothing of it, and nothing moves when it comes. */
class CaptionTest extends OnScriptedLines {
  @ParameterizedTest
  @CsvSource({"1024,768", "1024,600", "1600,800", "800,1280"})
  void aDefectInACornerIsNotHiddenByTheCaption(int width, int height) {
    robot.interact(
        () -> {
          stage.setMaximized(false);
          stage.setWidth(width);
          stage.setHeight(height);
        });
    first.start();
    until("nothing is shown yet", () -> visible("#stop"));
    Bounds before = bounds("#live-picture");
    Defect corner = new Defect("scratch", 0.91, new Box(10, 990, 120, 1018));
    first.part(Verdict.FAIL, List.of(corner), Optional.of(PaintedBoard.of(1)));
    until("the part is shown", () -> visible("#caption") && visible(".box"));

    assertThat(bounds("#caption").intersects(bounds(".box"))).isFalse();
    assertThat(bounds("#caption").getMinY())
        .isGreaterThanOrEqualTo(bounds("#live-picture").getMaxY());
    assertThat(bounds("#caption").getHeight()).as("it can be read").isGreaterThan(16);
    if (width > height) { // in a tall window the panel grows with the first part's counts
      assertThat(bounds("#live-picture")).isEqualTo(before);
    }
  }

  private Bounds bounds(String selector) {
    robot.interact(() -> stage.getScene().getRoot().layout());
    Node node = robot.lookup(selector).query();
    return node.localToScene(node.getLayoutBounds());
  }
}
