package io.sightline.app;

import io.sightline.app.command.Owned;
import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.StationFolder;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.EngineChoice;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.Line;
import io.sightline.line.LineSetup;
import io.sightline.line.Recorder;
import io.sightline.store.DataDirectory;
import io.sightline.store.FullDiskException;
import io.sightline.store.ImageFolder;
import io.sightline.store.ImageRetention;
import io.sightline.store.SqliteStore;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An assembled station: its store, recorder and lines, each with a detector of its own. Closing it
 * stops the lines, waits until everything is recorded, and releases all resources.
 */
final class RunningStation implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RunningStation.class.getName());
  private static final double BYTES_PER_GIGABYTE = 1e9;

  private final DataDirectory directory;
  private final Settings settings;
  private final Json json;
  private final SqliteStore store;
  private final ImageFolder archive;
  private final Recorder recorder;
  private final DiskWatch disk;
  private final Map<Line, Looking> lines = new LinkedHashMap<>();
  private final Owned owned = new Owned();
  private boolean open = true;

  /**
   * Opens the store for writing; there are no lines yet.
   *
   * @throws io.sightline.store.StoreException if another Sightline has it open, or it cannot be
   *     opened
   */
  RunningStation(DataDirectory directory, Settings settings, Json json) {
    this.directory = directory;
    this.settings = settings;
    this.json = json;
    try {
      long quota = Math.round(settings.imageQuota() * BYTES_PER_GIGABYTE);
      var retention = new ImageRetention(directory, quota, ImageRetention.USUAL_RESERVE);
      this.store = owned.add(opened(directory, retention));
      owned.addLast(new LogFiles(directory.root())); // only beside a store known to be ours
      this.archive = owned.add(new ImageFolder(directory));
      this.disk = new DiskWatch(retention);
      owned.add(new Housekeeping(disk));
      this.recorder = owned.add(new Recorder(store, archive));
    } catch (RuntimeException | Error e) {
      owned.closeFor(e);
      throw e;
    }
  }

  /**
   * Where there is no room to open the store, the oldest pictures make it, as at any other time.
   */
  private static SqliteStore opened(DataDirectory directory, ImageRetention retention) {
    try {
      return SqliteStore.open(directory);
    } catch (FullDiskException e) {
      if (retention.apply().bytes() == 0) {
        throw e;
      }
      return SqliteStore.open(directory);
    }
  }

  /**
   * Adds a line with its model loaded, not yet started.
   *
   * @param engine "auto", or the engine to use
   * @param parts maximum number of parts in a run
   * @param reconnects whether losing a camera leads to reconnection instead of the end of the run
   * @param building called before an engine builds itself for the model, which takes minutes
   */
  synchronized Line add(
      LineSettings wanted,
      String engine,
      OptionalLong parts,
      boolean reconnects,
      Runnable building) {
    SourceUri source = FrameSources.supported(wanted.source());
    RecipeChoice choice = RecipeChoice.of(wanted, StationFolder.home(), recipes(), json);
    // Chosen once: a line whose engine failed restarts on the same engine, never a slower one.
    EngineChoice runsOn = EngineChoice.of(engine, choice.bundle(), building);
    log(wanted.name(), runsOn);
    // A model's own limits have no version that anybody could increase.
    boolean changed = wanted.recipe().isPresent() && isChanged(RecipeFile.version(choice.recipe()));
    Line line =
        new Line(
            new LineSetup(
                wanted.name(),
                pool -> FrameSources.open(source, pool),
                choice.recipe(),
                () -> new OnnxDetector(choice.bundle(), runsOn.engine(), choice.thresholds()),
                wanted.lot(),
                new ShiftPlan(settings.shifts(), ZoneId.systemDefault()),
                parts,
                LineSetup.USUAL_INBOX,
                LineSetup.USUAL_PATIENCE,
                reconnects ? Optional.of(LineSetup.USUAL_RECONNECTING) : Optional.empty(),
                source.comesByItself()),
            recorder);
    lines.put(owned.add(line), new Looking(choice.bundle(), runsOn, changed));
    disk.add(line);
    return line;
  }

  private static void log(String line, EngineChoice choice) {
    LOG.info(line + " runs on " + choice.engine().title());
    for (EngineChoice.Refusal refusal : choice.refused()) {
      Level level = refusal.isFault() ? Level.WARNING : Level.INFO;
      LOG.log(level, line + " does not run on " + refusal);
    }
  }

  /** Warns if limits changed under the same version number: reports by version would hide it. */
  private boolean isChanged(RecipeVersion recipe) {
    boolean changed = store.hasJudgedOtherwise(recipe);
    if (changed) {
      LOG.warning(
          "The recipe \"%s\" has changed since it judged parts as version %d: increase its version; in reports, recipe_sha256 tells the two apart"
              .formatted(recipe.name(), recipe.version()));
    }
    return changed;
  }

  /** Returns the line's model. */
  synchronized ModelBundle model(Line line) {
    return looking(line).model();
  }

  /** Returns the engine that runs the line's model. */
  synchronized EngineChoice engine(Line line) {
    return looking(line).engine();
  }

  /** Returns whether the line's recipe had other content when it judged as this version before. */
  synchronized boolean recipeChanged(Line line) {
    return looking(line).recipeChanged();
  }

  private Looking looking(Line line) {
    Looking looking = lines.get(line);
    if (looking == null) {
      throw new IllegalArgumentException(line.name() + " is no line of this station");
    }
    return looking;
  }

  SqliteStore store() {
    return store;
  }

  ImageFolder archive() {
    return archive;
  }

  private Path recipes() {
    return directory.root().resolve("recipes");
  }

  /** Idempotent, so that both a signal's shutdown hook and the command may call it. */
  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    lines.keySet().forEach(Line::stop);
    owned.close();
  }

  /** What a line looks and judges with. */
  private record Looking(ModelBundle model, EngineChoice engine, boolean recipeChanged) {}
}
