package io.sightline.report.validation;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth.Label;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A part judged wrong as a figure of the report: the picture, and over it as lines what is true,
 * what was called, and what the model saw without being sure enough.
 *
 * @param picture what was judged
 * @param jpeg the picture, any size, as a JPEG file; empty where it can no longer be read
 */
public record CasePlate(JudgedPicture picture, byte[] jpeg) {
  /** Of what the model was less sure of than this, nobody wants to know. */
  private static final double FAINTEST = 0.05;

  private static final int MOST_FAINT = 8;

  /** Text is this part of the picture's longer side high. */
  private static final double LETTERS = 1 / 36.0;

  void write(StringBuilder html) {
    int width = picture.width();
    int height = picture.height();
    html.append("<figure><svg viewBox=\"0 0 %d %d\" role=\"img\">".formatted(width, height));
    if (jpeg.length > 0) {
      html.append(
          "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"data:image/jpeg;base64,%s\"/>"
              .formatted(width, height, Base64.getEncoder().encodeToString(jpeg)));
    }
    faint().forEach(d -> box(html, "seen", d.box(), name(d.className(), d.confidence()), true));
    for (Label label : picture.truth().defects()) {
      box(html, "true", grown(label.box()), label.className(), false);
    }
    for (Defect defect : picture.defects()) {
      box(html, "call", defect.box(), name(defect.className(), defect.confidence()), true);
    }
    html.append("</svg><figcaption><b>%s</b><br>%s</figcaption></figure>\n"
            .formatted(Html.escaped(picture.name()), Html.escaped(story())));
  }

  private String story() {
    String found =
        picture.found().stream()
            .findFirst()
            .map(d -> "surest box: " + name(d.className(), d.confidence()))
            .orElse("the model saw nothing");
    int truths = picture.truth().defects().size();
    return picture.escape()
        ? "passed with %d true %s; %s"
            .formatted(truths, truths == 1 ? "defect" : "defects", found)
        : "good part, verdict %s; %s".formatted(picture.verdict(), found);
  }

  private List<Detection> faint() {
    return picture.found().stream()
        .filter(d -> d.confidence() >= FAINTEST)
        .filter(d -> picture.defects().stream().noneMatch(call -> call.box().equals(d.box())))
        .limit(MOST_FAINT)
        .toList();
  }

  /** A little larger, so that it is seen around what was called. */
  private Box grown(Box box) {
    double by = Math.max(picture.width(), picture.height()) * LETTERS / 6;
    return new Box(box.x1() - by, box.y1() - by, box.x2() + by, box.y2() + by);
  }

  private static String name(String className, double confidence) {
    return className + String.format(Locale.ROOT, " %.2f", confidence);
  }

  private void box(StringBuilder html, String kind, Box box, String text, boolean below) {
    double size = Math.max(picture.width(), picture.height()) * LETTERS;
    double under = box.y2() + size;
    double over = box.y1() - size / 4;
    boolean down = below ? under < picture.height() : over < size;
    double x = Math.max(0, Math.min(box.x1(), picture.width() - size * 0.6 * text.length()));
    html.append(
        String.format(
            Locale.ROOT,
            "<g class=\"%s\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>"
                + "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\">%s</text></g>",
            kind,
            box.x1(),
            box.y1(),
            box.width(),
            box.height(),
            x,
            down ? under : Math.max(size, over),
            size,
            Html.escaped(text)));
  }
}
