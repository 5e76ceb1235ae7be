package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Verdict;
import java.util.List;
import java.util.Objects;

/**
 * A picture of known truth, inspected and judged.
 *
 * @param name its path inside the data set
 * @param width in pixels
 * @param height in pixels
 * @param truth its true contents, with the model's class names
 * @param found all detections, however unsure, by descending confidence; each box with its best
 *     class
 * @param further boxes again with classes that are not their best
 * @param counted the detections that would count if confident enough: large enough and in no
 *     ignored zone, by descending confidence
 * @param verdict the recipe's verdict
 * @param defects the boxes the recipe counts for certain: enough of them fail the part
 */
public record JudgedPicture(
    String name,
    int width,
    int height,
    GroundTruth truth,
    List<Detection> found,
    List<Detection> further,
    List<Defect> counted,
    Verdict verdict,
    List<Defect> defects) {
  public JudgedPicture {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(truth, "truth");
    Objects.requireNonNull(verdict, "verdict");
    found = List.copyOf(found);
    further = List.copyOf(further);
    counted = List.copyOf(counted);
    defects = List.copyOf(defects);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A picture has pixels, not " + width + "x" + height);
    }
  }

  /** Returns whether the part is bad: it has a true defect. */
  public boolean bad() {
    return truth.defective();
  }

  /** Returns whether a bad part passed. */
  public boolean escape() {
    return bad() && verdict == Verdict.PASS;
  }

  /**
   * Returns the number of true defects not matched by any certain box, whatever its class: a part
   * may fail for one defect while others are missed.
   */
  public long overlooked() {
    return truth.defects().stream()
        .filter(defect -> defects.stream().noneMatch(box -> PartScores.about(box, defect)))
        .count();
  }

  /**
   * Returns whether a good part did not pass; a doubtful part counts as not passed until reviewed.
   */
  public boolean overkill() {
    return !bad() && verdict != Verdict.PASS;
  }
}
