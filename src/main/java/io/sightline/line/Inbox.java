package io.sightline.line;

import io.sightline.image.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The bounded queue from the capturing to the inspecting thread. Owns the frames it holds and
 * closes those it cannot take, so that no frame is ever without an owner.
 */
final class Inbox {
  /** An empty entry marks the end. */
  private final Deque<Optional<Frame>> waiting = new ArrayDeque<>();

  /**
   * Number of frames read ahead from a source that can wait: enough to be ready when the inspector
   * is, few enough that their pixels are still in the processor's cache.
   */
  private static final int AHEAD = 2;

  private final int capacity;

  /**
   * @param capacity the most frames that may queue if the source cannot wait
   */
  Inbox(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes the frame if there is room; otherwise closes it and returns false: that part is missed.
   */
  synchronized boolean offer(Frame frame) {
    if (waiting.size() >= capacity) {
      frame.close();
      return false;
    }
    add(Optional.of(frame));
    return true;
  }

  /** Waits until the inspector is ready. Closes the frame if the wait is interrupted. */
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

  /** Marks the end; never waits. */
  synchronized void end() {
    add(Optional.empty());
  }

  /** Waits for the next frame, which the caller owns; empty at the end and on every later call. */
  synchronized Optional<Frame> take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return takeWaiting();
  }

  /**
   * Waits for the next frame, which the caller owns; empty if there is something else to do first,
   * on timeout, and at the end.
   *
   * @param elsewhere whether there is something else to do; evaluated again on {@link #wake()}
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

  /** Wakes the waiting thread: it has something else to do. */
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

  /** Returns the number of queued frames. */
  synchronized int waiting() {
    return waiting.size();
  }

  private void add(Optional<Frame> entry) {
    waiting.addLast(entry);
    notifyAll();
  }
}
