package io.sightline.app.validation;

import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.Said;
import io.sightline.app.validation.Validation.Results;
import io.sightline.capture.labelled.LabelledPicture;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.report.validation.BoxFigures.ClassPrecision;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.ClassCalls;
import io.sightline.report.validation.Confusion;
import io.sightline.report.validation.LimitText;
import io.sightline.report.validation.Proportion;
import io.sightline.report.validation.RateText;
import io.sightline.report.validation.ValidationFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats a validation's figures for people and programs. */
final class ValidationSummary {
  private ValidationSummary() {}

  /** Returns the JSON keys, those documented for the command line first; null if not measurable. */
  static Map<String, @Nullable Object> json(
      LabelledSet set,
      RecipeChoice choice,
      Results results,
      Optional<ChosenLimits> chosen,
      List<String> warnings) {
    ValidationFigures figures = results.figures();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("map50", number(figures.boxes().map50()));
    all.put("map50_95", number(figures.boxes().map50To95()));
    all.put("f1", number(figures.f1()));
    all.put("part_accuracy", withInterval(figures.rightParts()));
    all.put("escape_rate", number(figures.escapes().value()));
    all.put("overkill_rate", number(figures.overkill().value()));
    all.put("images", figures.pictures());
    all.put("per_class", classes(figures));
    all.put("escape_interval", interval(figures.escapes()));
    all.put("overkill_interval", interval(figures.overkill()));
    all.put("escapes", figures.escapes().count());
    all.put("overkill", figures.overkill().count());
    all.put("defects", figures.overlooked().of());
    all.put("defects_overlooked", figures.overlooked().count());
    all.put("defect_escape_rate", number(figures.overlooked().value()));
    all.put("defect_escape_interval", interval(figures.overlooked()));
    all.put("review", figures.review());
    all.put("bad_parts", figures.escapes().of());
    all.put("good_parts", figures.overkill().of());
    all.put("map50_bad_parts", number(figures.boxesOnBadParts().map50()));
    all.put("map50_95_bad_parts", number(figures.boxesOnBadParts().map50To95()));
    all.put("map33", number(figures.boxesOnBadParts().map33()));
    all.put("f_deeppcb", figures.deepPcbF().map(f -> round(f.value())).orElse(null));
    all.put("threshold_deeppcb", figures.deepPcbF().map(f -> round(f.threshold())).orElse(null));
    all.put("confusion", confusion(figures.confusionOfWhatOccurs()));
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("p50", round(figures.inferenceP50()));
    times.put("p99", round(figures.inferenceP99()));
    all.put("inference_ms", times);
    all.put("inference_alone_ms", Map.of("p50", round(figures.inferenceAloneP50())));
    all.put("model", results.model().name() + " " + results.model().version());
    all.put("model_sha256", results.model().hash());
    all.put("terms", choice.bundle().terms());
    all.put("engine", results.model().engine());
    all.put("recipe", choice.recipe().name());
    all.put("recipe_version", choice.recipe().version());
    Machine machine = Machine.here();
    all.put("host", machine.host());
    all.put("processor", machine.processor());
    all.put("data_sha256", results.fingerprint());
    all.put("layout", set.layout());
    all.put("skipped", leftOut(set, results));
    all.put("set_aside", set.setAside());
    all.put("unlabelled", set.unlabelled().size() + set.takenForGood());
    all.put("unreadable", results.faults().refusals().size());
    all.put("labels_without_picture", set.orphans().size());
    all.put("labels_clipped", results.faults().clipped());
    all.put("labels_outside", results.faults().outside().size());
    all.put("escaped", figures.escaped());
    all.put("overkilled", figures.overkilled());
    all.put("unlabelled_pictures", set.unlabelled().stream().map(LabelledPicture::name).toList());
    all.put("unreadable_pictures", results.faults().refused());
    all.put("unanswered_pictures", results.faults().unanswered());
    all.put("pictures_labelled_outside", results.faults().withoutTruth());
    all.put("warnings", warnings);
    results.robustness().ifPresent(rows -> all.put("robustness", RobustnessTable.json(rows)));
    chosen.ifPresent(limits -> all.put("choice", ChoiceReport.json(limits)));
    return all;
  }

  /** Returns the number of pictures in the set that were not judged. */
  static int leftOut(LabelledSet set, Results results) {
    return set.unlabelled().size() + results.faults().notJudged();
  }

  private static Map<String, Object> classes(ValidationFigures figures) {
    Map<String, ClassPrecision> boxes = byName(figures.boxes().classes());
    Map<String, ClassPrecision> onBad = byName(figures.boxesOnBadParts().classes());
    Map<String, Object> all = new LinkedHashMap<>();
    for (ClassCalls each : figures.calls()) {
      ClassPrecision box = boxes.get(each.name());
      ClassPrecision deepPcb = onBad.get(each.name());
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("truths", each.truths());
      one.put("calls", each.calls());
      one.put("right", each.right());
      one.put("precision", number(each.precision().value()));
      one.put("recall", number(each.recall().value()));
      one.put("ap50", box == null ? null : round(box.ap50()));
      one.put("ap50_95", box == null ? null : round(box.ap50To95()));
      one.put("ap33", deepPcb == null ? null : round(deepPcb.ap33()));
      all.put(each.name(), one);
    }
    return all;
  }

  private static Map<String, ClassPrecision> byName(List<ClassPrecision> classes) {
    return classes.stream().collect(Collectors.toMap(ClassPrecision::name, Function.identity()));
  }

  private static Map<String, Object> confusion(Confusion confusion) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("names", confusion.names());
    all.put("true_by_called", confusion.counts());
    return all;
  }

  private static @Nullable Map<String, Object> interval(Proportion rate) {
    if (!rate.measurable()) {
      return null;
    }
    Map<String, Object> ends = new LinkedHashMap<>();
    ends.put("low", round(rate.low()));
    ends.put("high", round(rate.high()));
    return ends;
  }

  private static Map<String, @Nullable Object> withInterval(Proportion rate) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("value", number(rate.value()));
    all.put("low", round(rate.low()));
    all.put("high", round(rate.high()));
    return all;
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? round(value.getAsDouble()) : null;
  }

  private static double round(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  /** Returns tables for the terminal. */
  static String text(
      LabelledSet set, RecipeChoice choice, Results results, Optional<ChosenLimits> chosen) {
    ValidationFigures f = results.figures();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Data",
        Said.of(
            "%,d pictures (%s): %,d of bad parts, %,d of good parts",
            f.pictures(), set.layout(), f.escapes().of(), f.overkill().of()));
    line(
        text,
        "Model",
        Said.of(
            "%s %s on %s, recipe %s version %d",
            results.model().name(),
            results.model().version(),
            results.model().engine(),
            choice.recipe().name(),
            choice.recipe().version()));
    line(text, "Right", rate(f.rightParts(), "parts"));
    line(text, "Escapes", rate(f.escapes(), "bad parts"));
    line(text, "Overlooked", rate(f.overlooked(), "labelled defects"));
    line(text, "Overkill", rate(f.overkill(), "good parts"));
    line(
        text,
        "Boxes",
        "mAP50 %s, mAP50-95 %s; F1 %s at the recipe's limits"
            .formatted(
                decimal(f.boxes().map50()), decimal(f.boxes().map50To95()), decimal(f.f1())));
    line(
        text,
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
    line(
        text,
        "Inference",
        Said.of(
            "%.1f ms median, %.1f ms p99 under full load; %.1f ms median for a picture alone",
            f.inferenceP50(), f.inferenceP99(), f.inferenceAloneP50()));
    text.append('\n');
    text.append(
        "%-16s %7s %7s %7s %9s %7s %7s %8s%n"
            .formatted(
                "Class", "true", "called", "right", "precision", "recall", "AP50", "AP50-95"));
    Map<String, ClassPrecision> boxes = byName(f.boxes().classes());
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
    results
        .robustness()
        .map(rows -> RobustnessTable.text(rows).stripTrailing())
        .ifPresent(rows -> text.append('\n').append(rows).append('\n'));
    chosen.ifPresent(limits -> text.append('\n').append(ChoiceReport.text(limits)));
    return text.toString().stripTrailing();
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

  private static void line(StringBuilder text, String name, String value) {
    text.append(Said.of("%-12s %s%n", name, value));
  }
}
