package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The parts judged wrong that a person should see first: escapes of which the model saw least,
 * false calls of which it was surest. Keeps few pictures' boxes, no pixels. One thread at a time.
 */
public final class WorstCases {
  /** Boxes of a picture that are kept for drawing; the surest ones. */
  private static final int MOST_BOXES = 30;

  private final Recipe recipe;
  private final int most;
  private final List<JudgedPicture> escapes = new ArrayList<>();
  private final List<JudgedPicture> falseCalls = new ArrayList<>();

  /**
   * @param recipe by which they were judged
   * @param most how many of both kinds together, 2 or more
   */
  public WorstCases(Recipe recipe, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("Two cases or more, not " + most);
    }
    this.recipe = recipe;
    this.most = most;
  }

  /** Takes a picture if it was judged wrong and is among the worst. */
  public void add(JudgedPicture picture) {
    Comparator<JudgedPicture> byMargin = Comparator.comparingDouble(this::margin);
    if (picture.escape()) {
      keep(escapes, picture, byMargin);
    } else if (picture.overkill()) {
      keep(falseCalls, picture, byMargin.reversed());
    }
  }

  /** Escapes, worst first; half of the cases, or more where there are fewer false calls. */
  public List<JudgedPicture> escapes() {
    return List.copyOf(escapes.subList(0, Math.min(escapes.size(), share(falseCalls))));
  }

  /** False calls, worst first. */
  public List<JudgedPicture> falseCalls() {
    return List.copyOf(falseCalls.subList(0, Math.min(falseCalls.size(), share(escapes))));
  }

  private int share(List<JudgedPicture> others) {
    return Math.max(most / 2, most - others.size());
  }

  private void keep(
      List<JudgedPicture> kept, JudgedPicture picture, Comparator<JudgedPicture> worstFirst) {
    JudgedPicture small =
        new JudgedPicture(
            picture.name(),
            picture.width(),
            picture.height(),
            picture.truth(),
            picture.found().stream().limit(MOST_BOXES).toList(),
            picture.counted().stream().limit(MOST_BOXES).toList(),
            picture.verdict(),
            picture.defects());
    kept.add(small);
    kept.sort(worstFirst);
    if (kept.size() > most) {
      kept.remove(most);
    }
  }

  /** By how much the surest box that counts exceeds its class's limit; below 0 where none does. */
  private double margin(JudgedPicture picture) {
    return picture.counted().stream().mapToDouble(this::margin).max().orElse(-1);
  }

  private double margin(Defect found) {
    return found.confidence() - recipe.limitFor(found.className()).failFrom();
  }
}
