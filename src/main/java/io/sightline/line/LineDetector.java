package io.sightline.line;

import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.Look;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection.ModelVersion;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The detector of a line, which owns it: opened with the line, closed with it, and in between
 * replaced by another of the same kind when it failed. Whatever goes wrong in it comes out as a
 * {@link DetectException}. Used by one thread at a time; {@link #version()}, {@link #atOnce()} and
 * {@link #giveUp} by any.
 */
final class LineDetector implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LineDetector.class.getName());

  private final String line;
  private final Supplier<Detector> opening;
  private volatile @Nullable Detector detector;
  private volatile ModelVersion version;
  private volatile int atOnce;

  /** How many were given up; guarded by this, as are the two below. */
  private int givenUp;

  /** Whether it was asked something and has not answered, and since when. */
  private boolean owesAnswer;

  private long askedAt;

  /**
   * Opens it.
   *
   * @throws DetectException when that fails
   */
  LineDetector(LineSetup setup) {
    line = setup.name();
    opening = setup.detector();
    Detector first = opening.get();
    detector = first;
    version = first.version();
    atOnce = first.atOnce();
  }

  /** Which network looks and what runs it; the last one's while there is none. */
  ModelVersion version() {
    return version;
  }

  /** How many frames it looks at side by side, 1 or more. */
  int atOnce() {
    return atOnce;
  }

  /**
   * What it finds in a frame, which is borrowed: with all there is to look with.
   *
   * @throws DetectException when it could not look, for whatever reason
   */
  Findings look(Frame frame) {
    List<Findings> found = ask(() -> present().detect(List.of(frame)));
    if (found.size() != 1) {
      throw new DetectException(
          "The engine was shown a part and answered for " + found.size() + " of them");
    }
    return found.get(0);
  }

  /**
   * Begins a look at a frame, which is borrowed until it was waited for; the look stands when the
   * detector is replaced meanwhile.
   *
   * @throws DetectException when none can be begun, for whatever reason
   */
  Look begin(Frame frame) {
    try {
      Look look = present().begin(frame);
      int before = givenUp();
      return () -> givenUp() == before ? ask(look::findings) : known(look::findings);
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  /**
   * Has it look at a plain picture.
   *
   * @throws DetectException when it cannot look at even that
   */
  void check() {
    ask(
        () -> {
          present().check();
          return true;
        });
  }

  /**
   * Gives the detector up if it has owed an answer for so long: it and what it was asked about are
   * left to themselves, as nobody can tell what its native code still touches, and {@link #open()}
   * opens another. Whoever waits for its answer gets an {@link EngineGivenUpException} in its place.
   * Any thread.
   *
   * @return whether it was given up
   */
  synchronized boolean giveUp(Duration patience) {
    if (!owesAnswer || System.nanoTime() - askedAt < patience.toNanos()) {
      return false;
    }
    givenUp++;
    owesAnswer = false;
    detector = null;
    return true;
  }

  private synchronized int givenUp() {
    return givenUp;
  }

  private <T> T ask(Supplier<T> question) {
    int before = asked();
    T answer;
    try {
      answer = known(question);
    } catch (DetectException e) {
      answered(before);
      throw e;
    }
    answered(before);
    return answer;
  }

  private synchronized int asked() {
    owesAnswer = true;
    askedAt = System.nanoTime();
    return givenUp;
  }

  private synchronized void answered(int before) {
    if (givenUp != before) {
      throw new EngineGivenUpException();
    }
    owesAnswer = false;
  }

  /**
   * Opens one where there is none; takes as long as loading the network does.
   *
   * @throws DetectException when that fails
   */
  void open() {
    if (detector == null) {
      try {
        Detector next = opening.get();
        detector = next;
        version = next.version();
        atOnce = next.atOnce();
      } catch (RuntimeException e) {
        throw known(e);
      }
    }
  }

  /** Closes it; {@link #open()} opens another. One that fails even at that is left to itself. */
  @Override
  public void close() {
    Detector last = detector;
    detector = null;
    if (last != null) {
      try {
        ask(
            () -> {
              last.close();
              return true;
            });
      } catch (DetectException e) {
        LOG.log(Level.WARNING, line + ": the detector could not be closed", e);
      }
    }
  }

  private Detector present() {
    Detector current = detector;
    if (current == null) {
      throw new DetectException("There is no engine to look with");
    }
    return current;
  }

  private static <T> T known(Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  private static DetectException known(RuntimeException reason) {
    return reason instanceof DetectException already
        ? already
        : new DetectException("The engine failed unexpectedly: " + reason, reason);
  }
}
