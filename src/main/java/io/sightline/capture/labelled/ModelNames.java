package io.sightline.capture.labelled;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds a model's class by the name that a data set gives it. The exact name takes precedence;
 * another spelling (letter case, spaces, hyphens and underscores aside) is accepted only if it fits
 * one class of the model: with classes "-1" and "1", neither stands for the other.
 */
final class ModelNames {
  private final List<String> set;
  private final Map<String, String> exact = new HashMap<>();
  private final Map<String, List<String>> spelled;

  /**
   * @param model the model's names by class id
   * @param set the data set's; empty if it has class ids only, which are the model's
   */
  ModelNames(List<String> model, List<String> set) {
    this.set = List.copyOf(set);
    for (int id = 0; id < model.size(); id++) {
      exact.put(set.isEmpty() ? String.valueOf(id) : model.get(id), model.get(id));
    }
    spelled =
        set.isEmpty()
            ? Map.of()
            : model.stream().distinct().collect(Collectors.groupingBy(ModelNames::folded));
  }

  /** Returns the model's name for a class of the set; empty if it has no such class. */
  Optional<String> of(String name) {
    return Optional.ofNullable(exact.get(name))
        .or(
            () ->
                Optional.of(spelled.getOrDefault(folded(name), List.of()))
                    .filter(names -> names.size() == 1)
                    .map(names -> names.get(0)));
  }

  /** Returns a sentence for each class of the model that several names of the set stand for. */
  List<String> notes() {
    Map<String, List<String>> taken =
        set.stream()
            .distinct()
            .filter(name -> of(name).isPresent())
            .collect(
                Collectors.groupingBy(
                    name -> of(name).orElseThrow(), TreeMap::new, Collectors.toList()));
    return taken.entrySet().stream()
        .filter(each -> each.getValue().size() > 1)
        .map(
            each ->
                "The data set's classes \"%s\" are all taken for the model's \"%s\""
                    .formatted(String.join("\", \"", each.getValue()), each.getKey()))
        .toList();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }
}
