package io.sightline.report.validation;

import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import io.sightline.report.validation.BoxFigures.ClassPrecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report's section by class. Classes that are neither true nor called appear with their limits
 * only, grouped by equal limits: the signed page must show everything that decides.
 */
final class ClassSection {
  /** More names would fill the page that grouping is meant to save. */
  private static final int MOST_NAMES = 10;

  private final Recipe recipe;
  private final ValidationFigures figures;

  ClassSection(Recipe recipe, ValidationFigures figures) {
    this.recipe = recipe;
    this.figures = figures;
  }

  void write(StringBuilder html) {
    classes(html);
    confusion(html);
  }

  private void classes(StringBuilder html) {
    Map<String, ClassPrecision> boxes = figures.boxes().byClass();
    Map<ClassLimit, List<String>> others = new LinkedHashMap<>();
    html.append(
        "<section><h2>By class</h2><table class=\"numbers\"><tr><th>Class</th><th>Fails from</th><th>Review from</th><th>Smallest</th><th>True</th><th>Called</th><th>Right</th><th>Precision</th><th>Recall</th><th>AP50</th><th>AP50-95</th></tr>");
    for (ClassCalls each : figures.calls()) {
      ClassLimit limit = recipe.limitFor(each.name());
      if (!each.occurs()) {
        others.computeIfAbsent(limit, names -> new ArrayList<>()).add(each.name());
        continue;
      }
      ClassPrecision box = boxes.get(each.name());
      limits(html, each.name(), limit);
      html.append(
          "<td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
              .formatted(
                  Html.count(each.truths()),
                  Html.count(each.calls()),
                  Html.count(each.right()),
                  Html.decimal(each.precision().value()),
                  Html.decimal(each.recall().value()),
                  box == null ? "–" : Html.decimal(box.ap50()),
                  box == null ? "–" : Html.decimal(box.ap50To95())));
    }
    others.forEach(
        (limit, names) -> {
          limits(html, absent(names), limit);
          html.append("<td colspan=\"7\"></td></tr>");
        });
    html.append("</table></section>\n");
  }

  private static void limits(StringBuilder html, String name, ClassLimit limit) {
    html.append(
        "<tr><th>%s</th><td>%s</td><td>%s</td><td>%s</td>"
            .formatted(
                Html.escaped(name),
                LimitText.of(limit.failFrom()),
                limit.reviewFrom() < limit.failFrom() ? LimitText.of(limit.reviewFrom()) : "–",
                limit.minimumSize() > 0 ? Html.number(limit.minimumSize()) + " px" : "–"));
  }

  private static String absent(List<String> names) {
    String which = names.size() > MOST_NAMES ? "" : ": " + String.join(", ", names);
    return ClassCalls.absent(names.size()) + which;
  }

  private void confusion(StringBuilder html) {
    Confusion confusion = figures.confusionOfWhatOccurs();
    html.append(
        "<section><h2>What was called what</h2><p>At the recipe's limits, IoU 0.5. Rows: what is true; columns: what was called.</p><table class=\"numbers\"><tr><th></th>");
    confusion.names().forEach(name -> html.append("<th>%s</th>".formatted(Html.escaped(name))));
    html.append("</tr>");
    for (int row = 0; row < confusion.names().size(); row++) {
      html.append("<tr><th>%s</th>".formatted(Html.escaped(confusion.names().get(row))));
      for (int column = 0; column < confusion.names().size(); column++) {
        int count = confusion.counts().get(row).get(column);
        String kind = count == 0 ? "none" : row == column ? "right" : "wrong";
        html.append("<td class=\"%s\">%s</td>".formatted(kind, Html.count(count)));
      }
      html.append("</tr>");
    }
    html.append("</table></section>\n");
  }
}
