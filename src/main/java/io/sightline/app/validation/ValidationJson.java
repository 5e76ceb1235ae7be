package io.sightline.app.validation;

import io.sightline.app.command.RecipeChoice;
import io.sightline.app.validation.Validation.Results;
import io.sightline.capture.labelled.LabelledPicture;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.report.validation.BoxFigures.ClassPrecision;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.ClassCalls;
import io.sightline.report.validation.Confusion;
import io.sightline.report.validation.Proportion;
import io.sightline.report.validation.ValidationFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validation's figures as {@code validate --json} prints them. */
final class ValidationJson {
  private ValidationJson() {}

  /** Returns the JSON keys, those documented for the command line first; null if not measurable. */
  static Map<String, @Nullable Object> of(
      LabelledSet set,
      RecipeChoice choice,
      Results results,
      Optional<ChosenLimits> chosen,
      List<String> warnings) {
    ValidationFigures figures = results.figures();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("map50", JsonNumber.of(figures.boxes().map50()));
    all.put("map50_95", JsonNumber.of(figures.boxes().map50To95()));
    all.put("f1", JsonNumber.of(figures.f1()));
    all.put("part_accuracy", withInterval(figures.rightParts()));
    all.put("escape_rate", JsonNumber.of(figures.escapes().value()));
    all.put("overkill_rate", JsonNumber.of(figures.overkill().value()));
    all.put("images", figures.pictures());
    all.put("per_class", classes(figures));
    all.put("escape_interval", interval(figures.escapes()));
    all.put("overkill_interval", interval(figures.overkill()));
    all.put("escapes", figures.escapes().count());
    all.put("overkill", figures.overkill().count());
    all.put("defects", figures.overlooked().of());
    all.put("defects_overlooked", figures.overlooked().count());
    all.put("defect_escape_rate", JsonNumber.of(figures.overlooked().value()));
    all.put("defect_escape_interval", interval(figures.overlooked()));
    all.put("review", figures.review());
    all.put("bad_parts", figures.escapes().of());
    all.put("good_parts", figures.overkill().of());
    all.put("map50_bad_parts", JsonNumber.of(figures.boxesOnBadParts().map50()));
    all.put("map50_95_bad_parts", JsonNumber.of(figures.boxesOnBadParts().map50To95()));
    all.put("map33", JsonNumber.of(figures.boxesOnBadParts().map33()));
    all.put("f_deeppcb", figures.deepPcbF().map(f -> JsonNumber.of(f.value())).orElse(null));
    all.put(
        "threshold_deeppcb",
        figures.deepPcbF().map(f -> JsonNumber.of(f.threshold())).orElse(null));
    all.put("confusion", confusion(figures.confusionOfWhatOccurs()));
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("p50", JsonNumber.of(figures.inferenceP50()));
    times.put("p99", JsonNumber.of(figures.inferenceP99()));
    all.put("inference_ms", times);
    all.put("inference_alone_ms", Map.of("p50", JsonNumber.of(figures.inferenceAloneP50())));
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
    all.put("skipped", results.leftOut(set));
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

  private static Map<String, Object> classes(ValidationFigures figures) {
    Map<String, ClassPrecision> boxes = figures.boxes().byClass();
    Map<String, ClassPrecision> onBad = figures.boxesOnBadParts().byClass();
    Map<String, Object> all = new LinkedHashMap<>();
    for (ClassCalls each : figures.calls()) {
      ClassPrecision box = boxes.get(each.name());
      ClassPrecision deepPcb = onBad.get(each.name());
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("truths", each.truths());
      one.put("calls", each.calls());
      one.put("right", each.right());
      one.put("precision", JsonNumber.of(each.precision().value()));
      one.put("recall", JsonNumber.of(each.recall().value()));
      one.put("ap50", box == null ? null : JsonNumber.of(box.ap50()));
      one.put("ap50_95", box == null ? null : JsonNumber.of(box.ap50To95()));
      one.put("ap33", deepPcb == null ? null : JsonNumber.of(deepPcb.ap33()));
      all.put(each.name(), one);
    }
    return all;
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
    ends.put("low", JsonNumber.of(rate.low()));
    ends.put("high", JsonNumber.of(rate.high()));
    return ends;
  }

  private static Map<String, @Nullable Object> withInterval(Proportion rate) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("value", JsonNumber.of(rate.value()));
    all.put("low", JsonNumber.of(rate.low()));
    all.put("high", JsonNumber.of(rate.high()));
    return all;
  }
}
