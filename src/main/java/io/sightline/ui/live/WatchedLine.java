package io.sightline.ui.live;

import io.sightline.line.LineCounts;
import io.sightline.line.LineEvent;
import io.sightline.line.LineSetup;
import io.sightline.line.Trouble;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A line with the model of its screen, from the moment the screen is there until it closes. */
final class WatchedLine implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WatchedLine.class.getName());

  private final StationLine line;
  private final LiveModel model;
  private final Consumer<LineEvent> listener;
  private LiveState state;

  WatchedLine(StationLine line, InstantSource clock) {
    this.line = line;
    this.model = new LiveModel(clock);
    this.listener = model::accept;
    this.state = model.state();
    line.keepRejects(true);
    line.addListener(listener);
  }

  StationLine line() {
    return line;
  }

  LineSetup setup() {
    return line.setup();
  }

  LineCounts counts() {
    return line.counts();
  }

  /** Its state as of the last {@link #refresh()}. */
  LiveState state() {
    return state;
  }

  /**
   * Takes over what has happened.
   *
   * @return true when anything has
   */
  boolean refresh() {
    if (model.revision() == state.revision()) {
      return false;
    }
    state = model.state();
    return true;
  }

  void start() {
    if (model.starting()) {
      LOG.log(Level.INFO, "The operator starts {0}", setup().name());
      line.start();
    }
  }

  /** Starts it where it is set to start by itself: only now is somebody told how that goes. */
  void startByItself() {
    if (line.startsByItself() && model.starting()) {
      LOG.log(Level.INFO, "{0} starts by itself", setup().name());
      line.start();
    }
  }

  void stop() {
    if (model.stopping()) {
      LOG.log(Level.INFO, "The operator stops {0}", setup().name());
      line.stop();
    }
  }

  void acknowledge(Trouble.Kind kind) {
    LOG.log(Level.INFO, "The operator acknowledges {0} on {1}", kind, setup().name());
    model.acknowledge(kind);
  }

  @Override
  public void close() {
    line.watch(false);
    line.keepRejects(false);
    line.removeListener(listener);
  }
}
