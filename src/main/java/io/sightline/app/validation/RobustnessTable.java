package io.sightline.app.validation;

import io.sightline.app.command.Said;
import io.sightline.report.validation.LimitGuard;
import io.sightline.report.validation.Proportion;
import io.sightline.report.validation.RateText;
import io.sightline.report.validation.Robustness;
import io.sightline.report.validation.Robustness.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Formats the effect of disturbances on a set's verdicts for people and programs. */
final class RobustnessTable {
  private static final String LINE = "%-24s %10s %9s %16s %16s%s%n";

  private RobustnessTable() {}

  static Map<String, Object> json(Robustness robustness) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("most_fall", Robustness.MOST_FALL);
    all.put("undisturbed", json(robustness.undisturbed()));
    List<Object> rows = new ArrayList<>();
    robustness.disturbed().forEach(each -> rows.add(json(each)));
    all.put("disturbed", rows);
    return all;
  }

  private static Map<String, @Nullable Object> json(Row row) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("disturbance", row.name());
    all.put("part_accuracy", JsonNumber.of(row.rightParts().value()));
    all.put("change", JsonNumber.of(row.change()));
    all.put("escapes", row.escapes().count());
    all.put("overkill", row.overkill().count());
    all.put("escape_rate", JsonNumber.of(row.escapes().value()));
    all.put("overkill_rate", JsonNumber.of(row.overkill().value()));
    all.put("falls", row.falls());
    all.put("guard", row.guard().map(RobustnessTable::json).orElse(null));
    return all;
  }

  private static Map<String, @Nullable Object> json(LimitGuard guard) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("suffices", guard.suffices());
    all.put("failFrom", guard.limits()); // the key in the recipe's file
    all.put("part_accuracy", JsonNumber.of(guard.disturbed().value()));
    all.put("part_accuracy_undisturbed", JsonNumber.of(guard.undisturbed().value()));
    return all;
  }

  static String text(Robustness robustness) {
    StringBuilder text =
        new StringBuilder(
            Said.of(LINE, "Disturbance", "right", "change", "escapes", "overkill", ""));
    text.append(line(robustness.undisturbed()));
    robustness.disturbed().forEach(each -> text.append(line(each)));
    List<Row> falling = robustness.disturbed().stream().filter(Row::falls).toList();
    if (!falling.isEmpty()) {
      text.append("* falls by more than %s%n".formatted(Robustness.MOST_FALL));
    }
    falling.forEach(row -> row.guard().ifPresent(guard -> text.append(line(row, guard))));
    return text.toString().stripTrailing();
  }

  private static String line(Row row) {
    return Said.of(
        LINE,
        row.name(),
        percent(row.rightParts()),
        Said.of("%+.4f", row.change()),
        counts(row.escapes()),
        counts(row.overkill()),
        row.falls() ? " *" : "");
  }

  private static String line(Row row, LimitGuard guard) {
    return "%s: %s %s: %s right, %s undisturbed, on this very set%n"
        .formatted(
            row.name(),
            guard.suffices() ? "guarded by" : "no limits guard it, the best are",
            guard.text(),
            percent(guard.disturbed()),
            percent(guard.undisturbed()));
  }

  private static String counts(Proportion rate) {
    return Said.of("%,d of %,d", rate.count(), rate.of());
  }

  private static String percent(Proportion rate) {
    OptionalDouble value = rate.value();
    return value.isPresent() ? RateText.percent(value.getAsDouble()) : "-";
  }
}
