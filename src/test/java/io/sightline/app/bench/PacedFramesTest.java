package io.sightline.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.command.StationFolder;
import io.sightline.capture.FrameSource;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lateness counts: a late frame was due when its part was in place. */
class PacedFramesTest {
  /** Nanoseconds between parts at 600 parts a minute. */
  private static final long INTERVAL = 100_000_000;

  private final FramePool pool = new FramePool();
  private RateSample sample = new RateSample();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void aLateFrameIsTaggedWithWhenItWasDue() throws InterruptedException {
    List<FrameTag> tags = tags(0, INTERVAL, 2 * INTERVAL + 30_000_000, 3 * INTERVAL - 1000);

    assertThat(tags)
        .extracting(tag -> tag.nanos() - tags.get(0).nanos())
        .containsExactly(0L, INTERVAL, 2 * INTERVAL, 3 * INTERVAL - 1000);
    assertThat(tags.get(2).at()).isEqualTo(Instant.EPOCH.plusNanos(2 * INTERVAL));
    assertThat(sample.samples()).containsOnlyKeys("late");
    assertThat(sample.samples().getOrDefault("late", Sample.of(List.of(0.0))).max()).isEqualTo(30);
  }

  @Test
  void aRowSaysWhatRateItIsOfAndWhereThatIsNotTheOneWanted() throws InterruptedException {
    tags(0, INTERVAL, 2 * INTERVAL);
    assertThat(sample.reached()).isEqualTo(600);
    assertThat(figures().text()).doesNotContain("OFF ITS RATE");
    assertThat(row()).containsEntry("parts_per_minute", 600.0).containsEntry("off_its_rate", false);

    tags(0, INTERVAL, 3 * INTERVAL);
    assertThat(figures().text()).contains("OFF ITS RATE: only 400 came a minute");
    assertThat(row()).containsEntry("parts_per_minute", 400.0).containsEntry("off_its_rate", true);
  }

  private BenchFigures figures() {
    ModelBundle bundle = Models.named(StationFolder.home(), "board");
    BenchFigures figures = new BenchFigures(bundle, new Engine.Cpu(1));
    figures.rate(600, sample, 0);
    return figures;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> row() {
    Map<String, Object> rates =
        (Map<String, Object>) figures().json().getOrDefault("latency_ms", Map.of());
    return (Map<String, Object>) rates.getOrDefault("600", Map.of());
  }

  /** Returns the tags of frames that arrive at these times, in nanoseconds. */
  private List<FrameTag> tags(long... moments) throws InterruptedException {
    sample = new RateSample();
    List<FrameTag> tags = new ArrayList<>();
    try (PacedFrames paced = new PacedFrames(coming(moments), 600, sample)) {
      for (Optional<Frame> next = paced.next(); next.isPresent(); next = paced.next()) {
        try (Frame frame = next.get()) {
          tags.add(frame.tag());
        }
      }
    }
    return tags;
  }

  private FrameSource coming(long... moments) {
    return new FrameSource() {
      private int shown;

      @Override
      public Optional<Frame> next() {
        if (shown == moments.length) {
          return Optional.empty();
        }
        long moment = moments[shown++];
        Instant at = Instant.EPOCH.plusNanos(moment);
        return Optional.of(
            pool.take(8, 8).tagged(new FrameTag(shown, at, 77 + moment, "", Optional.empty())));
      }

      @Override
      public boolean live() {
        return true;
      }

      @Override
      public String describe() {
        return "Made-up frames";
      }

      @Override
      public void close() {}
    };
  }
}
