package io.sightline.app.bench;

import io.sightline.app.command.AppException;
import io.sightline.app.command.Owned;
import io.sightline.app.command.RecipeChoice;
import io.sightline.capture.FrameSource;
import io.sightline.capture.Replay;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.config.Settings;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.RawLanes;
import io.sightline.detect.RawSession;
import io.sightline.detect.engine.Engine;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.Line;
import io.sightline.line.LineSetup;
import io.sightline.line.Recorder;
import io.sightline.line.RunSummary;
import io.sightline.store.DataDirectory;
import io.sightline.store.ImageFolder;
import io.sightline.store.SqliteStore;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;

/**
 * The contestants of a bench: a model's bare sessions, and a line with the same model and threads
 * that records to a scratch folder. Owns them all. One measurement at a time.
 */
final class BenchSetup implements AutoCloseable {
  /** Two of the first twenty boards are bad, one in ten: the simulation's usual rate. */
  private static final String BOARDS = "sim:board?seed=2";

  private static final int FRAMES = 20;

  /** Pictures for an engine between checks for an interrupt. */
  private static final int AT_A_TIME = 20;

  private final Owned owned = new Owned();
  private final RawSession session;
  private final RawLanes sessions;
  private final Line line;
  private volatile Function<FramePool, FrameSource> source =
      pool -> {
        throw new IllegalStateException("Nothing was asked to be run");
      };
  private final List<Frame> frames = new ArrayList<>();

  /**
   * Loads the model into both bare arrangements and into a line.
   *
   * @param scratch an empty folder that may be filled
   */
  BenchSetup(RecipeChoice choice, Engine engine, Path scratch) throws InterruptedException {
    try {
      DataDirectory directory = new DataDirectory(scratch);
      FramePool pool = owned.add(new FramePool());
      SqliteStore store = owned.add(SqliteStore.open(directory));
      ImageFolder archive = owned.add(new ImageFolder(directory));
      Recorder recorder = owned.add(new Recorder(store, archive));
      session = owned.add(new RawSession(choice.bundle(), engine));
      sessions = owned.add(new RawLanes(choice.bundle(), engine, session));
      try (FrameSource boards = FrameSources.open(SourceUri.parse(BOARDS), pool)) {
        while (frames.size() < FRAMES) {
          frames.add(owned.add(boards.next().orElseThrow()));
        }
      }
      line =
          owned.add(
              new Line(
                  new LineSetup(
                      "bench",
                      mine -> source.apply(mine),
                      choice.recipe(),
                      () -> new OnnxDetector(choice.bundle(), engine, choice.thresholds()),
                      "",
                      new ShiftPlan(Settings.DEFAULT.shifts(), ZoneId.systemDefault()),
                      OptionalLong.empty(),
                      LineSetup.USUAL_INBOX,
                      LineSetup.USUAL_PATIENCE,
                      Optional.empty(),
                      true),
                  recorder));
    } catch (RuntimeException | InterruptedException e) {
      owned.closeFor(e);
      throw e;
    }
  }

  /** Shows one bare session with all threads this many pictures; returns parts per second. */
  double bare(int parts) throws InterruptedException {
    return perSecond(parts, session::secondsFor, session::shown);
  }

  /** As {@link #bare}, but with one bare session per lane, in parallel; 0 if there are no lanes. */
  double bareSideBySide(int parts) throws InterruptedException {
    return sessions.count() == 0 ? 0 : perSecond(parts, sessions::secondsFor, sessions::shown);
  }

  /**
   * Shows an engine at least so many pictures; returns how many of those that it was shown it took
   * per second.
   */
  static double perSecond(int parts, IntToDoubleFunction secondsFor, LongSupplier shown)
      throws InterruptedException {
    long before = shown.getAsLong();
    double seconds = 0;
    for (int done = 0; done < parts; done += AT_A_TIME) {
      if (Thread.interrupted()) {
        throw new InterruptedException("Nobody wants to know any more");
      }
      seconds += secondsFor.applyAsDouble(Math.min(AT_A_TIME, parts - done));
    }
    return (shown.getAsLong() - before) / seconds;
  }

  /** Returns the line to show on screen and to listen to. */
  Line line() {
    return line;
  }

  /** Has the line judge this many parts as fast as it takes them. */
  RunSummary fast(int parts) throws InterruptedException {
    return run(pool -> new FirstFrames(new Replay(frames), parts));
  }

  /**
   * Sends boards past the line at a fixed rate, whether or not it keeps up.
   *
   * @param sample receives each frame's arrival
   */
  RunSummary paced(int partsPerMinute, int parts, RateSample sample) throws InterruptedException {
    SourceUri boards = SourceUri.parse(BOARDS + "&ppm=" + partsPerMinute);
    return run(
        pool ->
            new PacedFrames(
                new FirstFrames(FrameSources.open(boards, pool), parts), partsPerMinute, sample));
  }

  private RunSummary run(Function<FramePool, FrameSource> frames) throws InterruptedException {
    source = frames;
    line.start();
    RunSummary summary = line.await();
    summary
        .failure()
        .ifPresent(
            why -> {
              throw new AppException("The figures cannot be trusted: " + why);
            });
    return summary;
  }

  @Override
  public void close() {
    owned.close();
  }
}
