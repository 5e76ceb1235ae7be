package io.sightline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DiskGaugeTest {
  private final AtomicBoolean there = new AtomicBoolean(true);
  private final DiskGauge gauge = new DiskGauge(this::free, Runnable::run);

  @Test
  void aDiskThatIsGoneHasNoFreeSpaceThatIsKnown() {
    assertThat(gauge.at(0)).hasValue(5_000_000_000L);
    there.set(false);
    assertThat(gauge.at(11_000_000_000L)).isEmpty();
    there.set(true);
    assertThat(gauge.at(22_000_000_000L)).hasValue(5_000_000_000L);
  }

  private long free() {
    if (!there.get()) {
      throw new UncheckedIOException(new IOException("gone"));
    }
    return 5_000_000_000L;
  }
}
