package io.sightline.store;

import io.sightline.inspection.Inspection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Appends until it is killed, and says of each inspection that it is recorded once it is. */
final class AppendingStation {
  static final String LINE = "A";

  private AppendingStation() {}

  public static void main(String[] arguments) {
    Random random = new Random(Long.parseLong(arguments[1]));
    try (InspectionStore store = SqliteStore.open(new DataDirectory(Path.of(arguments[0])))) {
      for (long serial = store.lastSerial(LINE) + 1; ; ) {
        List<Inspection> group = new ArrayList<>();
        for (int size = 1 + random.nextInt(20); size > 0; size--) {
          group.add(SampleInspections.part(LINE, serial++));
        }
        store.append(group);
        group.forEach(inspection -> System.out.println(inspection.id()));
        System.out.flush();
      }
    }
  }
}
