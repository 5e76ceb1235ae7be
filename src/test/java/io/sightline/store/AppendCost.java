package io.sightline.store;

import io.sightline.inspection.Inspection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the cost of recording: 5,000 parts a minute in ten groups a second, as the recorder
 * delivers them, in CPU time of the appending thread, kernel included, for each minute. Not a test:
 * {@code java … AppendCost [FOLDER]}.
 */
final class AppendCost {
  private static final int PARTS_A_MINUTE = 5_000;
  private static final int GROUPS_A_MINUTE = 600;
  private static final int MINUTES = 5;

  private AppendCost() {}

  public static void main(String[] arguments) throws IOException {
    Path folder =
        arguments.length > 0
            ? Files.createTempDirectory(Path.of(arguments[0]), "append-cost")
            : Files.createTempDirectory("append-cost");
    try (InspectionStore store = SqliteStore.open(new DataDirectory(folder))) {
      long serial = 1;
      for (int minute = 1; minute <= MINUTES; minute++) {
        long[] took = new long[GROUPS_A_MINUTE];
        long cpu = cpuNanos();
        for (int group = 0; group < GROUPS_A_MINUTE; group++) {
          List<Inspection> rows = new ArrayList<>();
          long last = (long) PARTS_A_MINUTE * (group + 1) / GROUPS_A_MINUTE;
          long minuteStart = (long) (minute - 1) * PARTS_A_MINUTE;
          while (serial <= minuteStart + last) {
            rows.add(SampleInspections.part("A", serial++));
          }
          long start = System.nanoTime();
          store.append(rows);
          took[group] = System.nanoTime() - start;
        }
        Arrays.sort(took);
        System.out.printf(
            "minute %d: %d parts cost %.4f of a core; append p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
            minute,
            PARTS_A_MINUTE,
            (cpuNanos() - cpu) / 60e9,
            took[GROUPS_A_MINUTE / 2] / 1e6,
            took[GROUPS_A_MINUTE * 99 / 100] / 1e6,
            took[GROUPS_A_MINUTE - 1] / 1e6);
      }
    }
    System.out.printf(
        "%d bytes a part in %s%n",
        Files.size(new DataDirectory(folder).storeFile()) / ((long) PARTS_A_MINUTE * MINUTES),
        folder);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
