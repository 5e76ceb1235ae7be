package io.sightline.inspection;

import java.util.List;
import java.util.Objects;

/**
 * What the recipe makes of a part's detections.
 *
 * @param verdict {@link Verdict#ERROR} only for a part whose picture shows nothing
 * @param defects what counts against the part, by falling confidence; for REVIEW the doubtful ones
 */
public record Judgement(Verdict verdict, List<Defect> defects) {
  public Judgement {
    Objects.requireNonNull(verdict, "verdict");
    defects = List.copyOf(defects);
  }
}
