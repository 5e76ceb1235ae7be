package io.sightline.line;

import io.sightline.detect.onnx.DetectException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * What a run does about a detector that could not look at a part. One that can still look at a
 * plain picture is sound: it was the part, and that part alone is an ERROR. One that cannot is an
 * engine failure: it is closed, and another opened in its place. A failure before the new one has
 * proven itself is a lasting one: it is not met by trying again and again, but ends the run.
 *
 * <p>Proven is counted in parts, not in time: a thousand parts looked at say that the restart
 * helped, and a line on which they take a shift is a line that needs no second restart in it. Used
 * by the inspecting thread, on which the new detector is loaded: parts that go by meanwhile wait in
 * the inbox or are missed, by the inbox's rules.
 */
final class Recovery {
  /** A minute's parts at 1,000 a minute. */
  static final int PROVEN = 1_000;

  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private final String line;
  private final LineDetector detector;
  private final Watch watch;
  private long looked;
  private int restarts;
  private Optional<DetectException> lost = Optional.empty();

  Recovery(String line, LineDetector detector, Watch watch) {
    this.line = line;
    this.detector = detector;
    this.watch = watch;
  }

  /** The detector looked at so many parts. */
  void looked(int parts) {
    looked += parts;
  }

  /**
   * It could not look at a part, not even alone. When this returns, it can look again, or {@link
   * #lost()} says why not.
   */
  void failed(DetectException reason) {
    try {
      detector.check();
      watch.partNotJudged(reason);
    } catch (DetectException e) {
      LOG.log(Level.ERROR, line + ": the engine fails on a made-up picture as well", e);
      restart(e);
    }
  }

  /** A part's picture showed nothing: no fault of the detector's. */
  void notShown(PlainPictureException reason) {
    watch.partNotJudged(reason);
  }

  /** How often the engine was started again. */
  int restarts() {
    return restarts;
  }

  /** Why nothing can be looked at any more in this run; empty while it can. */
  Optional<DetectException> lost() {
    return lost;
  }

  /** It was given up: it will not look at anything any more in this run. */
  void gaveUp(DetectException why) {
    watch.engineLost();
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
    watch.engineRestarts(reason);
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
    watch.engineRestarted(reason);
  }

  private void lose(String what, DetectException reason) {
    detector.close(); // the next run begins with a fresh one
    watch.engineLost();
    lost =
        Optional.of(
            new DetectException(
                what
                    + ", and the line has stopped: start it once more, and if it stops again restart"
                    + " this computer and run \"sightline doctor\" ("
                    + Watch.oneLine(reason)
                    + ")",
                reason));
  }
}
