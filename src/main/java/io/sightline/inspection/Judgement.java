package io.sightline.inspection;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the recipe makes of a part's detections.
 *
 * @param verdict {@link Verdict#ERROR} only for a part whose picture shows nothing
 * @param defects what counts against the part, by falling confidence; for REVIEW the doubtful ones
 * @param shown the contrast of a picture that shows nothing; empty for every other verdict
 */
public record Judgement(Verdict verdict, List<Defect> defects, OptionalInt shown) {
  public Judgement {
    Objects.requireNonNull(verdict, "verdict");
    defects = List.copyOf(defects);
    Objects.requireNonNull(shown, "shown");
  }

  public Judgement(Verdict verdict, List<Defect> defects) {
    this(verdict, defects, OptionalInt.empty());
  }
}
