package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import io.sightline.report.validation.ChoiceGoal.CostRatio;
import io.sightline.report.validation.ChoiceGoal.EscapeTarget;
import io.sightline.report.validation.ChoiceGoal.OverkillTarget;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.PartScores.Counting;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitChoiceTest {
  private static final Box SOMEWHERE = new Box(0, 0, 9, 9);
  private static final GroundTruth BAD =
      new GroundTruth(List.of(new Label("spur", SOMEWHERE), new Label("short", SOMEWHERE)));

  /** Each class's limit before the choice. */
  private static double now(String name) {
    return 0.6;
  }

  private final PartScores parts =
      new PartScores(List.of("spur", "short"), LimitChoiceTest::now, Counting.PARTS);

  private void part(boolean bad, double spur, double shortCircuit) {
    parts.add(
        bad ? BAD : GroundTruth.GOOD,
        List.of(
            new Defect("spur", spur / 2, SOMEWHERE), // the surest box counts
            new Defect("spur", spur, SOMEWHERE),
            new Defect("short", shortCircuit, SOMEWHERE)),
        false);
  }

  @Test
  void eachClassGetsTheLimitThatPartsItsGoodFromItsBad() {
    for (int i = 0; i < 10; i++) {
      part(true, 0.3, 0); // good parts have spurs of up to 0.1, shorts of up to 0.8
      part(true, 0, 0.9);
      part(false, 0.1, 0.8);
    }

    ChosenLimits chosen = LimitChoice.of(parts, new CostRatio(1));

    assertThat(chosen.onThisSet().escapes()).isEqualTo(new Proportion(0, 20));
    assertThat(chosen.onThisSet().overkill()).isEqualTo(new Proportion(0, 10));
    assertThat(chosen.onOtherHalf()).isEqualTo(chosen.onThisSet());
    assertThat(chosen.limits().get("spur")).as("amid 0.1 and 0.3").isBetween(0.15, 0.25);
    assertThat(chosen.limits().get("short")).as("amid 0.8 and 0.9").isBetween(0.83, 0.88);
  }

  /** Files are often named by class; the figures may not depend on that. */
  @Test
  void halvesHoldEachClassWhateverTheOrderOfTheParts() {
    PartScores byClass =
        new PartScores(List.of("spur", "short"), LimitChoiceTest::now, Counting.PARTS);
    PartScores inTurns =
        new PartScores(List.of("spur", "short"), LimitChoiceTest::now, Counting.PARTS);
    for (int i = 0; i < 20; i++) {
      one(byClass, i < 10 ? "spur" : "short");
      one(inTurns, i % 2 == 0 ? "spur" : "short");
    }

    ChosenLimits sorted = LimitChoice.of(byClass, new CostRatio(1));

    assertThat(sorted.onOtherHalf())
        .isEqualTo(new Outcome(new Proportion(0, 20), new Proportion(0, 20)))
        .isEqualTo(LimitChoice.of(inTurns, new CostRatio(1)).onOtherHalf());
  }

  /** Spurs are faint, and good parts seem to have shorts. */
  private static void one(PartScores parts, String name) {
    parts.add(
        new GroundTruth(List.of(new Label(name, SOMEWHERE))),
        List.of(new Defect(name, name.equals("spur") ? 0.3 : 0.85, SOMEWHERE)),
        false);
    parts.add(GroundTruth.GOOD, List.of(new Defect("short", 0.8, SOMEWHERE)), false);
  }

  /** As few as there may be: two parts of two classes are one in each half. */
  @Test
  void theOnlyPartsOfTheirClassesAreNotAllInOneHalf() {
    parts.add(
        new GroundTruth(List.of(new Label("spur", SOMEWHERE), new Label("short", SOMEWHERE))),
        List.of(new Defect("spur", 0.9, SOMEWHERE)),
        false);
    parts.add(
        new GroundTruth(List.of(new Label("spur", SOMEWHERE))),
        List.of(new Defect("spur", 0.9, SOMEWHERE)),
        false);
    part(false, 0.1, 0);
    part(false, 0.1, 0);

    assertThat(LimitChoice.of(parts, new CostRatio(1)).onOtherHalf())
        .isEqualTo(new Outcome(new Proportion(0, 2), new Proportion(0, 2)));
  }

  /** Good parts could not say how faint its defects are: on other parts it would fail wrongly. */
  @Test
  void aClassWithoutADefectKeepsItsLimit() {
    PartScores some =
        new PartScores(List.of("spur", "short"), LimitChoiceTest::now, Counting.PARTS);
    for (int i = 0; i < 4; i++) {
      some.add(
          new GroundTruth(List.of(new Label("spur", SOMEWHERE))),
          List.of(new Defect("spur", 0.1, SOMEWHERE), new Defect("short", 0.3, SOMEWHERE)),
          false);
      some.add(GroundTruth.GOOD, List.of(new Defect("spur", 0.1, SOMEWHERE)), false);
    }
    some.add(GroundTruth.GOOD, List.of(new Defect("short", 0.7, SOMEWHERE)), false);

    ChosenLimits chosen = LimitChoice.of(some, new CostRatio(0.5));

    assertThat(some.classesWithoutDefect()).containsExactly("short");
    assertThat(chosen.limits()).containsEntry("short", 0.6);
    assertThat(chosen.onThisSet())
        .isEqualTo(new Outcome(new Proportion(4, 4), new Proportion(1, 5)));
    assertThat(chosen.curve())
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.limits()).containsEntry("short", 0.6));
  }

  @Test
  void aDefectInAPictureThatShowsNothingSaysNothingOfItsClassButACrowdDoes() {
    parts.add(new GroundTruth(List.of(new Label("short", SOMEWHERE))), List.of(), true);
    assertThat(parts.classesWithoutDefect()).containsExactly("spur", "short");

    parts.add(new GroundTruth(List.of(), List.of(new Label("short", SOMEWHERE))), List.of(), false);
    assertThat(parts.classesWithoutDefect()).containsExactly("spur");
  }

  @Test
  void theRatioSaysWhichMistakeIsMade() {
    for (int i = 0; i < 5; i++) {
      part(true, 0.5, 0); // no limit separates these
      part(false, 0.5, 0);
      part(false, 0.5, 0);
    }
    assertThat(LimitChoice.of(parts, new CostRatio(3)).onThisSet().escapes().count()).isZero();
    assertThat(LimitChoice.of(parts, new CostRatio(1)).onThisSet().overkill().count()).isZero();
  }

  @Test
  void anEscapeTargetIsKeptAtTheLeastOverkill() {
    for (int i = 1; i <= 10; i++) {
      part(true, i / 10.0 - 0.02, 0);
      part(false, i / 10.0 - 0.05, 0);
    }
    ChosenLimits chosen = LimitChoice.of(parts, new EscapeTarget(0.2));
    assertThat(chosen.onThisSet().escapes().count()).isEqualTo(2);
    assertThat(chosen.onThisSet().overkill().count()).isEqualTo(7);
    assertThat(chosen.curve().get(0).outcome().escapes().count()).as("the mildest").isEqualTo(10);
    assertThat(chosen.curve())
        .last()
        .extracting(o -> o.outcome().overkill().count())
        .isEqualTo(10L);
  }

  @Test
  void anOverkillTargetIsKeptAtTheFewestEscapes() {
    for (int i = 1; i <= 10; i++) {
      part(true, i / 10.0 - 0.02, 0);
      part(false, i / 10.0 - 0.05, 0);
    }
    ChosenLimits chosen = LimitChoice.of(parts, new OverkillTarget(0.25));
    assertThat(chosen.onThisSet().overkill().count()).isEqualTo(2);
    assertThat(chosen.onThisSet().escapes().count()).isEqualTo(7);
  }

  /** A part with a clear defect beside a faint one fails by any limit for the faint one. */
  @Test
  void aDefectThatIsNeverAloneIsFoundWhereEachCountsAsAPart() {
    PartScores defects =
        new PartScores(List.of("spur", "short"), LimitChoiceTest::now, Counting.DEFECTS);
    Box elsewhere = new Box(50, 50, 60, 60);
    GroundTruth both =
        new GroundTruth(List.of(new Label("spur", SOMEWHERE), new Label("short", elsewhere)));
    List<Defect> found =
        List.of(new Defect("spur", 0.9, SOMEWHERE), new Defect("short", 0.3, elsewhere));
    for (int i = 0; i < 4; i++) {
      parts.add(both, found, false);
      parts.add(GroundTruth.GOOD, List.of(new Defect("short", 0.1, SOMEWHERE)), false);
      defects.add(both, found, false);
      defects.add(GroundTruth.GOOD, List.of(new Defect("short", 0.1, SOMEWHERE)), false);
    }
    ChosenLimits byPart = LimitChoice.of(parts, new CostRatio(1));
    ChosenLimits byDefect = LimitChoice.of(defects, new CostRatio(1));
    assertThat(byPart.onThisSet().escapes()).isEqualTo(new Proportion(0, 4));
    assertThat(byPart.limits().get("short")).as("spurs fail the part").isGreaterThan(0.3);
    assertThat(byDefect.onThisSet().escapes()).isEqualTo(new Proportion(0, 8));
    assertThat(byDefect.onThisSet().overkill()).isEqualTo(new Proportion(0, 4));
    assertThat(byDefect.limits().get("short")).isBetween(0.1, 0.3);
  }

  /** Neither halves nor curve may forget them: an ERROR stays one, and a bad part does not pass. */
  @ParameterizedTest
  @EnumSource(Counting.class)
  void partsInPlainPicturesPassAtNoLimits(Counting counting) {
    PartScores some = new PartScores(List.of("spur", "short"), LimitChoiceTest::now, counting);
    GroundTruth bad = new GroundTruth(List.of(new Label("spur", SOMEWHERE)));
    for (int i = 0; i < 4; i++) {
      some.add(bad, List.of(new Defect("spur", 0.6, SOMEWHERE)), false);
      some.add(bad, List.of(), true);
      some.add(GroundTruth.GOOD, List.of(new Defect("spur", 0.2, SOMEWHERE)), false);
      some.add(GroundTruth.GOOD, List.of(), true);
    }

    ChosenLimits chosen = LimitChoice.of(some, new CostRatio(1));

    assertThat(chosen.onThisSet())
        .isEqualTo(new Outcome(new Proportion(0, 8), new Proportion(4, 8)));
    assertThat(chosen.onOtherHalf()).isEqualTo(chosen.onThisSet());
    assertThat(chosen.limits().get("spur")).isBetween(0.35, 0.45);
    assertThat(chosen.curve().get(0).outcome())
        .as("the mildest")
        .isEqualTo(new Outcome(new Proportion(4, 8), new Proportion(4, 8)));
  }

  /** Below it no boxes are asked for: what such a limit comes to nobody has counted. */
  @Test
  void theCurveHoldsNoLimitBelowTheFaintestBox() {
    for (int i = 0; i < 4; i++) {
      part(true, 0.03, 0);
      part(true, 0, 0.9);
      part(false, 0, 0.03 + i * 0.05);
    }

    ChosenLimits chosen = LimitChoice.of(parts, new CostRatio(1));

    assertThat(chosen.curve())
        .allSatisfy(point -> assertThat(point.limits().values()).allMatch(limit -> limit >= 0.001))
        .last()
        .extracting(point -> point.outcome().overkill().count())
        .isEqualTo(4L);
  }

  /** The reported outcome agrees with a plain count, and no common limit does better. */
  @Property(tries = 60)
  void noCommonLimitIsBetter(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      boolean bad = random.nextInt(3) == 0;
      double more = bad ? 0.3 : 0;
      part(bad, Math.min(1, random.nextDouble() * 0.7 + more), random.nextDouble());
    }
    part(true, 0.4, 0.4);
    part(true, 0.5, 0.4);
    CostRatio goal = new CostRatio(4);
    ChosenLimits chosen = LimitChoice.of(parts, goal);
    assertThat(chosen.onThisSet())
        .isEqualTo(
            counted(
                chosen.limits().getOrDefault("spur", -1.0),
                chosen.limits().getOrDefault("short", -1.0)));
    double reached = cost(goal, chosen.onThisSet());
    for (int step = 1; step <= 200; step++) {
      assertThat(reached).isLessThanOrEqualTo(cost(goal, counted(step / 200.0, step / 200.0)));
    }
  }

  private static double cost(ChoiceGoal goal, ChosenLimits.Outcome outcome) {
    return goal.cost(
        outcome.escapes().count(),
        outcome.escapes().of(),
        outcome.overkill().count(),
        outcome.overkill().of());
  }

  private ChosenLimits.Outcome counted(double spur, double shortCircuit) {
    return LimitSearchTest.counted(parts, spur, shortCircuit);
  }

  @Test
  void withoutPartsOfBothKindsThereIsNothingToChooseBy() {
    part(true, 0.5, 0.5);
    part(true, 0.5, 0.5);
    assertThatThrownBy(() -> LimitChoice.of(parts, new CostRatio(1)))
        .hasMessageContaining("2 bad parts and 0 good parts could be judged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "escape",
        "cost",
        "cost=",
        "cost=0",
        "cost=-1",
        "escape=1",
        "escape=x",
        "price=3",
        "cost=NaN"
      })
  void aGoalThatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> ChoiceGoal.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goalsAreUnderstood() {
    assertThat(ChoiceGoal.parse("escape=0.001")).isEqualTo(new EscapeTarget(0.001));
    assertThat(ChoiceGoal.parse("cost=20")).isEqualTo(new CostRatio(20));
  }
}
