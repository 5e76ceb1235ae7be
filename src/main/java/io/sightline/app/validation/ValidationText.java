package io.sightline.app.validation;

import io.sightline.app.command.Facts;
import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.Said;
import io.sightline.app.validation.Validation.Results;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.report.validation.BoxFigures.ClassPrecision;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.ClassCalls;
import io.sightline.report.validation.LimitText;
import io.sightline.report.validation.Proportion;
import io.sightline.report.validation.RateText;
import io.sightline.report.validation.ValidationFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A validation's figures as {@code validate} prints them on the terminal. */
final class ValidationText {
  private ValidationText() {}

  /** Returns tables for the terminal. */
  static String of(
      LabelledSet set, RecipeChoice choice, Results results, Optional<ChosenLimits> chosen) {
    StringBuilder text = new StringBuilder();
    text.append(facts(set, choice, results)).append('\n').append(classes(results.figures()));
    results
        .robustness()
        .map(rows -> RobustnessTable.text(rows).stripTrailing())
        .ifPresent(rows -> text.append('\n').append(rows).append('\n'));
    chosen.ifPresent(limits -> text.append('\n').append(ChoiceReport.text(limits)));
    return text.toString().stripTrailing();
  }

  private static String facts(LabelledSet set, RecipeChoice choice, Results results) {
    ValidationFigures f = results.figures();
    Facts facts = new Facts();
    facts.add(
        "Data",
        Said.of(
            "%,d pictures (%s): %,d of bad parts, %,d of good parts",
            f.pictures(), set.layout(), f.escapes().of(), f.overkill().of()));
    facts.add(
        "Model",
        Said.of(
            "%s %s on %s, recipe %s version %d",
            results.model().name(),
            results.model().version(),
            results.model().engine(),
            choice.recipe().name(),
            choice.recipe().version()));
    facts.add("Right", rate(f.rightParts(), "parts"));
    facts.add("Escapes", rate(f.escapes(), "bad parts"));
    facts.add("Overlooked", rate(f.overlooked(), "labelled defects"));
    facts.add("Overkill", rate(f.overkill(), "good parts"));
    facts.add(
        "Boxes",
        "mAP50 %s, mAP50-95 %s; F1 %s at the recipe's limits"
            .formatted(
                decimal(f.boxes().map50()), decimal(f.boxes().map50To95()), decimal(f.f1())));
    facts.add(
        "Bad parts'",
        "mAP50 %s, mAP50-95 %s; as DeepPCB: mAP %s, %s"
            .formatted(
                decimal(f.boxesOnBadParts().map50()),
                decimal(f.boxesOnBadParts().map50To95()),
                decimal(f.boxesOnBadParts().map33()),
                f.deepPcbF()
                    .map(
                        best ->
                            "F %s at %s"
                                .formatted(
                                    RateText.decimal(best.value()),
                                    LimitText.confidence(best.threshold())))
                    .orElse("F -")));
    facts.add(
        "Inference",
        Said.of(
            "%.1f ms median, %.1f ms p99 under full load; %.1f ms median for a picture alone",
            f.inferenceP50(), f.inferenceP99(), f.inferenceAloneP50()));
    return facts.text();
  }

  private static String classes(ValidationFigures f) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-16s %7s %7s %7s %9s %7s %7s %8s%n"
            .formatted(
                "Class", "true", "called", "right", "precision", "recall", "AP50", "AP50-95"));
    Map<String, ClassPrecision> boxes = f.boxes().byClass();
    List<ClassCalls> shown = f.calls().stream().filter(ClassCalls::occurs).toList();
    for (ClassCalls each : shown) {
      ClassPrecision box = boxes.get(each.name());
      text.append(
          Said.of(
              "%-16s %7d %7d %7d %9s %7s %7s %8s%n",
              each.name(),
              each.truths(),
              each.calls(),
              each.right(),
              decimal(each.precision().value()),
              decimal(each.recall().value()),
              box == null ? "-" : decimal(OptionalDouble.of(box.ap50())),
              box == null ? "-" : decimal(OptionalDouble.of(box.ap50To95()))));
    }
    if (shown.size() < f.calls().size()) {
      text.append(ClassCalls.absent(f.calls().size() - shown.size())).append('\n');
    }
    return text.toString();
  }

  private static String rate(Proportion rate, String what) {
    return rate.value().isEmpty()
        ? "not measurable: there are no " + what + " in the set"
        : Said.of(
            "%,d of %,d %s, %s (%s to %s)",
            rate.count(),
            rate.of(),
            what,
            RateText.percent(rate.value().getAsDouble()),
            RateText.inPercent(rate.low()),
            RateText.inPercent(rate.high()));
  }

  private static String decimal(OptionalDouble value) {
    return value.isPresent() ? RateText.decimal(value.getAsDouble()) : "-";
  }
}
