package io.sightline.detect.layout;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which of several readings that a trial allows are likelier than the others by what it shows.
 * Nothing but YOLOv6 answers a number that is 1 for every box, whatever else it may be; nothing but
 * a list of chosen boxes a whole number. A list that shows nothing has its name only; one that may
 * count classes from 1, and does not answer 0, does.
 */
final class Surest {
  private Surest() {}

  /** One where that is certain; none where the trial allows none. */
  static List<Layout> of(List<Layout> readings, Plausible trial) {
    List<Layout> plausible = readings.stream().filter(trial::allows).toList();
    boolean silent = plausible.stream().allMatch(trial::isSilent);
    List<Predicate<Layout>> signs =
        List.of(
            Layout::countsFromOne,
            reading -> silent && reading.isNamedByItsExporter(),
            reading -> reading.kind() == Layout.Kind.YOLOV6,
            reading -> reading.kind() == Layout.Kind.END_TO_END);
    return signs.stream()
        .map(sign -> plausible.stream().filter(sign).toList())
        .filter(some -> !some.isEmpty())
        .findFirst()
        .orElse(plausible);
  }
}
