package io.sightline.report.validation;

import io.sightline.inspection.Recipe;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.ChosenLimits.Point;
import io.sightline.report.validation.PartScores.Counting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report's section on the chosen limits and the curve behind them. */
final class ChoiceSection {
  private static final int SIZE = 300;

  /** Room for the label of 100 % at the left, in letters of 14 units, and for a point's name. */
  private static final int MARGIN = 72;

  /** Candidate axis ranges of the curve, as rates; a quarter of each is a round number. */
  private static final double[] SCALES = {0.02, 0.04, 0.08, 0.2, 0.4, 1};

  private final Recipe recipe;
  private final ChosenLimits chosen;
  private final double most;

  ChoiceSection(Recipe recipe, ChosenLimits chosen) {
    this.recipe = recipe;
    this.chosen = chosen;
    double here =
        Math.max(
            rate(chosen.onThisSet().escapes()),
            Math.max(
                rate(chosen.onThisSet().overkill()),
                Math.max(
                    rate(chosen.onOtherHalf().escapes()), rate(chosen.onOtherHalf().overkill()))));
    most = Arrays.stream(SCALES).filter(scale -> scale >= 2 * here).findFirst().orElse(1);
  }

  void write(StringBuilder html) {
    html.append(
        "<section class=\"choice\"><h2>Limits chosen for %s</h2><div><div><table class=\"numbers\"><tr><th>Class</th><th>Limit now</th><th>Chosen</th></tr>"
            .formatted(Html.escaped(chosen.goal().text())));
    Map<String, String> limits = new LinkedHashMap<>();
    chosen
        .limits()
        .forEach(
            (name, limit) ->
                limits.put(
                    name,
                    "<td>%s</td><td>%s</td>"
                        .formatted(
                            LimitText.of(recipe.limitFor(name).failFrom()), LimitText.of(limit))));
    EqualClasses.together(limits)
        .forEach(
            (name, cells) ->
                html.append("<tr><th>%s</th>%s</tr>".formatted(Html.escaped(name), cells)));
    html.append(
        "</table>%s<p>On this set: %s.</p><p>Chosen on one half, counted on the other: %s; this is what to expect elsewhere.</p><p>All figures and pictures above are by the limits now (version %d). Judge version %d with --recipe on other pictures before release.</p></div>"
            .formatted(
                chosen.counting() == Counting.DEFECTS
                    ? "<p>Each defect is taken for a bad part of its own: the limits are meant for parts that have but one.</p>"
                    : "",
                words(chosen.onThisSet()),
                words(chosen.onOtherHalf()),
                recipe.version(),
                recipe.version() + 1));
    curve(html);
    html.append("</div></section>\n");
  }

  private static String words(Outcome outcome) {
    return "escapes %s (%s), overkill %s (%s)"
        .formatted(
            Html.rate(outcome.escapes()),
            Html.interval(outcome.escapes()),
            Html.rate(outcome.overkill()),
            Html.interval(outcome.overkill()));
  }

  private void curve(StringBuilder html) {
    html.append(
        "<svg class=\"curve\" viewBox=\"0 0 %d %d\" role=\"img\"><path class=\"axis\" d=\"M%d %dV%dH%d\"/>"
            .formatted(
                SIZE + 2 * MARGIN,
                SIZE + 2 * MARGIN,
                MARGIN,
                MARGIN,
                MARGIN + SIZE,
                MARGIN + SIZE));
    for (int i = 0; i <= 4; i++) {
      double rate = most * i / 4;
      String label = Html.percent(rate);
      text(html, x(rate), MARGIN + SIZE + 18, "middle", label);
      text(html, MARGIN - 4, y(rate) + 4, "end", label);
    }
    text(html, MARGIN + SIZE / 2.0, MARGIN + SIZE + 40, "middle", "good parts failed");
    text(html, MARGIN, MARGIN - 12, "start", "bad parts passed");
    StringBuilder path = new StringBuilder();
    Optional<Outcome> last = Optional.empty();
    for (Point point : chosen.curve()) {
      Outcome each = point.outcome();
      if (rate(each.escapes()) <= most && rate(each.overkill()) <= most) {
        // Steps, not slopes: nothing is known between two limits.
        path.append(
            last.isEmpty()
                ? at("M%.1f %.1f", x(rate(each.overkill())), y(rate(each.escapes())))
                : at("H%.1fV%.1f", x(rate(each.overkill())), y(rate(each.escapes()))));
        last = Optional.of(each);
      }
    }
    html.append("<path class=\"line\" d=\"%s\"/>".formatted(path));
    point(html, "chosen", chosen.onThisSet());
    point(html, "other half", chosen.onOtherHalf());
    html.append("</svg>");
  }

  private void point(StringBuilder html, String name, Outcome outcome) {
    double x = x(rate(outcome.overkill()));
    double y = y(rate(outcome.escapes()));
    html.append(at("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", x, y));
    text(html, x + 7, y - 5, "start", name);
  }

  private static void text(StringBuilder html, double x, double y, String anchor, String text) {
    html.append(at("<text x=\"%.1f\" y=\"%.1f\"", x, y))
        .append(" text-anchor=\"%s\">%s</text>".formatted(anchor, Html.escaped(text)));
  }

  private static String at(String format, double x, double y) {
    return String.format(Locale.ROOT, format, x, y);
  }

  private double x(double rate) {
    return MARGIN + SIZE * rate / most;
  }

  private double y(double rate) {
    return MARGIN + SIZE * (1 - rate / most);
  }

  private static double rate(Proportion proportion) {
    return proportion.value().orElse(0);
  }
}
