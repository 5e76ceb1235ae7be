package io.sightline.line;

import io.sightline.image.Frame;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The bounded hand-over from the capturing to the inspecting thread. It owns the frames it holds
 * and closes those it cannot take, so that no frame is ever without an owner.
 */
final class Inbox {
  /** An empty entry is the end: nothing comes after it. */
  private final BlockingQueue<Optional<Frame>> queue;

  Inbox(int capacity) {
    queue = new ArrayBlockingQueue<>(capacity);
  }

  /** Takes the frame if there is room; otherwise closes it and says false: that part is missed. */
  boolean offer(Frame frame) {
    boolean taken = queue.offer(Optional.of(frame));
    if (!taken) {
      frame.close();
    }
    return taken;
  }

  /** Waits for room. The frame is closed when the wait is interrupted. */
  void put(Frame frame) throws InterruptedException {
    try {
      queue.put(Optional.of(frame));
    } catch (InterruptedException e) {
      frame.close();
      throw e;
    }
  }

  /** Says that no frame follows; waits for room to say it. */
  void end() throws InterruptedException {
    queue.put(Optional.empty());
  }

  /** Waits for the next frame, which the caller then owns; empty at the end. */
  Optional<Frame> take() throws InterruptedException {
    return queue.take();
  }

  /** How many frames wait. */
  int waiting() {
    return queue.size();
  }
}
