package io.sightline.line;

import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.OneLine;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Decides what a run does when its detector fails on a part. If the detector can still inspect a
 * synthetic picture, it is sound and only that part is an ERROR. Otherwise the engine has failed:
 * the detector is closed and another one opened. If that one fails before it has proven itself, the
 * failure is permanent and ends the run, instead of being retried forever.
 *
 * <p>Proof is counted in parts, not in time: after a thousand parts the restart has helped, whereas
 * a line that takes a whole shift for them needs no second restart in it. Used by the inspecting
 * thread, which also loads the new detector: parts that go by meanwhile wait in the inbox or are
 * missed. After a hang, the thread that takes over from it calls {@link #gaveUp} and {@link
 * #restarts}. Any thread may ask {@link #lost()}.
 */
final class Recovery {
  /** One minute at 1,000 parts a minute. */
  static final int PROVEN = 1_000;

  private static final String STOPPED =
      ", and the line has stopped: start it once more, and if it stops again restart this computer"
          + " and run \"sightline doctor\"";

  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private final String line;
  private final LineDetector detector;
  private final TroubleMonitor troubles;
  private boolean warmingUp;
  private long looked;
  private int restarts;
  private volatile Optional<DetectException> lost = Optional.empty();

  Recovery(String line, LineDetector detector, TroubleMonitor troubles) {
    this.line = line;
    this.detector = detector;
    this.troubles = troubles;
  }

  /** Sets whether synthetic pictures are inspected, of which only a failing engine is reported. */
  void warmingUp(boolean now) {
    warmingUp = now;
  }

  /** Counts a part that the detector has inspected. */
  void looked() {
    if (!warmingUp) {
      looked++;
    }
  }

  /**
   * Handles a detector that failed on a part, even alone. Afterwards it works again, or {@link
   * #lost()} returns why not.
   */
  void failed(DetectException reason) {
    try {
      detector.check();
      if (!warmingUp) {
        troubles.partNotJudged(reason);
      }
    } catch (DetectException e) {
      LOG.log(Level.ERROR, line + ": the engine fails on a made-up picture as well", e);
      restart(e);
    }
  }

  /** Handles a part whose picture showed nothing, which is not the detector's fault. */
  void notShown(PlainPicture plain) {
    if (!warmingUp) {
      troubles.partNotJudged(plain);
    }
  }

  /** Returns how many times the engine was restarted. */
  int restarts() {
    return restarts;
  }

  /** Returns why this run can inspect no more parts; empty while it can. */
  Optional<DetectException> lost() {
    return lost;
  }

  /**
   * Returns why a run ends whose engine was given up.
   *
   * @param silence what the engine failed to do
   */
  static DetectException silent(String silence) {
    return new DetectException("The engine " + silence + STOPPED);
  }

  /** Ends the use of the engine in this run, because it was given up. */
  void gaveUp(DetectException why) {
    troubles.engineLost();
    lost = Optional.of(why);
  }

  private void restart(DetectException reason) {
    if (restarts > 0 && looked < PROVEN) {
      lose(
          "The engine failed once more, " + Trouble.counted(looked) + " after it was started again",
          reason);
      return;
    }
    LOG.log(Level.WARNING, "{0}: the engine is being started again", line);
    troubles.engineRestarts(reason);
    try {
      detector.close();
      detector.open();
    } catch (DetectException e) {
      lose("The engine failed and could not be started again", e);
      return;
    }
    restarts++;
    looked = 0;
    LOG.log(Level.WARNING, "{0}: the engine was started again", line);
    troubles.engineRestarted(reason);
  }

  private void lose(String what, DetectException reason) {
    detector.close(); // the next run opens a new one
    troubles.engineLost();
    lost =
        Optional.of(new DetectException(what + STOPPED + " (" + OneLine.of(reason) + ")", reason));
  }
}
