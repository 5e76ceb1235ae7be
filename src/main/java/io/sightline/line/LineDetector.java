package io.sightline.line;

import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.Look;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection.ModelVersion;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private volatile @Nullable Detector detector;
  private volatile ModelVersion version;
  private volatile int atOnce;
  private volatile int begunAtMost;
  private volatile boolean soonerAlone;
  private volatile int looksUntilWarm;

  /** How many were given up; guarded by this, as are those below. */
  private int givenUp;

  /** The numbers of those given up that have not come back. */
  private final Set<Integer> hanging = new HashSet<>();

  /** What was asked and not answered; null when nothing is. */
  private @Nullable Question asked;

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
      int before = givenUp();
      // After it was given up the next run's detector may be asked: that is no longer this one's.
      return new Look() {
        @Override
        public Findings findings() {
          return givenUp() == before
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
  synchronized Optional<String> giveUp(Duration patience) {
    Question open = asked;
    if (open == null || !open.isOlderThan(patience)) {
      return Optional.empty();
    }
    hanging.add(givenUp++);
    asked = null;
    detector = null;
    return Optional.of(open.unanswered(patience));
  }

  private synchronized int givenUp() {
    return givenUp;
  }

  private <T> T ask(Detector whom, Function<Detector, T> question) {
    return owed(Question.now(1), () -> question.apply(whom), answer -> Optional.of(whom));
  }

  /**
   * The answer that the engine owes.
   *
   * @param who gives the detector that is left to be closed, once its answer or that there is none
   *     is known, if it was given up meanwhile
   */
  private <T> T owed(
      Question question, Supplier<T> asking, Function<Optional<T>, Optional<Detector>> who) {
    int before = asked(question);
    Optional<T> answer = Optional.empty();
    try {
      answer = Optional.of(known(asking));
      return answer.get();
    } catch (DetectException e) {
      if (isGivenUp(before)) { // nobody else will hear of it
        LOG.log(Level.WARNING, line + ": the engine that had been given up failed", e);
      }
      throw e;
    } finally {
      answered(before, who.apply(answer));
    }
  }

  private synchronized boolean isGivenUp(int before) {
    return hanging.contains(before);
  }

  private synchronized int asked(Question question) {
    asked = question;
    return givenUp;
  }

  private synchronized void answered(int before, Optional<Detector> who) {
    if (hanging.remove(before)) {
      throw new EngineGivenUpException(who);
    }
    asked = null;
  }

  /**
   * Opens one where there is none; takes as long as loading the network does.
   *
   * @throws DetectException when that fails
   */
  void open() {
    if (detector == null) {
      Detector next = owed(Question.now(LOADING), opening, Function.identity());
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

  /**
   * Something that the engine owes an answer to.
   *
   * @param since when it was asked, on {@link System#nanoTime()}'s clock
   * @param times how often the usual patience one has with it
   */
  private record Question(long since, int times) {
    static Question now(int times) {
      return new Question(System.nanoTime(), times);
    }

    boolean isOlderThan(Duration patience) {
      return System.nanoTime() - since >= patience.multipliedBy(times).toNanos();
    }

    String unanswered(Duration patience) {
      long seconds = patience.multipliedBy(times).toSeconds();
      String time = seconds > 60 ? seconds / 60 + " minutes" : seconds + " seconds";
      return (times == 1 ? "has not answered for " : "has been loading for ") + time;
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
