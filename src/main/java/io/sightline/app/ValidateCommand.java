package io.sightline.app;

import io.sightline.app.Validation.Outcome;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.config.Json;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.Engine;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.ImageException;
import io.sightline.image.JpegEncoder;
import io.sightline.image.PictureFile;
import io.sightline.report.validation.CasePlate;
import io.sightline.report.validation.JudgedPicture;
import io.sightline.report.validation.PageFile;
import io.sightline.report.validation.ReportSubject;
import io.sightline.report.validation.ValidationPage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges a labelled data set as a line would judge its parts, and says how well. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Judges a labelled data set (YOLO, DeepPCB, COCO, Pascal VOC) as a line would, and says how"
            + " well. Pictures with labels are bad parts, those with an empty label file good ones.")
final class ValidateCommand implements Callable<Integer> {
  private static final int PLATE_SIDE = 1280;
  private static final int PLATE_QUALITY = 85;

  private final Console console;
  private final Json json = new Json();

  /** What becomes of pictures that nobody labelled. */
  enum Unlabelled {
    SKIP,
    GOOD
  }

  @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data set.")
  private Path data = Path.of("");

  @Option(names = "--model", paramLabel = "M", description = "A bundled model, or an ONNX file.")
  private @Nullable String model;

  @Option(
      names = "--recipe",
      paramLabel = "R",
      description = "A recipe of the station, or a file (the model's own limits).")
  private @Nullable String recipe;

  @Option(names = "--engine", paramLabel = "E", description = "auto, cpu, ... (auto)")
  private String engine = "auto";

  @Option(names = "--report", paramLabel = "F.html", description = "Save a report to sign here.")
  private @Nullable Path report;

  @Option(
      names = "--train",
      paramLabel = "DIR",
      description = "Warn of pictures that are also in this folder, trained on.")
  private @Nullable Path train;

  @Option(
      names = "--unlabelled",
      paramLabel = "skip|good",
      description = "Pictures without a label file: not judged, or good parts (skip).")
  private Unlabelled unlabelled = Unlabelled.SKIP;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (report != null && !Files.isDirectory(report.toAbsolutePath().resolveSibling("."))) {
      throw new AppException("There is no folder for the report " + report + ": make it first");
    }
    if (report != null && Files.isDirectory(report)) {
      throw new AppException(report + " is a folder: name a file for the report");
    }
    RecipeChoice choice = choice();
    Engine chosen = Engine.choose(engine);
    LabelledSet set = set(choice);
    List<String> warnings = new ArrayList<>();
    ValidationWarnings.before(set, Optional.ofNullable(train))
        .forEach(each -> warn(each, warnings));
    int of = set.pictures().size();
    Outcome outcome =
        Validation.of(
            set,
            choice,
            chosen,
            done -> console.progress("%,d of %,d pictures".formatted(done, of)));
    console.progress("");
    ValidationWarnings.after(outcome).forEach(each -> warn(each, warnings));
    List<String> all = new ArrayList<>(warnings);
    all.addAll(ValidationWarnings.notMeasurable(outcome)); // the table says so itself
    if (report != null) {
      PageFile.save(report, page(set, choice, outcome, all));
    }
    if (asJson) {
      console.printJson(json, ValidationSummary.json(set, choice, outcome, all));
    } else {
      console.print(ValidationSummary.text(set, choice, outcome));
      if (report != null) {
        console.print("\nThe report is " + report);
      }
    }
    return 0;
  }

  private void warn(String sentence, List<String> warnings) {
    warnings.add(sentence);
    console.message("Note: " + sentence);
  }

  private RecipeChoice choice() {
    LineSettings wanted =
        new LineSettings(
            "validate",
            "folder:" + data,
            Optional.ofNullable(recipe),
            Optional.ofNullable(model),
            "",
            true);
    Path recipes = new StationFolder().directory().root().resolve("recipes");
    return RecipeChoice.of(wanted, StationFolder.home(), recipes, json);
  }

  private LabelledSet set(RecipeChoice choice) {
    LabelledSet set = LabelledSet.read(data);
    return (unlabelled == Unlabelled.GOOD ? set.withUnlabelledAsGood() : set)
        .inTermsOf(choice.bundle().name(), choice.bundle().classes());
  }

  private static String page(
      LabelledSet set, RecipeChoice choice, Outcome outcome, List<String> warnings) {
    ReportSubject subject =
        new ReportSubject(
            "%s (%s)".formatted(set.folder(), set.layout()),
            outcome.model(),
            choice.bundle().terms(),
            choice.recipe(),
            choice.bundle().iou(),
            Version.ofSightline(),
            ZonedDateTime.now().truncatedTo(ChronoUnit.MINUTES),
            warnings);
    Map<String, Path> files = new HashMap<>();
    set.pictures().forEach(each -> files.put(each.name(), each.file()));
    try (FramePool pool = new FramePool();
        JpegEncoder encoder = new JpegEncoder(PLATE_QUALITY)) {
      return ValidationPage.of(
          subject,
          outcome.figures(),
          plates(outcome.worst().escapes(), files, pool, encoder),
          plates(outcome.worst().falseCalls(), files, pool, encoder));
    }
  }

  private static List<CasePlate> plates(
      List<JudgedPicture> cases, Map<String, Path> files, FramePool pool, JpegEncoder encoder) {
    return cases.stream()
        .map(each -> new CasePlate(each, jpeg(files.get(each.name()), pool, encoder)))
        .toList();
  }

  private static byte[] jpeg(@Nullable Path file, FramePool pool, JpegEncoder encoder) {
    if (file == null) {
      return new byte[0];
    }
    try (Frame frame = PictureFile.read(file, pool)) {
      ByteBuffer encoded = encoder.encode(frame, PLATE_SIDE);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (ImageException e) {
      return new byte[0]; // it was there when it was judged: the boxes are drawn without it
    }
  }
}
