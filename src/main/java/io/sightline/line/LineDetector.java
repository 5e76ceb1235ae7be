package io.sightline.line;

import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.PendingFindings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection.ModelVersion;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns a line's detector and replaces it by another of the same kind when it failed or was given
 * up. All its failures are {@link DetectException}s. Used by one thread at a time, except {@link
 * #version()}, {@link #concurrency()}, {@link #owes} and {@link #giveUp}, which any thread may
 * call.
 */
final class LineDetector implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LineDetector.class.getName());

  /** Multiple of the normal timeout that loading may take: some engines compile for minutes. */
  static final int LOADING = 20;

  private final String line;
  private final Supplier<Detector> opening;
  private final OwedAnswers owed;
  private volatile @Nullable Detector detector;
  private volatile Ability ability;
  private volatile int framesUntilWarm;

  /**
   * Opens the detector.
   *
   * @throws DetectException if that fails
   */
  LineDetector(LineSetup setup) {
    line = setup.name();
    opening = setup.detector();
    owed = new OwedAnswers(line);
    Detector first = opening.get();
    detector = first;
    ability = Ability.of(first);
    framesUntilWarm = first.framesUntilWarm();
  }

  /** Returns the network and its engine; those of the last detector while there is none. */
  ModelVersion version() {
    return ability.version();
  }

  /** As {@link Detector#concurrency()}. */
  int concurrency() {
    return ability.concurrency();
  }

  /** As {@link Detector#queueDepth()}. */
  int queueDepth() {
    return ability.queueDepth();
  }

  /** As {@link Detector#isSoonerAlone()}. */
  boolean isSoonerAlone() {
    return ability.soonerAlone();
  }

  /** As {@link Detector#framesUntilWarm()}; 0 from {@link #warmed()} on. */
  int framesUntilWarm() {
    return framesUntilWarm;
  }

  /** Compiled Java code stays compiled: every later detector is warm, too. */
  void warmed() {
    framesUntilWarm = 0;
  }

  /**
   * Inspects a frame, which is borrowed, with the whole detector.
   *
   * @throws DetectException if that fails for any reason
   */
  Findings look(Frame frame) {
    List<Findings> found = ask(present(), detector -> detector.detect(List.of(frame)));
    if (found.size() != 1) {
      throw new DetectException(
          "The engine was shown a part and answered for " + found.size() + " of them");
    }
    return found.get(0);
  }

  /**
   * Starts inspecting a frame, which is borrowed until the result has been awaited; remains valid
   * if the detector is replaced meanwhile.
   *
   * @throws DetectException if the inspection cannot be started, for any reason
   */
  PendingFindings begin(Frame frame) {
    try {
      Detector asked = present();
      PendingFindings pending = asked.begin(frame);
      int before = owed.givenUp();
      // Once the engine is given up, the answer is no longer owed: the next run's detector may be
      // in use already.
      return new PendingFindings() {
        @Override
        public Findings findings() {
          return owed.givenUp() == before
              ? ask(asked, detector -> pending.findings())
              : known(pending::findings);
        }

        @Override
        public void whenDone(Runnable onDone) {
          pending.whenDone(onDone);
        }
      };
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  /**
   * Inspects a synthetic picture.
   *
   * @throws DetectException if that fails
   */
  void check() {
    ask(
        present(),
        detector -> {
          detector.check();
          return true;
        });
  }

  /** Returns whether the detector has owed an answer for this long; any thread. */
  boolean owes(Duration time) {
    return owed.owes(time);
  }

  /**
   * Gives the detector up if it has owed an answer for this long, or has been loading for {@value
   * #LOADING} times as long. It is abandoned with what it was working on, since its native code may
   * still use that, and {@link #open()} opens another. The thread waiting for its answer gets an
   * {@link EngineGivenUpException} instead. May be called on any thread.
   *
   * @return what it failed to do, a clause with the engine as its subject; empty if not given up
   */
  Optional<String> giveUp(Duration patience) {
    return owed.giveUp(patience, () -> detector = null);
  }

  /**
   * Opens a detector if there is none; takes as long as loading the network.
   *
   * @throws DetectException if that fails
   */
  void open() {
    if (detector == null) {
      Detector next = owed.ask(LOADING, () -> known(opening), Function.identity());
      detector = next;
      ability = known(() -> Ability.of(next));
    }
  }

  /** Closes the detector; {@link #open()} opens another. One that fails to close is abandoned. */
  @Override
  public void close() {
    Detector last = detector;
    detector = null;
    if (last != null) {
      try {
        ask(
            last,
            detector -> {
              detector.close();
              return true;
            });
      } catch (DetectException e) {
        LOG.log(Level.WARNING, line + ": the detector could not be closed", e);
      }
    }
  }

  /** Closes a detector that had been given up but answered after all. */
  void close(EngineGivenUpException late) {
    try {
      late.engine().ifPresent(Detector::close);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, line + ": the detector that hung could not be closed", e);
    }
  }

  private Detector present() {
    Detector current = detector;
    if (current == null) {
      throw new DetectException("There is no engine to look with");
    }
    return current;
  }

  private <T> T ask(Detector whom, Function<Detector, T> question) {
    return owed.ask(1, () -> known(() -> question.apply(whom)), answer -> Optional.of(whom));
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

  /** What the last detector said of itself, which any thread may ask while there is none. */
  private record Ability(
      ModelVersion version, int concurrency, int queueDepth, boolean soonerAlone) {
    static Ability of(Detector detector) {
      return new Ability(
          detector.version(),
          detector.concurrency(),
          detector.queueDepth(),
          detector.isSoonerAlone());
    }
  }
}
