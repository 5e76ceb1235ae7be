package io.sightline.app.validation;

import io.sightline.app.command.AppException;
import io.sightline.app.command.CommandWords;
import io.sightline.app.command.Console;
import io.sightline.app.command.EngineOption;
import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.Said;
import io.sightline.app.command.StationFolder;
import io.sightline.app.validation.Validation.Results;
import io.sightline.app.validation.ValidationWarnings.Training;
import io.sightline.capture.labelled.LabelledPicture;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.capture.labelled.SetFingerprint;
import io.sightline.config.Json;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.engine.Engine;
import io.sightline.image.Disturbance;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.SightlineException;
import io.sightline.report.validation.ChoiceGoal;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.LimitChoice;
import io.sightline.report.validation.PartScores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Judges a labelled data set as a line would judge its parts, and reports how well. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Judges a labelled data set (YOLO, DeepPCB, COCO, Pascal VOC) as a line would, and says how"
            + " well. Pictures with labels are bad parts, those with an empty label file good ones.")
public final class ValidateCommand implements Callable<Integer> {
  private final Console console;
  private final Json json = new Json();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Treatment of pictures without labels. */
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

  @Mixin private EngineOption engine = new EngineOption();

  @Mixin private ValidationFiles files = new ValidationFiles();

  @Option(
      names = "--train",
      paramLabel = "DIR",
      description = "Warn of pictures that are also in this folder of training pictures.")
  private @Nullable Path train;

  @Option(
      names = "--unlabelled",
      paramLabel = "skip|good",
      description = "Pictures without a label file: not judged, or good parts (skip).")
  private Unlabelled unlabelled = Unlabelled.SKIP;

  @Option(
      names = "--choose",
      paramLabel = "GOAL",
      converter = GoalText.class,
      description =
          "Choose each class's limit: escape=0.001 (least overkill with no more escapes),"
              + " overkill=0.005 (fewest escapes with no more overkill) or cost=20 (an escape is as"
              + " bad as 20 false calls).")
  private @Nullable ChoiceGoal choose;

  @Option(
      names = "--per-defect",
      description =
          "With --choose: count each defect as a part of its own: for parts that have one defect each when those of the set have many.")
  private boolean perDefect;

  @Option(
      names = "--robustness",
      description =
          "Judge each picture once more under each of some disturbances: brightness, blur, noise,"
              + " JPEG, rotation, scale. Takes ten times as long.")
  private boolean robustness;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  /**
   * @param console receives the output
   */
  public ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (choose == null && files.recipeWanted()) {
      throw new ParameterException(
          spec.commandLine(), "--recipe-out needs --choose: nothing is chosen that could be saved");
    }
    if (choose == null && perDefect) {
      throw new ParameterException(
          spec.commandLine(), "--per-defect needs --choose: it says how to choose");
    }
    CommandWords.requireFolder("--data", data);
    CommandWords.requireFolder("--train", train);
    CommandWords.requireRecipe(recipe);
    CommandWords.requireModel(model);
    engine.requireKnown();
    files.check();
    Optional<ChoiceGoal> goal = Optional.ofNullable(choose);
    RecipeChoice choice = choice();
    if (goal.isPresent() && choice.recipe().defectsToFail() > 1) {
      throw new AppException(
          "Limits are chosen for recipes that fail a part by its first defect; \"%s\" wants %d"
              .formatted(choice.recipe().name(), choice.recipe().defectsToFail()));
    }
    Engine runsOn = engine.of(choice.bundle(), console);
    LabelledSet read = read();
    LabelledSet set = read.inTermsOf(choice.bundle().name(), choice.bundle().classes());
    if (goal.isPresent()) {
      checkBothKinds(set);
    }
    console.restriction(choice.bundle());
    List<String> warnings = new ArrayList<>();
    Training training = Training.compared(set, Optional.ofNullable(train));
    ValidationWarnings.before(set, training).forEach(each -> warn(each, warnings));
    Results results = results(set, SetFingerprint.of(read), choice, runsOn);
    console.progress("");
    ValidationWarnings.after(results.faults()).forEach(each -> warn(each, warnings));
    PartScores scores = perDefect ? results.defectScores() : results.scores();
    Optional<String> tooFew = goal.flatMap(wanted -> scores.tooFew());
    Optional<ChosenLimits> chosen =
        goal.filter(wanted -> tooFew.isEmpty()).map(wanted -> LimitChoice.of(scores, wanted));
    chosen.flatMap(limits -> ChoiceReport.kept(scores)).ifPresent(each -> warn(each, warnings));
    chosen.flatMap(ChoiceReport::doubt).ifPresent(each -> warn(each, warnings));
    List<String> all = new ArrayList<>(warnings);
    all.addAll(ValidationWarnings.notMeasurable(results)); // the table shows them itself
    tooFew.ifPresent(all::add); // the command ends with it
    if (asJson) { // printed first, in case saving the files fails
      console.printJson(json, ValidationJson.of(set, choice, results, chosen, all));
    } else {
      console.print(ValidationText.of(set, choice, results, chosen));
    }
    inTurn(
        () -> {
          if (tooFew.isPresent()) {
            throw new AppException(tooFew.get());
          }
          said(
              chosen.flatMap(
                  limits -> files.saveRecipe(choice.recipe(), named(choice.recipe()), limits)));
        },
        () ->
            said(
                files.saveReport(
                    () ->
                        ValidationReport.page(
                            set, training.text(), choice, results, chosen, all))));
    return 0;
  }

  /** Runs both, the second even if the first fails. */
  private static void inTurn(Runnable first, Runnable then) {
    try {
      first.run();
    } catch (SightlineException e) {
      try {
        then.run();
      } catch (SightlineException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
    then.run();
  }

  private Results results(LabelledSet set, String fingerprint, RecipeChoice choice, Engine runsOn) {
    int of = set.pictures().size();
    IntConsumer progress = done -> console.progress(Said.of("%,d of %,d pictures", done, of));
    List<Disturbance> disturbances = robustness ? Disturbance.usual() : List.of();
    return files.withBoxes(
        boxes -> Validation.of(set, fingerprint, choice, runsOn, disturbances, boxes, progress));
  }

  /** Parses --choose; invalid text is a usage error, found before any work. */
  private static final class GoalText implements ITypeConverter<ChoiceGoal> {
    @Override
    public ChoiceGoal convert(String text) {
      try {
        return ChoiceGoal.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Returns the model's name in the saved recipe: a file by its absolute path, so that any working
   * directory will do.
   */
  private String named(Recipe used) {
    if (model == null) {
      return used.model();
    }
    boolean bundled = Files.isDirectory(StationFolder.home().resolve("models").resolve(model));
    return bundled ? model : Path.of(model).toAbsolutePath().normalize().toString();
  }

  private void said(Optional<String> sentence) {
    if (!asJson) {
      sentence.ifPresent(console::print);
    }
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
    // Without a recipe, the station's are not looked at: a user without a home may validate.
    Path recipes =
        recipe == null
            ? Path.of("recipes")
            : new StationFolder().directory().root().resolve("recipes");
    return RecipeChoice.of(wanted, StationFolder.home(), recipes, json);
  }

  /** Reads the set with its own class names. */
  private LabelledSet read() {
    LabelledSet set = LabelledSet.read(data);
    return unlabelled == Unlabelled.GOOD ? set.withUnlabelledAsGood() : set;
  }

  /**
   * Checks the parts before the work starts.
   *
   * @throws AppException if the labels list too few bad or good parts to choose by
   */
  private void checkBothKinds(LabelledSet set) {
    long bad = set.pictures().stream().filter(LabelledPicture::bad).count();
    long good = set.pictures().size() - bad;
    long defects = set.pictures().stream().mapToLong(each -> each.boxes().size()).sum();
    long counted = perDefect ? defects : bad;
    if (!LimitChoice.isPossible(counted, good)) {
      throw new AppException(
          Said.of(
              "--choose needs two %s and two good parts at least: the set has %,d and %,d; add %s, or leave out --choose",
              perDefect ? "defects" : "bad parts", counted, good, lacking(good < 2)));
    }
  }

  private static String lacking(boolean goodOnes) {
    return goodOnes
        ? "pictures of good parts, each with an empty label file (--unlabelled good takes pictures without one for good parts)"
        : "labelled pictures of bad parts";
  }
}
