package io.sightline.app;

import io.sightline.app.command.AppException;
import io.sightline.app.command.CommandWords;
import io.sightline.app.command.Console;
import io.sightline.app.command.Said;
import io.sightline.app.command.StationFolder;
import io.sightline.app.command.UsageException;
import io.sightline.config.Json;
import io.sightline.report.CsvFile;
import io.sightline.report.CsvReport;
import io.sightline.report.ReportPlace.Kind;
import io.sightline.store.InspectionQuery;
import io.sightline.store.RecordedInspections;
import io.sightline.store.StoreReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Saves the CSV report from the store without disturbing a running station. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Saves what was inspected as CSV, one row per part.")
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--csv", paramLabel = "F", required = true, description = "The file to save.")
  private Path csv = Path.of("");

  @Option(names = "--line", paramLabel = "L", description = "This line only.")
  private @Nullable String line;

  @Option(
      names = "--from",
      paramLabel = "T",
      converter = Moment.Parsing.class,
      description = "Judged at or after: 2026-11-23, 2026-11-23T06:00, or with an offset.")
  private @Nullable Moment from;

  @Option(
      names = "--to",
      paramLabel = "T",
      converter = Moment.Parsing.class,
      description = "Judged before: likewise.")
  private @Nullable Moment to;

  @Option(
      names = "--excel",
      description = {
        "With a byte order mark, so that Excel opens it as UTF-8 on a double click.",
        "Where Excel separates lists by semicolons and writes decimal commas, as in German, open"
            + " the file by Data, From Text/CSV."
      })
  private boolean excel;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  @Mixin private StationFolder folder = new StationFolder();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (from != null && to != null && (from.at().isAfter(to.at()) || from.equals(to))) {
      throw new UsageException("--from is not before --to: nothing lies between them");
    }
    CommandWords.requireReport("--csv", csv, Kind.INSPECTIONS); // before the store is opened
    InspectionQuery query = InspectionQuery.ALL;
    query = line == null ? query : query.ofLine(line);
    query = from == null ? query : query.since(from.at());
    query = to == null ? query : query.until(to.at());
    CsvReport report = excel ? CsvReport.forExcel() : CsvReport.plain();
    RecordedInspections store = StoreReader.of(folder.directory());
    checkLine(store);
    long rows;
    try (var inspections = store.find(query)) {
      if (CsvFile.hasRows(csv) && store.count(query).inspected() == 0) {
        throw new AppException(
            "Nothing was inspected%s: the older report %s stays as it is".formatted(when(), csv));
      }
      rows = CsvFile.save(csv, report, inspections, this::written);
    }
    console.progress("");
    if (rows == 0) {
      console.message("Note: nothing was inspected%s: %s has no rows".formatted(when(), csv));
    }
    if (asJson) {
      Map<String, Object> done = new LinkedHashMap<>();
      done.put("rows", rows);
      done.put("csv", csv.toAbsolutePath().toString());
      console.printJson(new Json(), done);
    } else {
      console.print(Said.counted(rows, "row", "rows") + " in " + csv);
    }
    return 0;
  }

  /**
   * Rejects unknown names: a typo would replace a good report with an empty one. Reads the settings
   * only if the store does not know the line, since an export needs them for nothing else.
   */
  private void checkLine(RecordedInspections store) {
    if (line == null) {
      return;
    }
    try (var ofLine = store.find(InspectionQuery.ALL.ofLine(line))) {
      if (ofLine.findAny().isPresent()) {
        return;
      }
    }
    if (folder.settings(new Json()).lines().stream().noneMatch(of -> of.name().equals(line))) {
      throw new AppException(
          "There is no line \"%s\", neither in the store nor in the settings: write its name as the screen shows it"
              .formatted(line));
    }
  }

  private String when() {
    return from == null && to == null ? "" : " in that time";
  }

  private boolean written(long rows) {
    if (rows % 10_000 == 0) {
      console.progress(Said.counted(rows, "row", "rows"));
    }
    return true;
  }
}
