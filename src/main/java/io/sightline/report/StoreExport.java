package io.sightline.report;

import io.sightline.inspection.Inspection;
import io.sightline.store.InspectionQuery;
import io.sightline.store.RecordedInspections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Exports the inspections the store holds for a line to a new file, named by line and local time,
 * in one folder, provided the disk has room. Safe for use by any thread.
 */
public final class StoreExport implements CsvExport {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);

  /** More than a typical row takes, even with some defects. */
  private static final long BYTES_PER_ROW = 400;

  /** Space left for the station's recording; on a nearly full disk, a tenth of what is free. */
  private static final long BYTES_LEFT_FREE = 1_000_000_000L;

  private static final int OF_A_FULL_DISK = 10;

  private final RecordedInspections store;
  private final Path folder;
  private final InstantSource clock;
  private final ZoneId zone;
  private final LongSupplier free;

  /**
   * @param store read from at every export
   * @param folder the folder for the files; created if missing
   * @param free returns the bytes free there; throws {@link UncheckedIOException} if unknown
   */
  public StoreExport(
      RecordedInspections store, Path folder, InstantSource clock, ZoneId zone, LongSupplier free) {
    this.store = Objects.requireNonNull(store, "store");
    this.folder = Objects.requireNonNull(folder, "folder");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.zone = Objects.requireNonNull(zone, "zone");
    this.free = Objects.requireNonNull(free, "free");
  }

  @Override
  public Optional<Exported> write(Wanted wanted, Progress progress) {
    InspectionQuery ofLine = InspectionQuery.ALL.ofLine(wanted.line());
    InspectionQuery query = wanted.since().map(ofLine::since).orElse(ofLine);
    long total = store.count(query).inspected();
    long room = room();
    long spare = room - Math.min(BYTES_LEFT_FREE, room / OF_A_FULL_DISK);
    if (spare < total * BYTES_PER_ROW) {
      throw new NoRoomException(total, total * BYTES_PER_ROW, spare, folder);
    }
    progress.rows(0, total);
    Path file = folder.resolve(name(wanted.line()));
    try (Stream<Inspection> rows = store.find(query)) {
      Files.createDirectories(folder);
      long written =
          CsvFile.save(
              file,
              CsvReport.plain(),
              rows,
              done -> {
                progress.rows(done, Math.max(done, total)); // a running line adds to them
                return !progress.cancelled();
              });
      return Optional.of(new Exported(file.toAbsolutePath(), written));
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ReportException(
          "The folder " + folder + " for exports cannot be made: " + e.getMessage(), e);
    }
  }

  private long room() {
    try {
      return free.getAsLong();
    } catch (UncheckedIOException e) {
      throw new ReportException(
          "The free space of " + folder + " is not known: check that its disk is connected", e);
    }
  }

  /** Builds the file name: letters and digits of any script stay, anything else becomes a dash. */
  private String name(String line) {
    return line.replaceAll("[^\\p{L}\\p{N}]+", "-")
        + "-"
        + MINUTE.format(clock.instant().atZone(zone))
        + ".csv";
  }
}
