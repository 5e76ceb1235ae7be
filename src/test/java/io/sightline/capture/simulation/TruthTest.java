package io.sightline.capture.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the truth against the pixels: each board is rendered with and without its flaws. */
class TruthTest {
  private static final BoardSettings RICH =
      new BoardSettings(20261123, 1, 2, 6, BoardSettings.DEFAULT.difficulty());

  private final Pictures pictures = new Pictures();

  @AfterEach
  void close() {
    pictures.close();
  }

  @Test
  void allThatChangesLiesInABoxAndEveryBoxHasAVisibleChange() {
    PartMaker maker = new PartMaker(RICH);
    for (long i = 0; i < 25; i++) {
      SimulatedPart part = maker.make(i);
      byte[] flawed = pictures.of(part);
      byte[] good = pictures.of(repaired(part));
      List<GroundTruth.Label> labels = part.truth().defects();
      assertThat(labels).as("truth of board %d", i).hasSameSizeAs(part.flaws()).isNotEmpty();
      int[] visible = new int[labels.size()];
      for (int p = 0; p < flawed.length / 3; p++) {
        int change = change(flawed, good, p);
        if (change > 0) {
          int x = p % BoardRenderer.WIDTH;
          int y = p / BoardRenderer.WIDTH;
          int box = boxAt(labels, x, y);
          assertThat(box).as("board %d: the box that pixel %d,%d lies in", i, x, y).isNotNegative();
          visible[box] += change >= 12 ? 1 : 0;
        }
      }
      for (int k = 0; k < visible.length; k++) {
        assertThat(visible[k])
            .as("visible pixels of %s on board %d", labels.get(k), i)
            .isGreaterThanOrEqualTo(50);
      }
    }
  }

  @Test
  void boxesLieInThePictureAndApart() {
    PartMaker maker = new PartMaker(RICH.withSeed(5));
    for (long i = 0; i < 60; i++) {
      List<GroundTruth.Label> labels = maker.make(i).truth().defects();
      for (int k = 0; k < labels.size(); k++) {
        Box box = labels.get(k).box();
        assertThat(box.x1()).isNotNegative();
        assertThat(box.y1()).isNotNegative();
        assertThat(box.x2()).isLessThanOrEqualTo(BoardRenderer.WIDTH);
        assertThat(box.y2()).isLessThanOrEqualTo(BoardRenderer.HEIGHT);
        assertThat(Math.min(box.width(), box.height())).as("%s", labels.get(k)).isGreaterThan(19);
        for (GroundTruth.Label other : labels.subList(k + 1, labels.size())) {
          assertThat(box.intersection(other.box())).isZero();
        }
      }
    }
  }

  @Test
  void everyKindOfDefectAppearsAboutAsOftenAsTheOthers() {
    PartMaker maker = new PartMaker(RICH.withSeed(6));
    Map<DefectKind, Integer> seen = new HashMap<>();
    int all = 0;
    for (long i = 0; i < 150; i++) {
      for (Flaw flaw : maker.make(i).flaws()) {
        seen.merge(flaw.kind(), 1, Integer::sum);
        all++;
      }
    }
    for (DefectKind kind : DefectKind.values()) {
      assertThat(seen.getOrDefault(kind, 0)).as("%s of %d", kind, all).isBetween(all / 12, all / 3);
    }
  }

  @Test
  void goodBoardsHaveNoTruthAndTheShareOfDefectiveOnesIsAsAsked() {
    PartMaker none = new PartMaker(RICH.withDefects(0));
    PartMaker some = new PartMaker(BoardSettings.DEFAULT.withSeed(RICH.seed()).withDefects(0.25));
    int defective = 0;
    for (long i = 0; i < 400; i++) {
      assertThat(none.make(i).truth()).isEqualTo(GroundTruth.GOOD);
      GroundTruth truth = some.make(i).truth();
      assertThat(truth.defects()).hasSizeLessThanOrEqualTo(3);
      defective += truth.defective() ? 1 : 0;
    }
    assertThat(defective).isBetween(70, 130);
  }

  @Test
  void aBoardIsTheSameWithAndWithoutDefects() {
    SimulatedPart flawed = new PartMaker(RICH).make(3);
    SimulatedPart good = new PartMaker(RICH.withDefects(0)).make(3);
    assertThat(repaired(flawed)).isEqualTo(good);
  }

  /** Returns the same board without its flaws, in the same pose and light. */
  private static SimulatedPart repaired(SimulatedPart part) {
    return new SimulatedPart(
        part.number(),
        part.board(),
        List.of(),
        part.pose(),
        part.exposure(),
        part.blur(),
        part.looks());
  }

  private static int change(byte[] a, byte[] b, int pixel) {
    int most = 0;
    for (int c = 0; c < 3; c++) {
      most = Math.max(most, Math.abs((a[3 * pixel + c] & 255) - (b[3 * pixel + c] & 255)));
    }
    return most;
  }

  private static int boxAt(List<GroundTruth.Label> labels, int x, int y) {
    for (int k = 0; k < labels.size(); k++) {
      Box box = labels.get(k).box();
      if (x >= Math.floor(box.x1())
          && x < Math.ceil(box.x2())
          && y >= Math.floor(box.y1())
          && y < Math.ceil(box.y2())) {
        return k;
      }
    }
    return -1;
  }
}
