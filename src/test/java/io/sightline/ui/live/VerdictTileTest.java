package io.sightline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.ScriptedLine;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** What a screen reader announces of the verdict tile. */
class VerdictTileTest {
  @BeforeAll
  static void startJavaFx() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void anotherVerdictIsReadOutThoughTheDefectIsTheSame() {
    List<Defect> defects = List.of(new Defect("short", 0.9, new Box(10, 10, 20, 20)));
    ScriptedLine line = new ScriptedLine("Line 1");
    VerdictTile[] tile = new VerdictTile[1];
    new FxRobot()
        .interact(
            () -> {
              tile[0] = new VerdictTile(Words.in(Locale.ENGLISH, ZoneOffset.UTC));
              tile[0].show(line.part(Verdict.REVIEW, defects, Optional.empty()));
              tile[0].show(line.part(Verdict.FAIL, defects, Optional.empty()));
            });

    assertThat(tile[0].getAccessibleText()).isEqualTo("FAIL. short");
  }

  @Test
  void whyAPartCouldNotBeJudgedIsNotReadFromTwoMetres() {
    ScriptedLine line = new ScriptedLine("Line 1");
    VerdictTile[] tile = new VerdictTile[1];
    new FxRobot()
        .interact(
            () -> {
              tile[0] = new VerdictTile(Words.in(Locale.GERMAN, ZoneOffset.UTC));
              tile[0].show(line.part(Verdict.ERROR, List.of(), Optional.empty()));
            });

    assertThat(tile[0].getAccessibleText()).isEqualTo("STÖRUNG. nicht zu beurteilen");
  }
}
