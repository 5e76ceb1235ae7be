package io.sightline.line;

import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.SightlineException;
import io.sightline.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Why a run ends before its source does. The first reason is the run's; later ones are logged and
 * still get their banner. Safe for use by any thread.
 */
final class Failure {
  private static final System.Logger LOG = System.getLogger(Failure.class.getName());

  private final String line;
  private final Consumer<LineEvent> events;
  private final AtomicReference<@Nullable String> sentence = new AtomicReference<>();

  /** The latest sentence of each kind. */
  private final Map<Trouble.Kind, String> told = new ConcurrentHashMap<>();

  Failure(String line, Consumer<LineEvent> events) {
    this.line = line;
    this.events = events;
  }

  /**
   * Reports something that needs attention. Repetitions, as from each part of a group, are reported
   * once.
   */
  void tell(Trouble.Kind kind, SightlineException reason) {
    String message = String.valueOf(reason.getMessage());
    boolean first = sentence.compareAndSet(null, message);
    Optional<String> before = Optional.ofNullable(told.put(kind, message));
    if (!before.equals(Optional.of(message))) {
      LOG.log(Level.ERROR, line + (first ? " stops" : " stops, and this failed, too"), reason);
    }
    if (before.isEmpty()) {
      events.accept(new LineEvent.Troubled(Trouble.because(kind, reason)));
    }
  }

  /** Reports an unexpected failure of the inspection. */
  void tell(Throwable reason) {
    if (reason instanceof StoreException store) {
      tell(Trouble.Kind.STORE, store);
    } else if (reason instanceof DetectException engine) {
      tell(Trouble.Kind.ENGINE, engine);
    } else {
      tell(
          Trouble.Kind.ENGINE,
          new DetectException(
              "The inspection of %s failed unexpectedly (%s): see the log, then start again"
                  .formatted(line, OneLine.of(reason.toString())),
              reason));
    }
  }

  /** Reports that the run's numbers do not add up; only logged if the run has already failed. */
  void disagree(String discrepancy) {
    LOG.log(Level.ERROR, line + ": " + discrepancy);
    if (sentence.compareAndSet(null, discrepancy)) {
      events.accept(
          new LineEvent.Troubled(Trouble.because(Trouble.Kind.STORE, OneLine.of(discrepancy))));
    }
  }

  /** Records something for the log and the summary only. */
  void note(String what) {
    LOG.log(Level.ERROR, line + ": " + what);
    sentence.compareAndSet(null, what);
  }

  /** Returns the reason in one sentence; empty if all went well. */
  Optional<String> sentence() {
    return Optional.ofNullable(sentence.get());
  }
}
