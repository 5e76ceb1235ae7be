package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Verdict;
import java.util.List;
import java.util.Objects;

/**
 * A picture of known truth, looked at and judged.
 *
 * @param name its path inside the data set
 * @param width in pixels
 * @param height in pixels
 * @param truth what it shows, classes called as the model calls them
 * @param found everything that the model sees, however unsure, by falling confidence
 * @param counted what of it the recipe would count if it were sure enough: what is large enough and
 *     in no ignored zone, by falling confidence
 * @param verdict what the recipe makes of it
 * @param defects what the recipe counts for certain: what fails the part if there is enough of it
 */
public record JudgedPicture(
    String name,
    int width,
    int height,
    GroundTruth truth,
    List<Detection> found,
    List<Defect> counted,
    Verdict verdict,
    List<Defect> defects) {
  public JudgedPicture {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(truth, "truth");
    Objects.requireNonNull(verdict, "verdict");
    found = List.copyOf(found);
    counted = List.copyOf(counted);
    defects = List.copyOf(defects);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A picture has pixels, not " + width + "x" + height);
    }
  }

  /** A bad part: it has a true defect. */
  public boolean bad() {
    return truth.defective();
  }

  /** A bad part that passed. */
  public boolean escape() {
    return bad() && verdict == Verdict.PASS;
  }

  /**
   * How many of its true defects no box that counts for certain is about, whatever its class: a
   * part may fail for one defect and have others that nobody saw.
   */
  public long overlooked() {
    return truth.defects().stream()
        .filter(defect -> defects.stream().noneMatch(box -> PartScores.about(box, defect)))
        .count();
  }

  /** A good part that did not pass; a doubtful one did not, until somebody looked. */
  public boolean overkill() {
    return !bad() && verdict != Verdict.PASS;
  }
}
