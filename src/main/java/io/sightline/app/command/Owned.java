package io.sightline.app.command;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What somebody opened and closes together, the last one first. Whatever fails to close, the others
 * are closed all the same; the first failure is thrown then, later ones suppressed by it. One
 * thread at a time.
 */
public final class Owned implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Closes this one, too; answers it. */
  public <T extends AutoCloseable> T add(T part) {
    opened.push(part);
    return part;
  }

  /** Closes this one after all that were opened before it; answers it. */
  public <T extends AutoCloseable> T addLast(T part) {
    opened.addLast(part);
    return part;
  }

  /** Closes what was opened so far, because the next could not be, for this reason. */
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
