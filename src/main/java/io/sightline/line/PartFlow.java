package io.sightline.line;

import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes a run's parts from the inbox to their conclusion, or lets them go as missed. Used by the
 * inspecting thread, and afterwards by the thread that takes over from it.
 */
final class PartFlow {
  /**
   * The longest wait for the next frame. Then the oldest result is awaited, because a hang is only
   * noticed while a thread waits for an answer.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Inbox inbox;
  private final PartFinder finder;
  private final PartsUnderInspection parts;
  private final MissedCounter missed;

  PartFlow(Inbox inbox, PartFinder finder, PartsUnderInspection parts, MissedCounter missed) {
    this.inbox = inbox;
    this.finder = finder;
    this.parts = parts;
    this.missed = missed;
  }

  /**
   * Starts the next part as soon as it comes, if there is room for it; otherwise concludes the
   * oldest one. Returns false when the inbox has ended and no part is left.
   *
   * @param inspecting if false, the next part counts as missed
   * @param concluding concludes inspected parts
   */
  boolean goOn(boolean inspecting, PartsUnderInspection.Concluding concluding)
      throws InterruptedException {
    Optional<Frame> next = Optional.empty();
    if (parts.hasRoom()) {
      next = parts.isIdle() ? inbox.take() : nextUnlessDone();
    }
    if (next.isPresent()) {
      next.ifPresent(inspecting ? this::begin : this::miss);
    } else if (parts.isIdle()) {
      return false;
    } else {
      parts.end(concluding);
    }
    return true;
  }

  /** Returns the next frame; empty if the oldest part is finished first. */
  private Optional<Frame> nextUnlessDone() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    parts.whenFirstIsDone(
        () -> {
          done.set(true);
          inbox.wake();
        });
    return inbox.takeUnless(done::get, LONGEST_WAIT);
  }

  private void begin(Frame frame) {
    boolean alone = inbox.waiting() == 0;
    try (frame) {
      finder.find(frame).forEach(view -> parts.begin(view, alone));
    } catch (RuntimeException | Error e) {
      missed.add();
      throw e;
    }
  }

  /** Counts a part as missed. */
  private void miss(Frame frame) {
    frame.close();
    missed.add();
  }

  /** Counts everything that still comes as missed, until the capturing thread marks the end. */
  void missAll() {
    parts.giveUp(this::miss);
    missWaiting();
  }

  /** As {@link #missAll()}, but keeps the parts under inspection. */
  void missWaiting() {
    Uninterruptibly.run(
        () -> {
          for (Optional<Frame> next = inbox.take(); next.isPresent(); next = inbox.take()) {
            miss(next.get());
          }
        });
  }

  /**
   * Returns the parts under inspection, each as an ERROR. Their frames stay where they are, because
   * the hanging thread may still read them.
   */
  List<Inspection> unjudged(DetectException why) {
    return parts.unjudged(why);
  }

  /** Frees the frames of the parts under inspection as soon as they are no longer used. */
  void abandon() {
    parts.giveUp(Frame::close);
  }
}
