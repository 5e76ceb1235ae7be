package io.sightline.store;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.RecipeContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Appends inspections until it is killed, and prints each one's id once it is recorded. Its limits
 * change every few parts, so that most groups bring a new recipe.
 */
final class AppendingStation {
  static final String LINE = "A";

  private static final int PARTS_OF_A_RECIPE = 5;

  private AppendingStation() {}

  /** Returns whether an inspection is one that this station makes, complete in every field. */
  static boolean isOneOfIts(Inspection inspection) {
    return inspection.equals(part(inspection.part().serial()));
  }

  private static Inspection part(long serial) {
    String limits = "{\"failFrom\":%d}".formatted(serial / PARTS_OF_A_RECIPE);
    return SampleInspections.judgedBy(LINE, serial, RecipeContent.of(limits));
  }

  public static void main(String[] arguments) {
    Random random = new Random(Long.parseLong(arguments[1]));
    try (InspectionStore store = SqliteStore.open(new DataDirectory(Path.of(arguments[0])))) {
      for (long serial = store.lastSerial(LINE) + 1; ; ) {
        List<Inspection> group = new ArrayList<>();
        for (int size = 1 + random.nextInt(20); size > 0; size--) {
          group.add(part(serial++));
        }
        store.append(group);
        group.forEach(inspection -> System.out.println(inspection.id()));
        System.out.flush();
      }
    }
  }
}
