package io.sightline.report.validation;

import java.util.ArrayList;
import java.util.List;

/**
 * What was called what, at the recipe's thresholds and an overlap of 0.5.
 *
 * @param names the classes, then "nothing"
 * @param counts by what is true (row) and what was called (column); the last row are calls where
 *     nothing is, the last column true boxes that nobody called
 */
public record Confusion(List<String> names, List<List<Integer>> counts) {
  /** The name of the last row and column. */
  public static final String NOTHING = "nothing";

  public Confusion {
    names = List.copyOf(names);
    counts = counts.stream().map(List::copyOf).toList();
    int size = names.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException("A confusion matrix has a row and a column for each name");
    }
  }

  static Confusion of(List<String> classes, int[][] counts) {
    List<String> names = new ArrayList<>(classes);
    names.add(NOTHING);
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] row : counts) {
      rows.add(java.util.Arrays.stream(row).boxed().toList());
    }
    return new Confusion(names, rows);
  }
}
