package io.sightline.ui.live;

import io.sightline.detect.EngineChoice.Refusal;
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

/** A line with the model of its screen, from the moment the screen is there until it closes. */
final class WatchedLine implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WatchedLine.class.getName());

  private final StationLine line;
  private final LiveModel model;
  private final Background background;
  private final Consumer<LineEvent> listener;
  private LiveState state;
  private Optional<Preview> last = Optional.empty();

  WatchedLine(StationLine line, Background background, InstantSource clock) {
    this.line = line;
    this.background = background;
    this.model = new LiveModel(clock, System::nanoTime);
    this.listener = model::accept;
    line.refusedEngines().stream()
        .filter(Refusal::runsHere)
        .findFirst()
        .map(faster -> new Trouble(Trouble.Kind.FALLBACK, 0, faster.toString()))
        .ifPresent(trouble -> model.accept(new LineEvent.Troubled(trouble)));
    if (line.fault().isPresent()) {
      model.cannotRun();
    }
    this.state = model.state();
    // All the time, whichever line is on screen: the newest part is there when one turns to it.
    line.watch(true);
    line.keepRejects(true);
    line.addListener(listener);
  }

  StationLine line() {
    return line;
  }

  LineFacts facts() {
    return line.facts();
  }

  LineCounts counts() {
    return line.counts();
  }

  /**
   * The newest part, once; empty when there is none since the last call.
   *
   * @param room for its picture
   */
  Optional<Preview> newest(Room room) {
    Optional<Preview> newest = line.newest(room);
    last = newest.or(() -> last);
    return newest;
  }

  /** The part that was given last in this run, or in the last one. */
  Optional<Preview> last() {
    return last;
  }

  /** Its state as of the last {@link #refresh()}. */
  LiveState state() {
    return state;
  }

  /** Whether it runs at this moment; what has happened is not taken over. */
  boolean isBusy() {
    return model.state().run().busy();
  }

  /**
   * Takes over what has happened.
   *
   * @return true when anything has
   */
  boolean refresh() {
    model.sayWhatIsDue();
    if (model.revision() == state.revision()) {
      return false;
    }
    state = model.state();
    return true;
  }

  void start() {
    if (model.starting()) {
      last = Optional.empty();
      begin(line::start, "The operator starts {0}");
    }
  }

  /** Starts it where it is set to start by itself: only now is somebody told how that goes. */
  void startByItself() {
    if (line.startsByItself() && model.starting()) {
      begin(line::startByItself, "{0} starts by itself");
    }
  }

  /** What cannot begin, for want of a thread or of memory, tells no events: the line stands. */
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

  void stop() {
    if (model.stopping()) {
      line.stop();
      log("The operator stops {0}", facts().name());
    }
  }

  void acknowledge(Trouble.Kind kind) {
    model.acknowledge(kind);
    log("The operator acknowledges {0} on {1}", kind, facts().name());
  }

  /** The operator looks closely at this reject. */
  void look(Reject reject) {
    model.look(reject);
  }

  /**
   * The log is on a disk that may be full, slow or gone: whoever stops a line never waits for it.
   */
  private void log(String what, Object... values) {
    later(() -> LOG.log(Level.INFO, what, values));
  }

  /**
   * Where there is no thread to log it on, it is logged here: the other lines are to be started.
   */
  private void later(Runnable log) {
    try {
      background.run(log);
    } catch (RuntimeException | Error e) {
      log.run();
    }
  }

  @Override
  public void close() {
    line.watch(false);
    line.keepRejects(false);
    line.removeListener(listener);
  }
}
