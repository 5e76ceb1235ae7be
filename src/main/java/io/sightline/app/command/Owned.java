package io.sightline.app.command;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resources closed together, the last one opened first. A failure to close one does not stop the
 * others; the first failure is then thrown, with later ones suppressed. Not thread-safe.
 */
public final class Owned implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Adds a resource to close; returns it. */
  public <T extends AutoCloseable> T add(T part) {
    opened.push(part);
    return part;
  }

  /** Adds a resource to close after all those opened before it; returns it. */
  public <T extends AutoCloseable> T addLast(T part) {
    opened.addLast(part);
    return part;
  }

  /** Closes everything opened so far because opening the next failed for this reason. */
  public void closeFor(Throwable reason) {
    try {
      close();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        RuntimeException failure =
            e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
