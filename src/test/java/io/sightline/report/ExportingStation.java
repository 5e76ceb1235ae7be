package io.sightline.report;

import io.sightline.inspection.Inspection;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionQuery;
import io.sightline.store.StoreReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Exports a store and prints the number of rows and the time taken. For measurements: {@code java
 * -Xmx96m … ExportingStation DATA FILE} on a store made by {@link ManyParts}.
 */
final class ExportingStation {
  private ExportingStation() {}

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    StoreReader store = StoreReader.of(new DataDirectory(Path.of(arguments[0])));
    try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
      System.out.println(
          CsvFile.save(Path.of(arguments[1]), CsvReport.plain(), rows, ExportProgress.NONE));
    }
    System.out.printf(
        "%.1f s, %.1f s of CPU%n",
        (System.nanoTime() - start) / 1e9,
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
  }
}
