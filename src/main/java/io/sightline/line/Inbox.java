package io.sightline.line;

import io.sightline.image.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The bounded hand-over from the capturing to the inspecting thread. It owns the frames it holds
 * and closes those it cannot take, so that no frame is ever without an owner.
 */
final class Inbox {
  /** An empty entry is the end: nothing comes after it. */
  private final Deque<Optional<Frame>> waiting = new ArrayDeque<>();

  private final int capacity;
  private final int ahead;

  /**
   * @param capacity how many frames may wait of a source that cannot
   * @param atOnce how many the inspector takes at a time. A source that can wait is read ahead by
   *     as many and at least two: enough to be ready when the inspector is, few enough that the
   *     pixels are still in the processor's cache when he looks at them
   */
  Inbox(int capacity, int atOnce) {
    this.capacity = capacity;
    this.ahead = Math.min(capacity, Math.max(2, atOnce));
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
      while (waiting.size() >= ahead) {
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

  /**
   * Waits for the next frame and takes with it what waits behind it, but never waits for more. The
   * caller owns them; none is the end.
   *
   * @param most how many at most, 1 or more
   */
  synchronized List<Frame> take(int most) throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    List<Frame> next = new ArrayList<>(most);
    while (next.size() < most && !waiting.isEmpty() && waiting.getFirst().isPresent()) {
      next.add(waiting.removeFirst().orElseThrow());
    }
    notifyAll();
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
