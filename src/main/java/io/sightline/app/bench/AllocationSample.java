package io.sightline.app.bench;

import com.sun.management.ThreadMXBean;
import io.sightline.line.LineEvent;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How much of the Java heap a part costs, all threads together: the allocations that the virtual
 * machine counts, from the hundredth part of a run to its last. Listens on the line's threads.
 */
final class AllocationSample implements Consumer<LineEvent> {
  private static final int WARM = 100;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final int last;
  private int parts;
  private long before;
  private OptionalLong bytesPerPart = OptionalLong.empty();

  /**
   * @param last how many parts a run has
   */
  AllocationSample(int last) {
    this.last = last;
  }

  @Override
  public synchronized void accept(LineEvent event) {
    if (event instanceof LineEvent.Started) {
      parts = 0;
    } else if (event instanceof LineEvent.Inspected) {
      parts++;
      if (parts == Math.min(WARM, last / 2)) {
        before = allocated();
      } else if (parts == last && before > 0) {
        bytesPerPart = OptionalLong.of((allocated() - before) / (last - Math.min(WARM, last / 2)));
      }
    }
  }

  /** By threads that are alive: a line's are, from its first part to its last. */
  private long allocated() {
    long all = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      all += Math.max(0, bytes);
    }
    return all;
  }

  /** Of the last whole run; empty before one. */
  synchronized OptionalLong bytesPerPart() {
    return bytesPerPart;
  }
}
