package io.sightline.ui.live;

import io.sightline.ui.base.Background;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Measures free disk space periodically in the background, as a network disk may be slow. */
final class DiskGauge {
  private static final long EVERY_NANOS = 10_000_000_000L;

  private final LongSupplier free;
  private final Background background;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile OptionalLong known = OptionalLong.empty();
  private long next = Long.MIN_VALUE;

  DiskGauge(LongSupplier free, Background background) {
    this.free = free;
    this.background = background;
  }

  /** Returns the free bytes, if known; {@code now} is in nanoseconds. FX thread only. */
  OptionalLong at(long now) {
    if (now >= next && asking.compareAndSet(false, true)) {
      next = now + EVERY_NANOS;
      background.run(this::ask);
    }
    return known;
  }

  private void ask() {
    try {
      known = OptionalLong.of(free.getAsLong());
    } catch (UncheckedIOException e) {
      known = OptionalLong.empty(); // shown as unknown
    } finally {
      asking.set(false);
    }
  }
}
