package io.sightline.report.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The confusion matrix at the recipe's thresholds and an overlap of 0.5.
 *
 * @param names the classes, then "nothing"
 * @param counts by true class (row) and called class (column); the last row holds calls where
 *     nothing is, the last column true boxes that were not called
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

  /** Returns only the rows and columns with these indices, in this order. */
  public Confusion only(List<Integer> ids) {
    return new Confusion(
        ids.stream().map(names::get).toList(),
        ids.stream().map(counts::get).map(row -> ids.stream().map(row::get).toList()).toList());
  }

  /**
   * Builds the matrix from sparse counts.
   *
   * @param counts the rows by index of the true class; all-zero rows may be absent
   */
  static Confusion of(List<String> classes, Map<Integer, int[]> counts) {
    List<String> names = new ArrayList<>(classes);
    names.add(NOTHING);
    List<Integer> none = List.copyOf(Collections.nCopies(names.size(), 0)); // shared by all
    List<List<Integer>> rows = new ArrayList<>();
    for (int id = 0; id < names.size(); id++) {
      int[] row = counts.get(id);
      rows.add(row == null ? none : Arrays.stream(row).boxed().toList());
    }
    return new Confusion(names, rows);
  }
}
