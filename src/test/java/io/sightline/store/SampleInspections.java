package io.sightline.store;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.Part;
import io.sightline.inspection.RecipeContent;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Inspections as a running line makes them: every tenth part has a defect. */
public final class SampleInspections {
  public static final Instant START = Instant.parse("2026-11-23T06:00:00.123456789Z");
  public static final ModelVersion MODEL = new ModelVersion("boards", "1", "ab".repeat(32), "cpu");

  public static final RecipeContent RECIPE = RecipeContent.of("{\"failFrom\":0.4}");

  private SampleInspections() {}

  /**
   * Returns part {@code serial} of a line, judged {@code serial} times 60 ms after {@link #START}.
   */
  public static Inspection part(String line, long serial) {
    return part(line, serial, "lot-1", "early", "board");
  }

  public static Inspection part(
      String line, long serial, String lot, String shift, String product) {
    boolean bad = serial % 10 == 0;
    Instant seen = START.plusMillis(60 * serial);
    Box box = new Box(120, 340.25, 160.5, 380.1);
    return new Inspection(
        new UUID(line.hashCode() * 1_000_003L, serial),
        new Part(line, serial, lot, seen),
        shift,
        new RecipeVersion("standard", 3, product, Optional.of(RECIPE)),
        MODEL,
        seen.plusMillis(7),
        bad ? Verdict.FAIL : Verdict.PASS,
        bad ? List.of(new Defect("short", 0.98, box)) : List.of(),
        new StageTimes(0.5, 0.25, 5.125, 0.0625, 6.7),
        "frame " + serial,
        Optional.empty(),
        Optional.of(
            bad ? new GroundTruth(List.of(new GroundTruth.Label("short", box))) : GroundTruth.GOOD),
        Optional.empty());
  }

  /** As {@link #part(String, long)}, but judged by a recipe of this content. */
  public static Inspection judgedBy(String line, long serial, RecipeContent content) {
    Inspection part = part(line, serial);
    return new Inspection(
        part.id(),
        part.part(),
        part.shift(),
        new RecipeVersion(
            part.recipe().name(),
            part.recipe().version(),
            part.recipe().product(),
            Optional.of(content)),
        part.model(),
        part.at(),
        part.verdict(),
        part.defects(),
        part.times(),
        part.origin(),
        part.image(),
        part.truth(),
        part.error());
  }

  /** As {@link #part(String, long)}, but with this truth and verdict, which must not be ERROR. */
  public static Inspection judged(
      String line, long serial, Verdict verdict, Optional<GroundTruth> truth) {
    Inspection part = part(line, serial);
    return new Inspection(
        part.id(),
        part.part(),
        part.shift(),
        part.recipe(),
        part.model(),
        part.at(),
        verdict,
        part.defects(),
        part.times(),
        part.origin(),
        part.image(),
        truth,
        part.error());
  }

  /** As {@link #part(String, long)}, but having taken these times. */
  public static Inspection taking(String line, long serial, StageTimes times) {
    Inspection part = part(line, serial);
    return new Inspection(
        part.id(),
        part.part(),
        part.shift(),
        part.recipe(),
        part.model(),
        part.at(),
        part.verdict(),
        part.defects(),
        times,
        part.origin(),
        part.image(),
        part.truth(),
        part.error());
  }
}
