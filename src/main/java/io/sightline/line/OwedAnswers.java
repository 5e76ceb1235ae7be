package io.sightline.line;

import io.sightline.detect.Detector;
import io.sightline.detect.onnx.DetectException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers that a line's engine owes. One thread asks at a time and waits; another may give the
 * engine up meanwhile. From then on somebody else may ask, of another engine, while the first one
 * hangs; should it come back after all, its answer is nobody's any more. Safe for use by any
 * thread.
 */
final class OwedAnswers {
  private static final System.Logger LOG = System.getLogger(OwedAnswers.class.getName());

  private final String line;

  /** How many engines were given up; guarded by this, as are those below. */
  private int givenUp;

  /** The numbers of those given up that have not come back. */
  private final Set<Integer> hanging = new HashSet<>();

  /** What was asked and not answered; null when nothing is. */
  private @Nullable Question asked;

  /**
   * Nothing is owed yet.
   *
   * @param line what the log calls the line
   */
  OwedAnswers(String line) {
    this.line = line;
  }

  /**
   * Asks and waits for the answer, for as long as that takes.
   *
   * @param patience how often the usual patience one has with it, 1 or more; more than 1 for
   *     loading
   * @param asking throws a {@link DetectException} where there is no answer
   * @param who gives the engine that is left to be closed, once its answer or that there is none is
   *     known, if it was given up meanwhile
   * @throws DetectException as {@code asking} does
   * @throws EngineGivenUpException in place of either, when the engine was given up meanwhile
   */
  <T> T ask(int patience, Supplier<T> asking, Function<Optional<T>, Optional<Detector>> who) {
    int before = asked(Question.now(patience));
    Optional<T> answer = Optional.empty();
    try {
      answer = Optional.of(asking.get());
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

  /**
   * Gives the engine up if it has owed its answer for longer than anybody is to wait for it.
   *
   * @param patience the usual one
   * @param leaving forgets the engine, before anybody can learn that it was given up
   * @return what it did not do, as a sentence goes on about it; empty when it was not given up
   */
  synchronized Optional<String> giveUp(Duration patience, Runnable leaving) {
    Question open = asked;
    if (open == null || !open.isOlderThan(patience)) {
      return Optional.empty();
    }
    hanging.add(givenUp++);
    asked = null;
    leaving.run();
    return Optional.of(open.unanswered(patience));
  }

  /** How many engines were given up so far. */
  synchronized int givenUp() {
    return givenUp;
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
}
