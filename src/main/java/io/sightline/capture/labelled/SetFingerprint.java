package io.sightline.capture.labelled;

import io.sightline.capture.TrueBox;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * What tells a data set from any other: SHA-256 over its labelled pictures by name, of each the
 * name, the SHA-256 of its file and its labels. It is the same wherever the set lies and in
 * whatever order its labels stand.
 */
public final class SetFingerprint {
  private SetFingerprint() {}

  /**
   * As 64 hexadecimal digits. Reads every picture's file; one that cannot be read has no hash.
   *
   * @param set as it was read: in a model's terms ({@link LabelledSet#inTermsOf}) its labels read
   *     as that model spells them
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
    return SameBytes.hash(all.toString().getBytes(StandardCharsets.UTF_8));
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
