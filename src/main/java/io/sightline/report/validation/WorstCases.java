package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The misjudged parts a person should see first: the escapes with the weakest detections and the
 * most confident false calls. Keeps boxes of few pictures, no pixels. Not thread-safe.
 */
public final class WorstCases {
  /** Boxes kept per picture for drawing, the most confident ones and the decisive one. */
  private static final int MOST_BOXES = 30;

  private final Recipe recipe;
  private final int most;
  private final List<JudgedPicture> escapes = new ArrayList<>();
  private final List<JudgedPicture> falseCalls = new ArrayList<>();

  /**
   * @param recipe the recipe that judged them
   * @param most maximum number of both kinds together, 2 or more
   */
  public WorstCases(Recipe recipe, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("Two cases or more, not " + most);
    }
    this.recipe = recipe;
    this.most = most;
  }

  /** Keeps a picture if it was misjudged and is among the worst. */
  public void add(JudgedPicture picture) {
    Comparator<JudgedPicture> byMargin = Comparator.comparingDouble(this::margin);
    if (picture.escape()) {
      keep(escapes, picture, byMargin);
    } else if (picture.overkill()) {
      keep(falseCalls, picture, byMargin.reversed());
    }
  }

  /** Returns escapes, worst first; half of the cases, or more if there are fewer false calls. */
  public List<JudgedPicture> escapes() {
    return List.copyOf(escapes.subList(0, Math.min(escapes.size(), share(falseCalls))));
  }

  /** Returns false calls, worst first; half of the cases, or more if there are fewer escapes. */
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
            List.of(),
            counted(picture),
            picture.verdict(),
            picture.defects());
    kept.add(small);
    kept.sort(worstFirst);
    if (kept.size() > most) {
      kept.remove(most);
    }
  }

  private List<Defect> counted(JudgedPicture picture) {
    return Stream.concat(
            picture.counted().stream().limit(MOST_BOXES),
            DecisiveBox.of(picture, recipe).map(DecisiveBox::box).stream())
        .distinct()
        .toList(); // in their order: beyond the most confident ones there is one box at most
  }

  /** Returns the largest margin of a counting box over its class's limit; -1 without such boxes. */
  private double margin(JudgedPicture picture) {
    return picture.counted().stream().mapToDouble(this::margin).max().orElse(-1);
  }

  private double margin(Defect found) {
    return found.confidence() - recipe.limitFor(found.className()).failFrom();
  }
}
