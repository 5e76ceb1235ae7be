package io.sightline.report.validation;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shortens what would be said class by class: a model may have a thousand classes. */
final class EqualClasses {
  /** More equal classes than this are said together. */
  private static final int MOST_ALONE = 10;

  private EqualClasses() {}

  /**
   * Returns the values by class, in the same order; where many classes have the most frequent one,
   * it comes last, once for all of them.
   */
  static <T> Map<String, T> together(Map<String, T> byClass) {
    T usual = null;
    int most = MOST_ALONE;
    for (T each : new HashSet<>(byClass.values())) {
      int number = Collections.frequency(byClass.values(), each);
      if (number > most) {
        usual = each;
        most = number;
      }
    }
    if (usual == null) {
      return byClass;
    }
    Map<String, T> all = new LinkedHashMap<>(byClass);
    all.values().removeAll(Collections.singleton(usual));
    String others = all.isEmpty() ? "all %,d classes" : "the %,d other classes";
    all.put(others.formatted(most), usual);
    return all;
  }
}
