package io.sightline.line;

import io.sightline.image.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The bounded hand-over from the capturing to the inspecting thread. It owns the frames it holds
 * and closes those it cannot take, so that no frame is ever without an owner.
 */
final class Inbox {
  /** An empty entry is the end: nothing comes after it. */
  private final Deque<Optional<Frame>> waiting = new ArrayDeque<>();

  /**
   * A source that can wait is read ahead by so many: enough to be ready when the inspector is, few
   * enough that the pixels are still in the processor's cache when he looks at them.
   */
  private static final int AHEAD = 2;

  private final int capacity;

  /**
   * @param capacity how many frames may wait of a source that cannot
   */
  Inbox(int capacity) {
    this.capacity = capacity;
  }

  /** Takes the frame if there is room; otherwise closes it and says false: that part is missed. */
  synchronized boolean offer(Frame frame) {
    if (waiting.size() >= capacity) {
      frame.close();
      return false;
    }
    add(Optional.of(frame));
    return true;
  }

  /** Waits until the inspector is near. The frame is closed when the wait is interrupted. */
  synchronized void put(Frame frame) throws InterruptedException {
    try {
      while (waiting.size() >= Math.min(capacity, AHEAD)) {
        wait();
      }
    } catch (InterruptedException e) {
      frame.close();
      throw e;
    }
    add(Optional.of(frame));
  }

  /** Says that no frame follows; never waits. */
  synchronized void end() {
    add(Optional.empty());
  }

  /** Waits for the next frame, which the caller owns; empty is the end, however often it asks. */
  synchronized Optional<Frame> take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return takeWaiting();
  }

  /**
   * Waits for the next frame, which the caller owns; empty where there is something else to do
   * first, where none came for so long, and at the end.
   *
   * @param elsewhere whether there is something else to do; asked again on {@link #wake()}
   */
  synchronized Optional<Frame> takeUnless(BooleanSupplier elsewhere, Duration longest)
      throws InterruptedException {
    long until = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos();
        left > 0 && waiting.isEmpty() && !elsewhere.getAsBoolean();
        left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return takeWaiting();
  }

  /** There is something else to do for whoever waits. */
  synchronized void wake() {
    notifyAll();
  }

  private Optional<Frame> takeWaiting() {
    Optional<Frame> next = Optional.empty();
    if (!waiting.isEmpty() && waiting.getFirst().isPresent()) {
      next = waiting.removeFirst();
      notifyAll();
    }
    return next;
  }

  /** How many frames wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  private void add(Optional<Frame> entry) {
    waiting.addLast(entry);
    notifyAll();
  }
}
