package io.sightline.capture.labelled;

import io.sightline.capture.TrueBox;
import io.sightline.inspection.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * Identifies a data set by a SHA-256 over its labelled pictures in the order of their names: each
 * one's name, the SHA-256 of its file and its labels. It depends neither on where the set is stored
 * nor on the order of its labels.
 */
public final class SetFingerprint {
  private SetFingerprint() {}

  /**
   * Returns the fingerprint as 64 hexadecimal digits. Reads every picture's file; an unreadable one
   * contributes no hash.
   *
   * @param set as it was read: in a model's terms ({@link LabelledSet#inTermsOf}), labels would be
   *     spelled as in that model
   */
  public static String of(LabelledSet set) {
    StringBuilder all = new StringBuilder();
    set.pictures().stream()
        .sorted(Comparator.comparing(LabelledPicture::name))
        .forEach(
            picture -> {
              all.append(picture.name()).append('\n');
              all.append(SameBytes.hash(picture.file()).orElse("")).append('\n');
              rows("defect", picture.boxes(), all);
              rows("crowd", picture.crowds(), all);
            });
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void rows(String what, List<TrueBox> boxes, StringBuilder into) {
    boxes.stream()
        .map(
            box ->
                "%s %s %s %s %s %s %s\n"
                    .formatted(
                        what, box.className(), box.x1(), box.y1(), box.x2(), box.y2(), box.unit()))
        .sorted()
        .forEach(into::append);
  }
}
