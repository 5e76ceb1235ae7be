package io.sightline.report.validation;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth.Label;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A misjudged part as a figure in the report: the whole picture and a close-up of the relevant
 * place, overlaid with outlines of the true defects, the calls, weaker detections below the limits,
 * and boxes excluded by the recipe's zones and sizes.
 *
 * @param picture the picture that was judged
 * @param jpeg the picture, any size, as a JPEG file in Base64; empty if it can no longer be read
 */
public record CasePlate(JudgedPicture picture, String jpeg) {
  /** Detections below this confidence are not worth showing. */
  private static final double FAINTEST = 0.05;

  private static final int MOST_FAINT = 8;

  /** Boxes that overlap by more than this mark the same place. */
  private static final double SAME_PLACE = 0.2;

  /** Side of a close-up as a multiple of its box, and its minimum as a fraction of the picture. */
  private static final double AROUND = 5;

  private static final double LEAST_PART = 0.12;

  /**
   * Appends the figure.
   *
   * @param id an element id for the picture, unique on the page
   * @param recipe the recipe that judged it
   */
  void write(StringBuilder html, String id, Recipe recipe) {
    Optional<DecisiveBox> decisive = DecisiveBox.of(picture, recipe);
    html.append("<figure><div>");
    Box whole = new Box(0, 0, picture.width(), picture.height());
    open(html, whole);
    if (!jpeg.isEmpty()) {
      html.append(
          "<image id=\"%s\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"data:image/jpeg;base64,%s\"/>"
              .formatted(id, picture.width(), picture.height(), jpeg));
    }
    boxes(html, whole, decisive, false);
    html.append("</svg>");
    Box near = near(decisive);
    open(html, near);
    html.append("<use href=\"#%s\"/>".formatted(id));
    boxes(html, near, decisive, true);
    html.append(
        "</svg></div><figcaption><b>%s</b><br>%s</figcaption></figure>\n"
            .formatted(Html.escaped(picture.name()), Html.escaped(story(decisive))));
  }

  private static void open(StringBuilder html, Box view) {
    html.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"%.1f %.1f %.1f %.1f\" role=\"img\">",
            view.x1(),
            view.y1(),
            view.width(),
            view.height()));
  }

  private String story(Optional<DecisiveBox> decisive) {
    String found =
        decisive
            .map(
                each ->
                    "surest box against its limit: %s, %s"
                        .formatted(
                            name(each.box().className(), each.box().confidence()),
                            each.limitName() + " " + LimitText.of(each.limit())))
            .orElseGet(this::nothing);
    long truths = truths().count();
    return picture.escape()
        ? "passed with %d true %s; %s".formatted(truths, truths == 1 ? "defect" : "defects", found)
        : "good part, verdict %s; %s".formatted(picture.verdict(), found);
  }

  private String nothing() {
    if (picture.verdict() == Verdict.ERROR) { // it shows nothing, or the network gave no answer
      return "it could not be judged";
    }
    return picture.found().isEmpty()
        ? "the model saw nothing"
        : "the model saw nothing that counts";
  }

  /** Returns every labelled place; a region of several defects counts as one. */
  private Stream<Label> truths() {
    return Stream.concat(picture.truth().defects().stream(), picture.truth().crowds().stream());
  }

  /** Returns a square around the first true defect of an escape or the cause of a false call. */
  private Box near(Optional<DecisiveBox> decisive) {
    Box about =
        Stream.of(
                truths().map(Label::box),
                decisive.stream().map(each -> each.box().box()),
                Stream.of(new Box(0, 0, picture.width(), picture.height())))
            .flatMap(boxes -> boxes)
            .findFirst()
            .orElseThrow();
    int longer = Math.max(picture.width(), picture.height());
    double side =
        Math.min(
            Math.max(AROUND * about.longerSide(), LEAST_PART * longer),
            Math.min(picture.width(), picture.height()));
    double x = within(about.x1() + about.width() / 2 - side / 2, picture.width() - side);
    double y = within(about.y1() + about.height() / 2 - side / 2, picture.height() - side);
    return new Box(x, y, x + side, y + side);
  }

  private static double within(double value, double most) {
    return Math.max(0, Math.min(value, most));
  }

  private void boxes(StringBuilder html, Box view, Optional<DecisiveBox> decisive, boolean named) {
    double letters = named ? view.width() / 14 : 0;
    notCalled(leftOut()).forEach(d -> box(html, "left-out", d, letters));
    // The caption's box comes first: it may be fainter than another class's at the same place.
    List<Defect> seen =
        Stream.concat(decisive.map(DecisiveBox::box).stream(), picture.counted().stream()).toList();
    notCalled(seen).forEach(d -> box(html, "seen", d, letters));
    double by = view.width() / 80; // a little larger, so that it shows around a call
    for (Label label : truths().toList()) {
      Box box = label.box();
      Box grown = new Box(box.x1() - by, box.y1() - by, box.x2() + by, box.y2() + by);
      box(html, "true", grown, label.className(), -letters);
    }
    picture.defects().forEach(d -> box(html, "call", d, letters));
  }

  /**
   * Returns the detections that cannot count at any confidence: in an ignored zone, or too small.
   */
  private List<Defect> leftOut() {
    return picture.found().stream()
        .map(each -> new Defect(each.className(), each.confidence(), each.box()))
        .filter(each -> !picture.counted().contains(each))
        .toList();
  }

  /**
   * Returns the uncalled detections among those seen, in their order, only the first one at each
   * place.
   */
  private List<Defect> notCalled(List<Defect> seen) {
    List<Defect> faint = new ArrayList<>();
    for (Defect each : seen) {
      boolean called =
          picture.defects().stream().anyMatch(d -> d.box().iou(each.box()) > SAME_PLACE);
      boolean known = faint.stream().anyMatch(d -> d.box().iou(each.box()) > SAME_PLACE);
      if (each.confidence() >= FAINTEST && !called && !known && faint.size() < MOST_FAINT) {
        faint.add(each);
      }
    }
    return faint;
  }

  private static String name(String className, double confidence) {
    return className + " " + LimitText.confidence(confidence);
  }

  private static void box(StringBuilder html, String kind, Defect defect, double letters) {
    box(html, kind, defect.box(), name(defect.className(), defect.confidence()), letters);
  }

  /**
   * Appends a box and its name.
   *
   * @param letters text size in source pixels: positive below the box, negative above it; 0 for no
   *     text
   */
  private static void box(StringBuilder html, String kind, Box box, String text, double letters) {
    html.append(
        String.format(
            Locale.ROOT,
            "<g class=\"%s\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            kind,
            box.x1(),
            box.y1(),
            box.width(),
            box.height()));
    if (letters != 0) {
      double size = Math.abs(letters);
      html.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" stroke-width=\"%.1f\" text-anchor=\"middle\">%s</text>",
              box.x1() + box.width() / 2,
              letters > 0 ? box.y2() + size : box.y1() - size / 4,
              size,
              size / 6,
              Html.escaped(text)));
    }
    html.append("</g>");
  }
}
