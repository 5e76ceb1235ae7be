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
 * engine up meanwhile. From then on a thread may ask another engine while the first one hangs; if
 * the first one does come back, its answer is discarded. Safe for use by any thread.
 */
final class OwedAnswers {
  private static final System.Logger LOG = System.getLogger(OwedAnswers.class.getName());

  private final String line;

  /** Number of engines given up; guarded by this, as are the fields below. */
  private int givenUp;

  /** Numbers of the engines given up that have not come back. */
  private final Set<Integer> hanging = new HashSet<>();

  /** The open question; null if there is none. */
  private @Nullable Question asked;

  /**
   * Starts with no answer owed.
   *
   * @param line the line's name in the log
   */
  OwedAnswers(String line) {
    this.line = line;
  }

  /**
   * Asks and waits for the answer, for as long as that takes.
   *
   * @param patience multiple of the normal timeout, 1 or more; more than 1 for loading
   * @param asking throws a {@link DetectException} if there is no answer
   * @param who returns the engine to be closed if it was given up meanwhile, once it has answered
   *     or failed
   * @throws DetectException as {@code asking} does
   * @throws EngineGivenUpException instead of either, if the engine was given up meanwhile
   */
  <T> T ask(int patience, Supplier<T> asking, Function<Optional<T>, Optional<Detector>> who) {
    int before = asked(Question.now(patience));
    Optional<T> answer = Optional.empty();
    try {
      answer = Optional.of(asking.get());
      return answer.get();
    } catch (DetectException e) {
      if (isGivenUp(before)) { // not reported anywhere else
        LOG.log(Level.WARNING, line + ": the engine that had been given up failed", e);
      }
      throw e;
    } finally {
      answered(before, who.apply(answer));
    }
  }

  /** Returns whether an answer, other than to loading, has been owed for this long. */
  synchronized boolean owes(Duration time) {
    return asked != null && asked.times() == 1 && asked.isOlderThan(time);
  }

  /**
   * Gives the engine up if it has owed its answer for longer than the timeout. From then on the
   * thread that asked gets {@link EngineGivenUpException} and touches nothing of the run any more;
   * this lock passes on to the caller what that thread had written.
   *
   * @param patience the normal timeout
   * @param forget forgets the engine, before anyone can learn that it was given up
   * @return what it failed to do, a clause with the engine as its subject; empty if not given up
   */
  synchronized Optional<String> giveUp(Duration patience, Runnable forget) {
    Question open = asked;
    if (open == null || !open.isOlderThan(patience)) {
      return Optional.empty();
    }
    hanging.add(givenUp++);
    asked = null;
    forget.run();
    return Optional.of(open.unanswered(patience));
  }

  /** Returns the number of engines given up so far. */
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
   * A question that the engine has not answered.
   *
   * @param since when it was asked, on {@link System#nanoTime()}'s clock
   * @param times multiple of the normal timeout
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
