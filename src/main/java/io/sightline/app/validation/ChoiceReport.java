package io.sightline.app.validation;

import io.sightline.app.command.Said;
import io.sightline.report.validation.ChoiceGoal.EscapeTarget;
import io.sightline.report.validation.ChoiceGoal.OverkillTarget;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.LimitText;
import io.sightline.report.validation.PartScores;
import io.sightline.report.validation.PartScores.Counting;
import io.sightline.report.validation.Proportion;
import io.sightline.report.validation.RateText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Limits chosen on a data set, as JSON, as text, and what is doubtful about them. */
final class ChoiceReport {
  /** Classes to name in one sentence: a model may have thousands. */
  private static final int MOST_NAMES = 20;

  private ChoiceReport() {}

  /**
   * Returns why the set does not prove a target; empty if it does, or if there is no target. Parts
   * cannot prove limits that were chosen on them.
   */
  static Optional<String> doubt(ChosenLimits chosen) {
    Outcome here = chosen.onThisSet();
    Outcome elsewhere = chosen.onOtherHalf();
    if (chosen.goal() instanceof EscapeTarget target) {
      String what = bad(chosen) + " pass";
      return doubt("escape", target.rate(), here.escapes(), elsewhere.escapes(), what);
    }
    if (chosen.goal() instanceof OverkillTarget target) {
      String what = "good parts fail";
      return doubt("overkill", target.rate(), here.overkill(), elsewhere.overkill(), what);
    }
    return Optional.empty();
  }

  private static Optional<String> doubt(
      String target, double rate, Proportion here, Proportion elsewhere, String what) {
    if (here.value().orElse(1) > rate) {
      return Optional.of(
          Said.of(
              "The %s target is not reached: %,d of %,d %s whatever the limits",
              target, here.count(), here.of(), what));
    }
    if (elsewhere.high() > rate) {
      return Optional.of(
          Said.of(
              "The set does not prove the %s target: with limits chosen on one half and counted on the other %,d of %,d %s, and the rate may be as high as %s",
              target, elsewhere.count(), elsewhere.of(), what, RateText.percent(elsewhere.high())));
    }
    return Optional.empty();
  }

  /** Returns which classes keep their limits; empty if limits were chosen for all. */
  static Optional<String> kept(PartScores parts) {
    List<String> names = parts.classesWithoutDefect();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Said.of(
                "The set shows no defect of these classes, which keep their limits: %s%s",
                String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES))),
                names.size() <= MOST_NAMES
                    ? ""
                    : Said.of(" and %,d more", names.size() - MOST_NAMES)));
  }

  /** Returns what {@code validate --json} prints of the choice. */
  static Map<String, Object> json(ChosenLimits chosen) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("goal", chosen.goal().text());
    all.put("per_defect", chosen.counting() == Counting.DEFECTS);
    all.put("limits", chosen.limits());
    all.put("on_this_set", json(chosen.onThisSet()));
    all.put("on_other_half", json(chosen.onOtherHalf()));
    List<Object> curve = new ArrayList<>();
    chosen.curve().forEach(each -> curve.add(json(each.outcome())));
    all.put("curve", curve);
    return all;
  }

  private static Map<String, @Nullable Object> json(Outcome outcome) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("escapes", outcome.escapes().count());
    all.put("overkill", outcome.overkill().count());
    all.put("escape_rate", JsonNumber.of(outcome.escapes().value()));
    all.put("overkill_rate", JsonNumber.of(outcome.overkill().value()));
    return all;
  }

  /** Returns what {@code validate} prints of the choice, without a line break at the end. */
  static String text(ChosenLimits chosen) {
    StringBuilder text =
        new StringBuilder(
            "Chosen for %s: %s".formatted(chosen.goal().text(), LimitText.of(chosen.limits())));
    text.append(outcome("%n  on this set: ", chosen, chosen.onThisSet()));
    text.append(
        outcome("%n  chosen on one half, counted on the other: ", chosen, chosen.onOtherHalf()));
    return text.toString();
  }

  private static String bad(ChosenLimits chosen) {
    return chosen.counting() == Counting.PARTS
        ? "bad parts"
        : "defects, each on a part of its own,";
  }

  private static String outcome(String name, ChosenLimits chosen, Outcome outcome) {
    return Said.of(
        name + "%,d of %,d %s pass, %,d of %,d good parts fail",
        outcome.escapes().count(),
        outcome.escapes().of(),
        bad(chosen),
        outcome.overkill().count(),
        outcome.overkill().of());
  }
}
