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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The detector of a line, which owns it and replaces it by another of the same kind when it failed
 * or was given up. Whatever goes wrong in it comes out as a {@link DetectException}. By one thread
 * at a time; {@link #version()}, {@link #atOnce()} and {@link #giveUp} by any.
 */
final class LineDetector implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LineDetector.class.getName());

  /**
   * Loading gets this many times the patience of one look: some engines build themselves for
   * minutes.
   */
  static final int LOADING = 20;

  private final String line;
  private final Supplier<Detector> opening;
  private final OwedAnswers owed;
  private volatile @Nullable Detector detector;
  private volatile ModelVersion version;
  private volatile int atOnce;
  private volatile int begunAtMost;
  private volatile boolean soonerAlone;
  private volatile int looksUntilWarm;

  /**
   * Opens it.
   *
   * @throws DetectException when that fails
   */
  LineDetector(LineSetup setup) {
    line = setup.name();
    opening = setup.detector();
    owed = new OwedAnswers(line);
    Detector first = opening.get();
    detector = first;
    version = first.version();
    atOnce = first.atOnce();
    begunAtMost = first.begunAtMost();
    soonerAlone = first.isSoonerAlone();
    looksUntilWarm = first.looksUntilWarm();
  }

  /** Which network looks and what runs it; the last one's while there is none. */
  ModelVersion version() {
    return version;
  }

  /** As {@link Detector#atOnce()}. */
  int atOnce() {
    return atOnce;
  }

  /** As {@link Detector#begunAtMost()}. */
  int begunAtMost() {
    return begunAtMost;
  }

  /** As {@link Detector#isSoonerAlone()}. */
  boolean isSoonerAlone() {
    return soonerAlone;
  }

  /** As {@link Detector#looksUntilWarm()}; 0 from {@link #warmed()} on. */
  int looksUntilWarm() {
    return looksUntilWarm;
  }

  /** What Java compiled stays compiled: whatever detector comes after this one is warm, too. */
  void warmed() {
    looksUntilWarm = 0;
  }

  /**
   * What it finds in a frame, which is borrowed: with all there is to look with.
   *
   * @throws DetectException when it could not look, for whatever reason
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
   * Begins a look at a frame, which is borrowed until it was waited for; the look stands when the
   * detector is replaced meanwhile.
   *
   * @throws DetectException when none can be begun, for whatever reason
   */
  Look begin(Frame frame) {
    try {
      Detector looking = present();
      Look look = looking.begin(frame);
      int before = owed.givenUp();
      // After it was given up the next run's detector may be asked: that is no longer this one's.
      return new Look() {
        @Override
        public Findings findings() {
          return owed.givenUp() == before
              ? ask(looking, detector -> look.findings())
              : known(look::findings);
        }

        @Override
        public void whenDone(Runnable told) {
          look.whenDone(told);
        }
      };
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
        present(),
        detector -> {
          detector.check();
          return true;
        });
  }

  /**
   * Gives the detector up if it has owed an answer for so long, or has been loading {@value
   * #LOADING} times as long: it and what it was asked about are left to themselves, as nobody can
   * tell what its native code still touches, and {@link #open()} opens another. Whoever waits for
   * its answer gets an {@link EngineGivenUpException} in its place. Any thread.
   *
   * @return what it did not do, as a sentence goes on about it; empty when it was not given up
   */
  Optional<String> giveUp(Duration patience) {
    return owed.giveUp(patience, () -> detector = null);
  }

  /**
   * Opens one where there is none; takes as long as loading the network does.
   *
   * @throws DetectException when that fails
   */
  void open() {
    if (detector == null) {
      Detector next = owed.ask(LOADING, () -> known(opening), Function.identity());
      detector = next;
      version = known(next::version);
      atOnce = known(next::atOnce);
      begunAtMost = known(next::begunAtMost);
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

  /** Closes one that had been given up and answered after all. */
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
}
