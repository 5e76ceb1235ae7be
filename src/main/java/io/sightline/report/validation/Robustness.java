package io.sightline.report.validation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Verdicts on a set with its pictures disturbed, compared with the undisturbed set: same parts,
 * same model, same recipe.
 *
 * @param undisturbed the set as it is
 * @param disturbed one row for each disturbance
 */
public record Robustness(Row undisturbed, List<Row> disturbed) {
  /** Fall in part accuracy, 0 to 1, beyond which a disturbance needs a guard. */
  public static final double MOST_FALL = 0.01;

  public Robustness {
    Objects.requireNonNull(undisturbed, "undisturbed");
    disturbed = List.copyOf(disturbed);
  }

  /**
   * The results under one condition.
   *
   * @param name the condition, for people
   * @param rightParts parts judged rightly, of all
   * @param escapes bad parts that passed, of the bad ones
   * @param overkill good parts that did not pass, of the good ones
   * @param change of part accuracy against the undisturbed set, -1 to 1
   * @param falls whether it falls by more than {@link #MOST_FALL}
   * @param guard the best limits, if accuracy falls and limits alone decide
   */
  public record Row(
      String name,
      Proportion rightParts,
      Proportion escapes,
      Proportion overkill,
      double change,
      boolean falls,
      Optional<LimitGuard> guard) {
    public Row {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(rightParts, "rightParts");
      Objects.requireNonNull(escapes, "escapes");
      Objects.requireNonNull(overkill, "overkill");
      Objects.requireNonNull(guard, "guard");
    }
  }

  /**
   * Compares the tallies.
   *
   * @param disturbed tallies of the same parts as {@code undisturbed}, which is not empty
   * @param firstDefectFails whether the recipe fails a part on its first defect, so that limits can
   *     be searched for
   */
  public static Robustness of(
      PartTally undisturbed, List<PartTally> disturbed, boolean firstDefectFails) {
    return new Robustness(
        row(undisturbed, undisturbed, false),
        disturbed.stream().map(each -> row(undisturbed, each, firstDefectFails)).toList());
  }

  private static Row row(PartTally before, PartTally after, boolean guarded) {
    boolean falls = falls(before.rightParts(), after.rightParts());
    return new Row(
        after.name(),
        after.rightParts(),
        after.escapes(),
        after.overkill(),
        after.rightParts().value().orElseThrow() - before.rightParts().value().orElseThrow(),
        falls,
        falls && guarded ? LimitGuard.of(before, after) : Optional.empty());
  }

  /** Counted, not subtracted: 2 of 200 parts are exactly 0.01. */
  static boolean falls(Proportion before, Proportion after) {
    return before.count() - after.count() > MOST_FALL * before.of() + 1e-9;
  }
}
