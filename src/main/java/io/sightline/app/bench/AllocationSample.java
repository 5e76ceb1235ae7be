package io.sightline.app.bench;

import com.sun.management.ThreadMXBean;
import io.sightline.line.LineEvent;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The Java heap allocated per part, over all threads, as counted by the virtual machine from the
 * hundredth part of a run to its last. Called on the line's threads.
 */
final class AllocationSample implements Consumer<LineEvent> {
  private static final int WARM = 100;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final int last;
  private int parts;
  private long before;
  private OptionalLong bytesPerPart = OptionalLong.empty();

  /**
   * @param last the number of parts in a run
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

  /** Sums over live threads; the line's threads live from its first part to its last. */
  private long allocated() {
    long all = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      all += Math.max(0, bytes);
    }
    return all;
  }

  /** Returns the figure of the last complete run; empty before the first. */
  synchronized OptionalLong bytesPerPart() {
    return bytesPerPart;
  }
}
