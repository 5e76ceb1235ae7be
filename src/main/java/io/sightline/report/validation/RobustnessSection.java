package io.sightline.report.validation;

import io.sightline.report.validation.Robustness.Row;
import java.util.Locale;

/** The report's section on how disturbed pictures change the verdicts. */
final class RobustnessSection {
  private static final String NO_LIMITS = "no limits could be looked for on this set and recipe.";

  private final Robustness robustness;

  RobustnessSection(Robustness robustness) {
    this.robustness = robustness;
  }

  void write(StringBuilder html) {
    html.append(
        "<section class=\"robustness\"><h2>Robustness</h2><p>The same parts, each picture disturbed before the model looks. Marked: part accuracy falls by more than %s.</p>"
            .formatted(Robustness.MOST_FALL));
    html.append(
        "<table class=\"numbers\"><tr><th>Disturbance</th><th>Part accuracy</th><th>Change</th><th>Escapes</th><th>Overkill</th></tr>");
    row(html, robustness.undisturbed());
    robustness.disturbed().forEach(each -> row(html, each));
    html.append("</table>");
    robustness.disturbed().stream().filter(Row::falls).forEach(each -> guard(html, each));
    html.append("</section>\n");
  }

  private static void row(StringBuilder html, Row row) {
    html.append(
        "<tr><th>%s</th><td%s>%s</td><td>%s</td><td>%s of %s</td><td>%s of %s</td></tr>"
            .formatted(
                Html.escaped(row.name()),
                row.falls() ? " class=\"wrong\"" : "",
                Html.rate(row.rightParts()) + (row.falls() ? " ▼" : ""),
                String.format(Locale.ROOT, "%+.4f", row.change()),
                Html.count(row.escapes().count()),
                Html.count(row.escapes().of()),
                Html.count(row.overkill().count()),
                Html.count(row.overkill().of())));
  }

  private static void guard(StringBuilder html, Row row) {
    html.append(
        "<p>%s: %s</p>"
            .formatted(
                Html.escaped(row.name()),
                Html.escaped(row.guard().map(RobustnessSection::words).orElse(NO_LIMITS))));
  }

  private static String words(LimitGuard guard) {
    String reached =
        "%s under it and %s without"
            .formatted(Html.rate(guard.disturbed()), Html.rate(guard.undisturbed()));
    return guard.suffices()
        ? "guarded by %s: %s (chosen on this set, which flatters).".formatted(guard.text(), reached)
        : "no limits guard it; the best, %s, come to %s. Keep it off the line, or train with it."
            .formatted(guard.text(), reached);
  }
}
