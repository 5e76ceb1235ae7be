package io.sightline.app;

import io.sightline.app.command.Console;
import io.sightline.app.command.Said;
import io.sightline.app.command.UsageException;
import io.sightline.capture.CaptureException;
import io.sightline.capture.simulation.BoardSettings;
import io.sightline.capture.simulation.LabelledImages;
import io.sightline.config.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Renders labelled images of the simulated line, for training. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Renders labelled images of the simulated line (YOLO layout) for training.")
final class SimulateCommand implements Callable<Integer> {
  private static final long MOST_BOARDS = 1_000_000_000_000L;

  private final Console console;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to.")
  private Path out = Path.of("");

  @Option(names = "--count", paramLabel = "N", required = true, description = "How many boards.")
  private long count;

  @Option(names = "--seed", paramLabel = "S", description = "Which boards (1).")
  private long seed = BoardSettings.DEFAULT.seed();

  @Option(names = "--first", paramLabel = "N", description = "The first board's number (0).")
  private long first;

  @Option(names = "--defects", paramLabel = "F", description = "Fraction that is defective (0.1).")
  private double defects = BoardSettings.DEFAULT.defects();

  @Option(
      names = "--fewest",
      paramLabel = "N",
      description = "Fewest defects of a defective board (1).")
  private int fewest = BoardSettings.DEFAULT.fewest();

  @Option(names = "--most", paramLabel = "N", description = "Most defects of one (3).")
  private int most = BoardSettings.DEFAULT.most();

  @Option(names = "--difficulty", paramLabel = "D", description = "0 plain to 1 subtle (0.5).")
  private double difficulty = BoardSettings.DEFAULT.difficulty();

  @Option(names = "--lossless", description = "PNG in place of JPEG: larger, pixels as on a line.")
  private boolean lossless;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  SimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (count < 1) {
      throw new UsageException("--count is 1 or more, not " + count);
    }
    if (first < 0 || first > MOST_BOARDS || count > MOST_BOARDS) {
      throw new UsageException(
          "--first is from 0 and --count from 1 up to %d, not %d and %d"
              .formatted(MOST_BOARDS, first, count));
    }
    if (out.toString().isEmpty()) {
      throw new UsageException("--out is the folder to write into, not empty: . is this one");
    }
    BoardSettings settings;
    try {
      settings = new BoardSettings(seed, defects, fewest, most, difficulty);
    } catch (CaptureException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    new LabelledImages(settings, out, lossless).write(first, count, this::written);
    console.progress("");
    if (asJson) {
      console.printJson(
          new Json(), Map.of("images", count, "out", out.toAbsolutePath().toString()));
    } else {
      console.print(Said.counted(count, "labelled image", "labelled images") + " in " + out);
    }
    return 0;
  }

  private void written(long done) {
    if (done % 20 == 0) {
      console.progress(Said.of("%,d of %,d images", done, count));
    }
  }
}
