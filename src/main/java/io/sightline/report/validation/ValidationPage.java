package io.sightline.report.validation;

import io.sightline.inspection.Recipe;
import io.sightline.report.ReportException;
import io.sightline.report.ReportPlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The report a quality engineer signs: one self-contained HTML file for A4 or a screen. Pictures of
 * the worst cases precede the tables, to show what kind of part is misjudged.
 */
public final class ValidationPage {
  /** More would fill a page of their own. */
  private static final int MOST_NAMES = 200;

  /** Cases side by side, as {@code validation.css} has it. */
  private static final int ROW = 2;

  private final StringBuilder html = new StringBuilder(1 << 16);

  private ValidationPage() {}

  /**
   * Returns the page as text.
   *
   * @param escapes the worst escapes, worst first
   * @param falseCalls the worst false calls, worst first
   * @param robustness results under disturbances, if requested
   * @param chosen limits chosen on the set, if requested
   */
  public static String of(
      ReportSubject subject,
      ValidationFigures figures,
      List<CasePlate> escapes,
      List<CasePlate> falseCalls,
      Optional<Robustness> robustness,
      Optional<ChosenLimits> chosen) {
    ValidationPage page = new ValidationPage();
    page.head(subject);
    page.headline(figures);
    page.subject(subject, figures);
    page.cases(
        "Worst escapes",
        "bad parts that passed",
        escapes,
        figures.escapes(),
        figures.escaped(),
        subject);
    page.cases(
        "Worst false calls",
        "good parts that did not pass",
        falseCalls,
        figures.overkill(),
        figures.overkilled(),
        subject);
    page.figures(figures);
    new ClassSection(subject.recipe(), figures).write(page.html);
    robustness.ifPresent(rows -> new RobustnessSection(rows).write(page.html));
    chosen.ifPresent(limits -> new ChoiceSection(subject.recipe(), limits).write(page.html));
    page.signatures(subject.recipe());
    return page.html.append("</body></html>\n").toString();
  }

  private void head(ReportSubject subject) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>Validation of %s</title><style>\n".formatted(model(subject)))
        .append(style())
        .append(
            "</style></head><body>\n<header>%s<h1>%s</h1><p>%s</p></header>\n"
                .formatted(
                    ReportPlace.PAGE_HEADING,
                    model(subject),
                    Html.escaped(
                        subject
                            .at()
                            .format(
                                DateTimeFormatter.ofPattern(
                                    "d MMMM uuuu, HH:mm xxx", Locale.ROOT)))));
  }

  private static String model(ReportSubject subject) {
    return Html.escaped(subject.model().name() + " " + subject.model().version());
  }

  private static String style() {
    try (InputStream file = ValidationPage.class.getResourceAsStream("validation.css")) {
      if (file == null) {
        throw new IllegalStateException("validation.css is missing in this build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ReportException("The report's style cannot be read", e);
    }
  }

  private void headline(ValidationFigures figures) {
    html.append("<section class=\"tiles\">");
    tile("Judged rightly", figures.rightParts(), "parts");
    tile("Escapes", figures.escapes(), "bad parts passed");
    tile("Overkill", figures.overkill(), "good parts not passed");
    html.append("</section>\n");
  }

  private void tile(String name, Proportion rate, String what) {
    html.append(
        "<div><h2>%s</h2><strong>%s</strong><p>%s of %s %s</p><p>95 %% interval: %s</p></div>"
            .formatted(
                name,
                Html.rate(rate),
                Html.count(rate.count()),
                Html.count(rate.of()),
                what,
                Html.interval(rate)));
  }

  private void subject(ReportSubject subject, ValidationFigures figures) {
    html.append("<section><table class=\"facts\">");
    fact("Data", subject.data());
    fact(
        "Pictures",
        "%s: %s of bad parts, %s of good parts"
            .formatted(
                Html.count(figures.pictures()),
                Html.count(figures.escapes().of()),
                Html.count(figures.overkill().of())));
    fact("Data SHA-256", subject.fingerprint());
    fact("Trained on", subject.trainedOn());
    fact("Left out", leftOut(subject));
    fact("Model", subject.model().name() + " " + subject.model().version());
    fact("Model SHA-256", subject.model().hash());
    fact("Terms", subject.terms().isEmpty() ? "none stated" : subject.terms());
    fact("Engine", subject.model().engine());
    fact("Recipe", subject.recipe().name() + ", version " + subject.recipe().version());
    RecipeRules.of(subject.recipe(), subject.iou()).forEach(this::fact);
    fact("Sightline", subject.sightline());
    fact("Machine", subject.machine());
    subject.warnings().forEach(warning -> fact("Note", warning));
    html.append("</table></section>\n");
  }

  private static String leftOut(ReportSubject subject) {
    List<String> kinds = new ArrayList<>();
    if (subject.leftOut() > 0) {
      kinds.add(
          pictures(subject.leftOut())
              + " without a label, unreadable or labelled only outside the picture");
    }
    if (subject.setAside() > 0) {
      kinds.add(pictures(subject.setAside()) + " of no parts or not on the set's list");
    }
    return kinds.isEmpty() ? "no picture" : String.join("; ", kinds);
  }

  private static String pictures(long number) {
    return number == 1 ? "1 picture" : Html.count(number) + " pictures";
  }

  private void fact(String name, String value) {
    html.append("<tr><th>%s</th><td>%s</td></tr>".formatted(name, Html.escaped(value)));
  }

  private void cases(
      String title,
      String what,
      List<CasePlate> plates,
      Proportion rate,
      List<String> names,
      ReportSubject subject) {
    html.append("<section><div class=\"start\"><h2>%s</h2>".formatted(title));
    if (plates.isEmpty()) {
      html.append(
          "<p>%s</p></div></section>\n"
              .formatted(
                  rate.measurable() ? "None." : "Not measurable: the set has no such parts."));
      return;
    }
    html.append(
        "<p>%s of %s %s. <span class=\"key true\">true defect</span> <span class=\"key call\">called a defect</span> <span class=\"key seen\">seen, below the limit</span> <span class=\"key left-out\">not counted: zone or size</span></p><div class=\"plates\">\n"
            .formatted(plates.size(), Html.count(rate.count()), what));
    String id = title.toLowerCase(Locale.ROOT).replace(' ', '-');
    for (int i = 0; i < plates.size(); i++) {
      if (i == ROW) { // only the first row stays with the heading
        html.append("</div></div>\n<div class=\"plates\">\n");
      }
      plates.get(i).write(html, id + "-" + (i + 1), subject.recipe());
    }
    html.append(plates.size() > ROW ? "</div>" : "</div></div>\n");
    others(names, plates);
    html.append("</section>\n");
  }

  /** Lists the names of the cases not drawn. */
  private void others(List<String> names, List<CasePlate> plates) {
    Set<String> drawn =
        plates.stream().map(plate -> plate.picture().name()).collect(Collectors.toSet());
    List<String> others = names.stream().filter(name -> !drawn.contains(name)).toList();
    if (!others.isEmpty()) {
      html.append(
          "<p class=\"names\">%s more, not drawn: %s%s</p>"
              .formatted(
                  Html.count(others.size()),
                  Html.escaped(others.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))),
                  others.size() > MOST_NAMES ? ", ...; --json names them all" : ""));
    }
  }

  private void figures(ValidationFigures figures) {
    html.append(
        "<section><h2>Figures</h2><table><tr><th>Figure</th><th>Value</th><th>95 % interval (Clopper-Pearson)</th></tr>");
    rate("Part accuracy", figures.rightParts());
    rate("Escape rate (of bad parts)", figures.escapes());
    rate("Overkill rate (of good parts)", figures.overkill());
    rate("Defects overlooked (of labelled ones)", figures.overlooked());
    row("mAP50, all pictures", Html.decimal(figures.boxes().map50()));
    row("mAP50-95, all pictures", Html.decimal(figures.boxes().map50To95()));
    row("mAP50, pictures of bad parts", Html.decimal(figures.boxesOnBadParts().map50()));
    row("mAP50-95, pictures of bad parts", Html.decimal(figures.boxesOnBadParts().map50To95()));
    row("DeepPCB protocol: mAP at IoU 0.33", Html.decimal(figures.boxesOnBadParts().map33()));
    row(
        "DeepPCB protocol: best F-score",
        figures
            .deepPcbF()
            .map(
                f ->
                    "%s at confidence %s"
                        .formatted(Html.decimal(f.value()), LimitText.confidence(f.threshold())))
            .orElse("–"));
    row("F1 at the recipe's limits, IoU 0.5", Html.decimal(figures.f1()));
    row("Parts for a person's eye (REVIEW)", Html.count(figures.review()));
    row(
        "Inference under full load, median and 99 %",
        String.format(
            Locale.ROOT, "%.1f ms, %.1f ms", figures.inferenceP50(), figures.inferenceP99()));
    row(
        "Inference of a picture alone, median",
        String.format(Locale.ROOT, "%.1f ms", figures.inferenceAloneP50()));
    html.append("</table></section>\n");
  }

  private void rate(String name, Proportion rate) {
    html.append(
        "<tr><th>%s</th><td>%s</td><td>%s</td></tr>"
            .formatted(name, Html.rate(rate), Html.interval(rate)));
  }

  private void row(String name, String value) {
    html.append("<tr><th>%s</th><td>%s</td><td></td></tr>".formatted(name, value));
  }

  private void signatures(Recipe recipe) {
    html.append(
        "<section class=\"sign\"><h2>Release</h2><p>Judged on the data and by the model named above, by recipe %s, version %d, through the station's own pipeline.</p><div>"
            .formatted(Html.escaped(recipe.name()), recipe.version()));
    for (String role : List.of("Prepared by", "Quality", "Released by")) {
      html.append("<p><span></span>%s: name, date, signature</p>".formatted(role));
    }
    html.append("</div></section>\n");
  }
}
