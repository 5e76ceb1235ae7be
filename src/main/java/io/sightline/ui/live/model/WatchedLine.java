package io.sightline.ui.live.model;

import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.inspection.Phrase;
import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.Preview;
import io.sightline.line.Room;
import io.sightline.line.Trouble;
import io.sightline.ui.base.Background;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** A line and its screen's model, for as long as the screen is open. */
public final class WatchedLine implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WatchedLine.class.getName());

  private final StationLine line;
  private final LiveModel model;
  private final Background background;
  private final Consumer<LineEvent> listener;
  private LiveState state;
  private Optional<Preview> last = Optional.empty();

  /**
   * Watches a line, which it borrows, until {@link #close()}.
   *
   * @param background for its log
   * @param clock for displayed times
   */
  public WatchedLine(StationLine line, Background background, InstantSource clock) {
    this.line = line;
    this.background = background;
    this.model = new LiveModel(clock, System::nanoTime);
    this.listener = model::accept;
    line.refusedEngines().stream()
        .filter(Refusal::isFault)
        .findFirst()
        .map(faster -> new Trouble(Trouble.Kind.FALLBACK, 0, faster.toString()))
        .ifPresent(trouble -> model.accept(new LineEvent.Troubled(trouble)));
    if (line.fault().isPresent()) {
      model.cannotRun();
    }
    this.state = model.state();
    // Watched all the time, whichever line is on screen, so that its newest part is ready when the
    // operator switches to it.
    line.watch(true);
    line.keepRejects(true);
    line.addListener(listener);
  }

  /** Returns the line itself. */
  public StationLine line() {
    return line;
  }

  /** Returns its name and what is made on it. */
  public LineFacts facts() {
    return line.facts();
  }

  /** Returns the counts of the current run, or of the last one. */
  public LineCounts counts() {
    return line.counts();
  }

  /**
   * Takes the newest part, once, and again if the room for it has grown; empty if there has been
   * neither since the last call.
   *
   * @param room for its picture
   * @param screen the largest area there can be for it
   */
  public Optional<Preview> newest(Room room, Room screen) {
    Optional<Preview> newest = line.newest(room, screen);
    last = newest.or(() -> last);
    return newest;
  }

  /** Returns the part taken last in this run, or in the previous one. */
  public Optional<Preview> last() {
    return last;
  }

  /** Returns its state as of the last {@link #refresh()}. */
  public LiveState state() {
    return state;
  }

  /** Returns whether it runs at this moment, without refreshing the state. */
  public boolean isBusy() {
    return model.state().run().busy();
  }

  /**
   * Updates the state.
   *
   * @return whether anything has changed
   */
  public boolean refresh() {
    model.sayWhatIsDue();
    if (model.revision() == state.revision()) {
      return false;
    }
    state = model.state();
    return true;
  }

  /** Starts it for the operator; no effect if it cannot be started or is not standing still. */
  public void start() {
    if (model.starting()) {
      last = Optional.empty();
      begin(line::start, "The operator starts {0}");
    }
  }

  /** Starts it if it is set to start by itself; only now is there a screen to show its events. */
  public void startByItself() {
    if (line.startsByItself() && model.starting()) {
      begin(line::startByItself, "{0} starts by itself");
    }
  }

  /** A line that cannot begin, for lack of a thread or memory, sends no events: it stands still. */
  private void begin(Runnable start, String what) {
    String name = facts().name();
    try {
      start.run();
    } catch (RuntimeException | Error e) {
      model.notStarted(
          new Trouble(
              Trouble.Kind.ENGINE,
              0,
              "The run could not begin: " + e.getMessage(),
              Optional.of(Phrase.of("reason.unstarted"))));
      later(() -> LOG.log(Level.ERROR, name + " could not be started", e));
      return;
    }
    log(what, name);
  }

  /** Asks it to stop, for the operator; no effect if it is not running or already stopping. */
  public void stop() {
    if (model.stopping()) {
      line.stop();
      log("The operator stops {0}", facts().name());
    }
  }

  /** Acknowledges a trouble: its banner disappears and stays away for a while. */
  public void acknowledge(Trouble.Kind kind) {
    model.acknowledge(kind);
    log("The operator acknowledges {0} on {1}", kind, facts().name());
  }

  /** Opens this reject for a close look. */
  public void look(Reject reject) {
    model.look(reject);
  }

  /**
   * Logs in the background: the log's disk may be full, slow or gone, and stopping a line must
   * never wait for it.
   */
  private void log(String what, Object... values) {
    later(() -> LOG.log(Level.INFO, what, values));
  }

  /** Without a thread to log on, logs on this one, so that the other lines can be started. */
  private void later(Runnable log) {
    try {
      background.run(log);
    } catch (RuntimeException | Error e) {
      log.run();
    }
  }

  /** Stops watching; the line is left as it is. */
  @Override
  public void close() {
    line.watch(false);
    line.keepRejects(false);
    line.removeListener(listener);
  }
}
