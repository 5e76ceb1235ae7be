package io.sightline.app;

import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.Picture;
import io.sightline.image.PictureFile;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.ShiftPlan;
import io.sightline.inspection.SightlineException;
import io.sightline.line.Line;
import io.sightline.line.Preview;
import io.sightline.report.StoreExport;
import io.sightline.store.DataDirectory;
import io.sightline.store.DiskSpace;
import io.sightline.ui.OpeningStep;
import io.sightline.ui.live.model.Station;
import io.sightline.ui.live.model.StationLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The station as the screen uses it: opened behind the splash screen, closed with the window. */
final class ScreenStation implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ScreenStation.class.getName());

  /** Caps the pixels of a closer look: a camera's 64 million would take a third of the memory. */
  private static final long MOST_PIXELS = 16_000_000;

  private final DataDirectory directory;
  private final Settings settings;
  private final Json json;
  private volatile @Nullable RunningStation running;
  private volatile boolean opening;
  private volatile boolean closed;

  ScreenStation(DataDirectory directory, Settings settings, Json json) {
    this.directory = directory;
    this.settings = settings;
    this.json = json;
  }

  /**
   * Opens the store and loads a model for each line; called on one of the screen's threads. A line
   * that cannot be set up does not block the others. Starts no line: the screen does so for those
   * that start by themselves, or it would miss their first events. Closed meanwhile, it closes what
   * it has opened.
   */
  Station open(Consumer<OpeningStep> progress) {
    opening = true;
    try {
      return opened(progress);
    } finally {
      opening = false;
      if (closed) {
        close();
      }
    }
  }

  private Station opened(Consumer<OpeningStep> progress) {
    progress.accept(OpeningStep.STORE);
    RunningStation station = new RunningStation(directory, settings, json);
    running = station;
    List<StationLine> lines = new ArrayList<>();
    Optional<SightlineException> first = Optional.empty();
    for (LineSettings wanted : settings.lines()) {
      progress.accept(OpeningStep.MODEL);
      try {
        lines.add(opened(wanted, station, progress));
      } catch (SightlineException e) {
        if (settings.lines().size() == 1) {
          throw e;
        }
        LOG.log(Level.ERROR, wanted.name() + " cannot run; the other lines can", e);
        first = first.or(() -> Optional.of(e));
        lines.add(faulty(wanted, e));
      }
    }
    if (first.isPresent() && lines.stream().allMatch(line -> line.fault().isPresent())) {
      throw first.get();
    }
    progress.accept(OpeningStep.LINES);
    return new Station(
        settings.station(),
        lines,
        new StoreExport(
            station.store(),
            directory.root().resolve("exports"),
            InstantSource.system(),
            ZoneId.systemDefault(),
            () -> free(directory)),
        inspection -> picture(station, inspection),
        () -> free(directory));
  }

  private StationLine opened(
      LineSettings wanted, RunningStation station, Consumer<OpeningStep> progress) {
    Line line =
        station.add(
            wanted,
            settings.engine(),
            OptionalLong.empty(),
            true,
            () -> progress.accept(OpeningStep.ENGINE));
    return StationLine.of(
        line,
        station.model(line),
        station.engine(line),
        station.recipeChanged(line),
        wanted.startsByItself());
  }

  private StationLine faulty(LineSettings wanted, SightlineException why) {
    return StationLine.faulty(
        wanted.name(),
        wanted.lot(),
        new ShiftPlan(settings.shifts(), ZoneId.systemDefault()),
        String.valueOf(why.getMessage()));
  }

  /** Returns a part's kept picture; empty if none was kept or the quota has removed it. */
  private static Optional<Preview> picture(RunningStation station, Inspection inspection) {
    return inspection
        .image()
        .flatMap(station.archive()::find)
        .map(
            file -> {
              try (FramePool pool = new FramePool();
                  Frame frame = PictureFile.read(file, pool)) {
                return new Preview(
                    Picture.within(frame, MOST_PIXELS), frame.width(), frame.height(), inspection);
              }
            });
  }

  /**
   * Returns the bytes free for the station's data.
   *
   * @throws UncheckedIOException if unknown, for example because the disk is gone
   */
  private static long free(DataDirectory directory) {
    return DiskSpace.at(directory.root())
        .map(DiskSpace::free)
        .orElseThrow(
            () ->
                new UncheckedIOException(
                    new IOException("The disk of " + directory.root() + " is not known")));
  }

  /**
   * Stops the lines, records what was judged, and closes the store. While the station is being
   * opened, which takes minutes where an engine is built, there is nothing to record yet, and
   * nothing to wait for.
   */
  @Override
  public void close() {
    closed = true;
    RunningStation station = running;
    if (!opening && station != null) { // whoever opens asks afterwards whether it was closed
      station.close();
    }
  }
}
