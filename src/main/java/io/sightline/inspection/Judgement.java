package io.sightline.inspection;

import java.util.List;
import java.util.Objects;

/**
 * What the recipe made of a part's detections.
 *
 * @param verdict never {@link Verdict#ERROR}: that is for parts without detections to judge
 * @param defects what counts against the part, by falling confidence; for REVIEW the doubtful ones
 */
public record Judgement(Verdict verdict, List<Defect> defects) {
  public Judgement {
    Objects.requireNonNull(verdict, "verdict");
    defects = List.copyOf(defects);
  }
}
