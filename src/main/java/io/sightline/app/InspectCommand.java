package io.sightline.app;

import io.sightline.app.command.AppException;
import io.sightline.app.command.CommandWords;
import io.sightline.app.command.Console;
import io.sightline.app.command.EngineOption;
import io.sightline.app.command.StationFolder;
import io.sightline.app.command.UsageException;
import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.line.Line;
import io.sightline.line.RunSummary;
import io.sightline.report.CsvFile;
import io.sightline.report.CsvReport;
import io.sightline.report.ExportProgress;
import io.sightline.report.ReportPlace.Kind;
import io.sightline.store.InspectionQuery;
import io.sightline.store.RecordedInspections;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Inspects without a screen, through the station's pipeline and with the same storage. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Inspects without a screen, storing as the station does.")
final class InspectCommand implements Callable<Integer> {
  private final Console console;
  private final Json json = new Json();

  @Parameters(
      paramLabel = "SOURCE",
      description = "sim:board?ppm=1000&seed=7, folder:PATH, file:PATH, rtsp://HOST/PATH, usb:0")
  private String source = "";

  @Option(names = "--recipe", paramLabel = "R", description = "A recipe of the station, or a file.")
  private @Nullable String recipe;

  @Option(names = "--model", paramLabel = "M", description = "A bundled model, or an ONNX file.")
  private @Nullable String model;

  @Mixin private EngineOption engine = new EngineOption();

  @Option(names = "--parts", paramLabel = "N", description = "Stop after this many parts.")
  private @Nullable Long parts;

  @Option(names = "--line", paramLabel = "L", description = "The line's name (Line 1).")
  private String line = "Line 1";

  @Option(names = "--lot", paramLabel = "LOT", description = "The lot running.")
  private String lot = "";

  @Option(names = "--csv", paramLabel = "F", description = "Then save this run's report here.")
  private @Nullable Path csv;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  @Mixin private StationFolder folder = new StationFolder();

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (parts != null && parts < 1) {
      throw new UsageException("--parts is 1 or more, not " + parts);
    }
    if (source.isBlank() || line.isBlank()) {
      throw new UsageException("SOURCE and --line need a name: one of them is empty");
    }
    CommandWords.source(source); // reported before a store is opened
    CommandWords.requireRecipe(recipe);
    CommandWords.requireModel(model);
    engine.requireKnown();
    if (csv != null) {
      CommandWords.requireReport(
          "--csv", csv, Kind.INSPECTIONS); // reported before the run, not after it
    }
    Settings settings = folder.settings(json);
    try (Foreground foreground = new Foreground(console);
        RunningStation station = new RunningStation(folder.directory(), settings, json)) {
      LineSettings wanted =
          new LineSettings(
              line, source, Optional.ofNullable(recipe), Optional.ofNullable(model), lot, true);
      Line running =
          station.add(
              wanted,
              engine.named().orElse(settings.engine()),
              parts == null ? OptionalLong.empty() : OptionalLong.of(parts),
              false,
              console::building);
      ModelBundle bundle = station.model(running);
      console.restriction(bundle);
      RunSummary summary = foreground.run(running, false);
      int code = foreground.report(summary, () -> print(summary, bundle));
      if (csv != null) {
        saveReport(station.store(), summary, csv);
      }
      return code;
    }
  }

  private void print(RunSummary summary, ModelBundle bundle) {
    if (asJson) {
      console.printJson(json, RunReport.json(summary, bundle.terms()));
    } else {
      console.print(RunReport.text(summary));
    }
  }

  /**
   * Saves exactly this run's parts; a row count that disagrees with the run is an error. A run that
   * recorded nothing saves nothing, since it would replace a meaningful report.
   */
  private void saveReport(RecordedInspections store, RunSummary summary, Path file) {
    if (summary.counts().recorded() == 0 || summary.firstSerial() == 0) {
      if (summary.failure().isEmpty()) { // otherwise the failure is what is reported
        console.message("Nothing was inspected: no report was saved in " + file);
      }
      return;
    }
    InspectionQuery ofThisRun =
        InspectionQuery.ALL.ofLine(summary.line()).fromSerial(summary.firstSerial());
    long rows;
    try (var inspections = store.find(ofThisRun)) {
      rows = CsvFile.save(file, CsvReport.plain(), inspections, ExportProgress.NONE);
    }
    if (rows != summary.counts().recorded()) {
      throw new AppException(
          "The report %s has %d rows, but %d inspections were recorded"
              .formatted(file, rows, summary.counts().recorded()));
    }
  }
}
