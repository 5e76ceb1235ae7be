package io.sightline.inspection;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/** Judges a part's detections by a recipe. Pure: no state, no clock, safe on any thread. */
public final class Inspector {
  private static final Judgement CLEAN = new Judgement(Verdict.PASS, List.of());

  private Inspector() {}

  /**
   * FAIL if at least {@link Recipe#defectsToFail} detections reach their class's fail limit; else
   * REVIEW if that many reach at least its review limit; else PASS. A part that passes with fewer
   * defects than fail it keeps them.
   */
  public static Judgement judge(List<Detection> detections, Recipe recipe) {
    if (detections.isEmpty()) {
      return CLEAN; // most parts
    }
    List<Detection> counting =
        detections.stream()
            .filter(detection -> counts(detection, recipe))
            .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
            .toList();
    List<Detection> certain =
        counting.stream()
            .filter(d -> d.confidence() >= recipe.limitFor(d.className()).failFrom())
            .toList();
    if (certain.size() >= recipe.defectsToFail()) {
      return new Judgement(Verdict.FAIL, defects(certain));
    }
    if (counting.size() >= recipe.defectsToFail()) {
      return new Judgement(Verdict.REVIEW, defects(counting));
    }
    return new Judgement(Verdict.PASS, defects(certain));
  }

  /**
   * As {@link #judge(List, Recipe)}, but ERROR instead of PASS if the picture has less contrast
   * than the recipe asks for: finding too little in such a picture means nothing. What was found
   * stays on record.
   *
   * @param contrast of the picture, 0 to 255; evaluated once at most, and only if it matters
   */
  public static Judgement judge(List<Detection> detections, Recipe recipe, IntSupplier contrast) {
    Judgement judgement = judge(detections, recipe);
    if (judgement.verdict() != Verdict.PASS || recipe.minimumContrast() == 0) {
      return judgement;
    }
    int shown = contrast.getAsInt();
    return shown < recipe.minimumContrast()
        ? new Judgement(Verdict.ERROR, judgement.defects(), OptionalInt.of(shown))
        : judgement;
  }

  private static boolean counts(Detection detection, Recipe recipe) {
    ClassLimit limit = recipe.limitFor(detection.className());
    Box box = detection.box();
    return detection.confidence() >= limit.reviewFrom()
        && box.longerSide() >= limit.minimumSize()
        && recipe.ignore().stream().noneMatch(zone -> holdsCentre(zone, box));
  }

  private static boolean holdsCentre(Box zone, Box box) {
    double x = (box.x1() + box.x2()) / 2;
    double y = (box.y1() + box.y2()) / 2;
    return x >= zone.x1() && x < zone.x2() && y >= zone.y1() && y < zone.y2();
  }

  private static List<Defect> defects(List<Detection> detections) {
    return detections.stream().map(Defect::of).toList();
  }
}
