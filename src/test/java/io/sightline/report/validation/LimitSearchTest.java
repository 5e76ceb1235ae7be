package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import io.sightline.report.validation.ChoiceGoal.CostRatio;
import io.sightline.report.validation.ChoiceGoal.EscapeTarget;
import io.sightline.report.validation.ChoiceGoal.OverkillTarget;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.PartScores.Counting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Finds limits that have to move together; a looser goal never costs more. */
class LimitSearchTest {
  private static final Box SOMEWHERE = new Box(0, 0, 9, 9);
  private static final GroundTruth BAD =
      new GroundTruth(List.of(new Label("spur", SOMEWHERE), new Label("short", SOMEWHERE)));

  /** Each class's limit before the choice. */
  private static double now(String name) {
    return 0.6;
  }

  private static void part(PartScores parts, boolean bad, double spur, double shortCircuit) {
    parts.add(
        bad ? BAD : GroundTruth.GOOD,
        List.of(new Defect("spur", spur, SOMEWHERE), new Defect("short", shortCircuit, SOMEWHERE)),
        false);
  }

  private static PartScores twoClasses(long seed) {
    Random random = new Random(seed);
    PartScores parts =
        new PartScores(List.of("spur", "short"), LimitSearchTest::now, Counting.PARTS);
    int count = 8 + random.nextInt(40);
    double help = random.nextDouble() * 0.4;
    for (int i = 0; i < count; i++) {
      boolean bad = i < 4 ? i < 2 : random.nextBoolean();
      double more = bad ? help : 0;
      part(parts, bad, random.nextDouble() * 0.6 + more, random.nextDouble() * 0.6 + more);
    }
    return parts;
  }

  private static Outcome chosen(PartScores parts, ChoiceGoal goal) {
    return LimitChoice.of(parts, goal).onThisSet();
  }

  private static double cost(ChoiceGoal goal, Outcome outcome) {
    return goal.cost(
        outcome.escapes().count(),
        outcome.escapes().of(),
        outcome.overkill().count(),
        outcome.overkill().of());
  }

  /** Raising one limit alone lets bad parts pass, lowering the other alone fails good ones. */
  @Test
  void twoLimitsThatHaveToMoveTogetherDo() {
    PartScores parts =
        new PartScores(List.of("spur", "short"), LimitSearchTest::now, Counting.PARTS);
    for (int i = 0; i < 5; i++) {
      part(parts, true, 0.5, 0.3);
    }
    for (int i = 0; i < 3; i++) {
      part(parts, false, 0.6, 0);
    }
    part(parts, false, 0, 0.35);
    part(parts, false, 0, 0.35);

    assertThat(chosen(parts, new EscapeTarget(0)))
        .isEqualTo(new Outcome(new Proportion(0, 5), new Proportion(2, 5)));
  }

  /** Among limits equally good by the goal, takes those that do better beyond it. */
  @Test
  void withinItsBoundAGoalTakesWhatElseItCanGet() {
    PartScores parts =
        new PartScores(List.of("spur", "short"), LimitSearchTest::now, Counting.PARTS);
    for (int i = 0; i < 10; i++) {
      part(parts, true, 0.6 + i * 0.01, 0);
      part(parts, false, 0.1, 0);
    }
    assertThat(chosen(parts, new EscapeTarget(0.5)).escapes().count()).isZero();
    assertThat(chosen(parts, new OverkillTarget(0.5)).overkill().count()).isZero();
  }

  /**
   * Comes as near as possible to a bound that cannot be kept, with no more overkill than needed.
   */
  @Test
  void aBoundThatCannotBeKeptIsMissedByTheLeast() {
    PartScores parts =
        new PartScores(List.of("spur", "short"), LimitSearchTest::now, Counting.PARTS);
    for (int i = 0; i < 4; i++) {
      part(parts, true, 0, 0); // invisible to the model
      part(parts, true, 0.5, 0);
      part(parts, false, 0.3, 0.3);
    }
    assertThat(chosen(parts, new EscapeTarget(0.1)))
        .isEqualTo(new Outcome(new Proportion(4, 8), new Proportion(0, 4)));
  }

  /** Two of eight good parts may fail, and two do at any limits: no other may. */
  @Test
  void goodPartsInPlainPicturesUseUpAnOverkillTarget() {
    PartScores parts =
        new PartScores(List.of("spur", "short"), LimitSearchTest::now, Counting.PARTS);
    for (int i = 0; i < 2; i++) {
      parts.add(GroundTruth.GOOD, List.of(), true);
      part(parts, false, 0.6, 0);
      part(parts, false, 0.1, 0);
      part(parts, false, 0.1, 0);
      part(parts, true, 0.5, 0);
      part(parts, true, 0.5, 0);
    }
    assertThat(chosen(parts, new OverkillTarget(0.25)))
        .isEqualTo(new Outcome(new Proportion(4, 4), new Proportion(2, 8)));
  }

  @Property(tries = 40)
  void withTwoClassesNoPairOfLimitsIsBetter(
      @ForAll long seed, @ForAll @IntRange(max = 2) int kind) {
    PartScores parts = twoClasses(seed);
    double rate = new Random(~seed).nextDouble() * 0.6;
    ChoiceGoal goal =
        switch (kind) {
          case 0 -> new EscapeTarget(rate);
          case 1 -> new OverkillTarget(rate);
          default -> new CostRatio(Math.pow(2, 8 * rate - 2));
        };
    double least = Double.POSITIVE_INFINITY;
    for (int spur = 1; spur <= 200; spur++) {
      for (int shortCircuit = 1; shortCircuit <= 200; shortCircuit++) {
        least = Math.min(least, cost(goal, counted(parts, spur / 200.0, shortCircuit / 200.0)));
      }
    }
    assertThat(cost(goal, chosen(parts, goal))).isEqualTo(least);
  }

  static Outcome counted(PartScores parts, double spur, double shortCircuit) {
    long escapes = 0;
    long overkill = 0;
    for (int i = 0; i < parts.size(); i++) {
      boolean failed = parts.best(i, 0) >= spur || parts.best(i, 1) >= shortCircuit;
      escapes += parts.bad(i) && !failed ? 1 : 0;
      overkill += !parts.bad(i) && failed ? 1 : 0;
    }
    long bad = parts.badParts();
    return new Outcome(new Proportion(escapes, bad), new Proportion(overkill, parts.size() - bad));
  }

  @Property(tries = 40)
  void aLooserEscapeTargetNeverMeansMoreOverkill(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.2) double strict,
      @ForAll @DoubleRange(min = 0.2, max = 0.4) double looser,
      @ForAll @DoubleRange(min = 0.4, max = 0.9) double loosest) {
    PartScores parts = twoClasses(seed);
    long most = chosen(parts, new EscapeTarget(strict)).overkill().count();
    long fewer = chosen(parts, new EscapeTarget(looser)).overkill().count();
    assertThat(fewer).isLessThanOrEqualTo(most);
    assertThat(chosen(parts, new EscapeTarget(loosest)).overkill().count())
        .isLessThanOrEqualTo(fewer);
  }

  /** Tables of all classes would take 1.6 GB, and all pairs of classes hours. */
  @Test
  @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
  void thousandsOfClassesOfWhichFewAreFoundAreLikeThoseFew() {
    List<String> classes = new ArrayList<>(List.of("spur", "short"));
    IntStream.range(2, 10_000).forEach(i -> classes.add("class" + i));
    PartScores parts = new PartScores(classes, LimitSearchTest::now, Counting.PARTS);
    for (int i = 0; i < 10_000; i++) {
      part(parts, true, 0.5, 0.3);
      part(parts, false, i % 2 == 0 ? 0.6 : 0, i % 2 == 0 ? 0 : 0.2);
    }

    ChosenLimits chosen = LimitChoice.of(parts, new EscapeTarget(0));

    assertThat(chosen.onThisSet())
        .isEqualTo(new Outcome(new Proportion(0, 10_000), new Proportion(0, 10_000)));
    assertThat(chosen.limits()).hasSize(10_000);
    assertThat(chosen.limits().get("short")).as("amid 0.2 and 0.3").isBetween(0.24, 0.26);
  }

  /** A class that decides no part keeps the best common limit. */
  @Test
  void aClassThatNothingDependsOnKeepsTheCommonLimit() {
    PartScores parts =
        new PartScores(List.of("spur", "short", "open"), LimitSearchTest::now, Counting.PARTS);
    for (int i = 0; i < 10; i++) {
      part(parts, true, 0.6, 0);
      part(parts, true, 0, 0.7);
      part(parts, false, 0.4, 0.65);
      part(parts, false, 0.4, 0.2);
    }
    parts.add(
        new GroundTruth(List.of(new Label("open", SOMEWHERE))),
        List.of(new Defect("spur", 0.6, SOMEWHERE)),
        false);
    ChosenLimits chosen = LimitChoice.of(parts, new EscapeTarget(0));
    assertThat(chosen.onThisSet().overkill().count()).isZero();
    assertThat(chosen.limits().get("open")).isBetween(0.4, 0.7);
    assertThat(chosen.limits().get("short")).isBetween(0.66, 0.69);
  }

  /** The common limit separates spurs too, but shorts push it close to the true spurs. */
  @Test
  void aClassThatTheCommonLimitDoesForHasItsMarginAllTheSame() {
    PartScores parts =
        new PartScores(List.of("spur", "short"), LimitSearchTest::now, Counting.PARTS);
    for (int i = 0; i < 10; i++) {
      part(parts, true, 0.8, 0);
      part(parts, true, 0, 0.95);
      part(parts, false, 0.2, 0.7);
    }
    ChosenLimits chosen = LimitChoice.of(parts, new EscapeTarget(0));
    assertThat(chosen.onThisSet())
        .isEqualTo(new Outcome(new Proportion(0, 20), new Proportion(0, 10)));
    assertThat(chosen.limits().get("short")).as("amid 0.7 and 0.95").isBetween(0.82, 0.83);
    assertThat(chosen.limits().get("spur")).as("amid 0.2 and 0.8").isBetween(0.49, 0.51);
  }
}
