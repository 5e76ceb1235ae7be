package io.sightline.detect.layout;

import java.util.List;
import java.util.function.Predicate;

/**
 * Selects the most likely of the readings that a trial allows. Only YOLOv6 returns a 1 for every
 * box; only lists return whole numbers as classes; only PP-YOLOE otherwise returns corners, the
 * coarsest cells first. An empty list can only be recognised by its name. A list that may count
 * classes from 1 does so if it contains no 0.
 */
final class Surest {
  private Surest() {}

  /** One if that is certain; none if the trial allows none. */
  static List<Layout> of(List<Layout> readings, Plausible trial) {
    List<Layout> plausible = readings.stream().filter(trial::allows).toList();
    boolean silent = plausible.stream().allMatch(trial::isSilent);
    List<Predicate<Layout>> signs =
        List.of(
            Layout::countsFromOne,
            reading -> silent && reading.isNamedByItsExporter(),
            reading -> reading.kind() == Layout.Kind.YOLOV6,
            reading -> reading.kind() == Layout.Kind.END_TO_END && trial.showsClasses(reading),
            reading -> reading.kind() == Layout.Kind.PP_YOLOE);
    return signs.stream()
        .map(sign -> plausible.stream().filter(sign).toList())
        .filter(some -> !some.isEmpty())
        .findFirst()
        .orElse(plausible);
  }
}
