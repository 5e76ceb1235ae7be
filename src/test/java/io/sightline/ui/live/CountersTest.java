package io.sightline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.LineCounts;
import io.sightline.store.VerdictCounts;
import io.sightline.ui.base.Words;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

class CountersTest {
  @BeforeAll
  static void startJavaFx() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void everyNumberIsUnderItsOwnName() {
    Counters[] counters = new Counters[1];
    VerdictCounts verdicts = new VerdictCounts(50, 7, 3, 1, 4);
    new FxRobot()
        .interact(
            () -> {
              counters[0] = new Counters(Words.in(Locale.ENGLISH, ZoneOffset.UTC));
              counters[0].show(
                  new LineCounts(Optional.empty(), 65, verdicts, 60, 40, 10, 6, 2, 30, 0, 0, 0),
                  true);
            });

    assertThat(
            List.of(
                "inspected",
                "pass",
                "fail",
                "ppm",
                "missed",
                "review",
                "error",
                "escapes",
                "overkill"))
        .extracting(name -> ((Text) counters[0].lookup("#count-" + name)).getText())
        .containsExactly("61", "50", "7", "30", "4", "3", "1", "6", "2");
  }
}
