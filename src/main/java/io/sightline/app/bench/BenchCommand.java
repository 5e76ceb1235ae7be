package io.sightline.app.bench;

import io.sightline.app.command.CommandWords;
import io.sightline.app.command.Console;
import io.sightline.app.command.Display;
import io.sightline.app.command.EngineOption;
import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.StationFolder;
import io.sightline.app.command.UsageException;
import io.sightline.config.Json;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.engine.Engine;
import io.sightline.line.RunSummary;
import io.sightline.ui.NoDisplayException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures this machine: the bare engine as one session with all threads and as one session per
 * lane, the whole pipeline with the same model and threads, and the pipeline with the operator's
 * screen. They take turns so that noise affects all alike; a ratio is the median over the turns.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures on this machine the bare engine, the whole pipeline, and the pipeline with the"
            + " screen.")
public final class BenchCommand implements Callable<Integer> {
  private static final int SECONDS_A_RATE = 30;

  private final Console console;
  private final Json json = new Json();

  /** The sample of the parts currently drawn; called on the FX thread. */
  private volatile RateSample seen = new RateSample();

  @Option(names = "--model", paramLabel = "M", description = "A bundled model, or an ONNX file.")
  private @Nullable String model;

  @Mixin private EngineOption engine = new EngineOption();

  @Option(names = "--turns", paramLabel = "N", description = "How many turns (5).")
  private int turns = 5;

  @Option(names = "--parts", paramLabel = "N", description = "Parts in a turn (200).")
  private int parts = 200;

  @Option(
      names = "--rates",
      paramLabel = "PPM",
      split = ",",
      description =
          "Then also measure how late verdict, drawing and record are at these rates, for example 250,500,1000,1500; half a minute each.")
  private List<Integer> rates = List.of();

  @Option(names = "--no-screen", description = "Leave out the screen.")
  private boolean noScreen;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  /**
   * @param console receives the output
   */
  public BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (turns < 1 || parts < 2) {
      throw new UsageException("--turns is 1 or more and --parts is 2 or more");
    }
    if (rates.stream().anyMatch(rate -> rate < 1 || rate > 100_000)) {
      throw new UsageException("--rates are 1 to 100000 parts a minute");
    }
    CommandWords.requireModel(model);
    engine.requireKnown();
    try (Scratch scratch = Scratch.make()) {
      BenchFigures figures = measure(scratch.folder());
      if (asJson) {
        console.printJson(json, figures.json());
      } else {
        console.print(figures.text());
      }
    }
    return 0;
  }

  private BenchFigures measure(Path scratch) throws InterruptedException {
    RecipeChoice choice =
        RecipeChoice.of(
            new LineSettings(
                "bench", "sim:board", Optional.empty(), Optional.ofNullable(model), "", true),
            StationFolder.home(),
            scratch,
            json);
    console.restriction(choice.bundle());
    Engine chosen = engine.of(choice.bundle(), console);
    BenchFigures figures = new BenchFigures(choice.bundle(), chosen);
    try (BenchSetup setup = new BenchSetup(choice, chosen, scratch)) {
      console.progress("The bare engine and the pipeline ...");
      StageSample stages = new StageSample();
      AllocationSample allocation = new AllocationSample(parts);
      setup.line().addListener(stages);
      setup.line().addListener(allocation);
      figures.pipeline(BenchTurns.of(setup, turns, parts), stages, allocation);
      setup.line().removeListener(stages);
      setup.line().removeListener(allocation);
      if (noScreen || Display.ofThisMachine().isEmpty()) {
        withoutScreen(setup, figures);
      } else {
        try {
          withScreen(setup, figures);
        } catch (NoDisplayException e) {
          console.message(e.getMessage() + ": what needs it is not measured");
          withoutScreen(setup, figures);
        }
      }
    }
    console.progress("");
    return figures;
  }

  private void withScreen(BenchSetup setup, BenchFigures figures) throws InterruptedException {
    BenchScreen.during(
        setup.line(),
        inspection -> seen.drawn(inspection),
        () -> {
          console.progress("The pipeline with the screen ...");
          figures.screen(BenchTurns.of(setup, turns, parts));
          measureRates(setup, figures);
          return figures;
        });
  }

  private void withoutScreen(BenchSetup setup, BenchFigures figures) throws InterruptedException {
    figures.withoutScreen(noScreen ? "left out" : "not measured: there is no display");
    measureRates(setup, figures);
  }

  private void measureRates(BenchSetup setup, BenchFigures figures) throws InterruptedException {
    for (int rate : rates) {
      console.progress("%,d parts a minute ...".formatted(rate));
      RateSample sample = new RateSample();
      seen = sample;
      setup.line().addListener(sample);
      RunSummary run = setup.paced(rate, Math.max(2, rate * SECONDS_A_RATE / 60), sample);
      setup.line().removeListener(sample);
      figures.rate(rate, sample, run.counts().verdicts().missed());
    }
  }
}
