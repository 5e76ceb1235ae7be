package io.sightline.line;

import io.sightline.detect.Uninterruptibly;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way of a run's parts from the inbox to their conclusion, or past it as missed. Used by the
 * inspecting thread, and after that by the one that takes over from it.
 */
final class Passage {
  /**
   * The longest wait for the next frame. After it the oldest look is asked for: a hang is only
   * noticed while somebody waits for an answer.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Inbox inbox;
  private final PartFinder finder;
  private final Examination examination;
  private final Uninspected uninspected;

  Passage(Inbox inbox, PartFinder finder, Examination examination, Uninspected uninspected) {
    this.inbox = inbox;
    this.finder = finder;
    this.examination = examination;
    this.uninspected = uninspected;
  }

  /**
   * Begins to look at the next part where there is room for it, as soon as it comes; otherwise ends
   * the one that was begun first. False when nothing comes any more and nothing is left.
   *
   * @param inspecting otherwise the next part goes by
   * @param concluding what becomes of one that has been looked at
   */
  boolean goOn(boolean inspecting, Examination.Concluding concluding) throws InterruptedException {
    Optional<Frame> next = Optional.empty();
    if (examination.hasRoom()) {
      next = examination.isIdle() ? inbox.take() : nextUnlessDone();
    }
    if (next.isPresent()) {
      next.ifPresent(inspecting ? this::begin : this::pass);
    } else if (examination.isIdle()) {
      return false;
    } else {
      examination.end(concluding);
    }
    return true;
  }

  /** The next frame; empty where the part that was begun first is done before one comes. */
  private Optional<Frame> nextUnlessDone() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    examination.whenFirstIsDone(
        () -> {
          done.set(true);
          inbox.wake();
        });
    return inbox.takeUnless(done::get, LONGEST_WAIT);
  }

  private void begin(Frame frame) {
    boolean alone = inbox.waiting() == 0;
    try (frame) {
      finder.find(frame).forEach(view -> examination.begin(view, alone));
    } catch (RuntimeException | Error e) {
      uninspected.add();
      throw e;
    }
  }

  /** Lets a part go by uninspected. */
  private void pass(Frame frame) {
    frame.close();
    uninspected.add();
  }

  /** Lets go by what still comes, until the capturing thread says that nothing follows. */
  void passAll() {
    examination.giveUp(this::pass);
    passWaiting();
  }

  /** The same, but for what is being looked at. */
  void passWaiting() {
    Uninterruptibly.run(
        () -> {
          for (Optional<Frame> next = inbox.take(); next.isPresent(); next = inbox.take()) {
            pass(next.get());
          }
        });
  }

  /**
   * The parts that are being looked at, each as an ERROR. Their frames stay where they are, because
   * the thread that hangs may still read them.
   */
  List<Inspection> unjudged(DetectException why) {
    return examination.unjudged(why);
  }

  /** Frees the frames of what is being looked at, as soon as nobody looks any more. */
  void abandon() {
    examination.giveUp(Frame::close);
  }
}
