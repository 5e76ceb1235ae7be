package io.sightline.line;

import io.sightline.capture.CaptureException;
import io.sightline.image.Frame;
import io.sightline.image.FrameTag;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.Phrase;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Tracks whether a run's camera is away: reports it, and afterwards how often and for how long.
 * Used by the capturing thread.
 */
final class Outages {
  private static final System.Logger LOG = System.getLogger(Outages.class.getName());

  private final String line;
  private final Consumer<LineEvent> events;
  private final long began = System.nanoTime();
  private OptionalLong lastFrame = OptionalLong.empty(); // on nanoTime's clock
  private Optional<String> why = Optional.empty(); // as last reported, while it is away
  private int times;
  private Duration inAll = Duration.ZERO;

  Outages(String line, Consumer<LineEvent> events) {
    this.line = line;
    this.events = events;
  }

  /** Returns whether the camera is being reconnected. */
  boolean away() {
    return why.isPresent();
  }

  /** Returns whether this run has received a frame. */
  boolean hasSent() {
    return lastFrame.isPresent();
  }

  /** Reports that the camera is lost; does so again only if the reason has changed. */
  void lost(CaptureException reason) {
    Optional<String> now = Optional.of(OneLine.of(reason));
    if (!why.equals(now)) {
      why = now;
      LOG.log(Level.INFO, "{0}: {1}; connecting again", line, now.get());
      events.accept(new LineEvent.Troubled(Trouble.because(Trouble.Kind.RECONNECTING, now.get())));
    }
  }

  /**
   * Registers a received frame, which ends an outage.
   *
   * @return the frame; after an outage with a numbered origin, "2/0", as cameras count from 0 again
   */
  Frame came(Frame frame) {
    over(true);
    lastFrame = OptionalLong.of(System.nanoTime());
    FrameTag tag = frame.tag();
    return times == 0
        ? frame
        : frame.tagged(
            new FrameTag(
                tag.sequence(),
                tag.at(),
                tag.nanos(),
                (times + 1) + "/" + tag.origin(),
                tag.truth()));
  }

  /** Stops waiting for the camera, as the run ends. */
  void end() {
    over(false);
  }

  private void over(boolean back) {
    if (away()) {
      why = Optional.empty();
      times++;
      inAll = inAll.plusNanos(System.nanoTime() - lastFrame.orElse(began));
      Instant now = Instant.now();
      String unseen = inWords(back ? "back" : "until the line was stopped", now);
      LOG.log(Level.INFO, "{0}: the camera was away {1}", line, unseen);
      events.accept(new LineEvent.Cleared(Trouble.Kind.RECONNECTING));
      events.accept(
          new LineEvent.Troubled(
              new Trouble(Trouble.Kind.UNSEEN, 0, unseen, Optional.of(phrase(back, now)))));
    }
  }

  private String inWords(String how, Instant now) {
    LocalTime time = LocalTime.ofInstant(now, ZoneId.systemDefault());
    return times == 1
        ? "for %,d s, %s at %tT".formatted(seconds(), how, time)
        : "%,d times, for %,d s in all, the last time %s at %tT"
            .formatted(times, seconds(), how, time);
  }

  private Phrase phrase(boolean back, Instant now) {
    return Phrase.of(back ? "reason.away" : "reason.away.stopped", times, seconds(), now);
  }

  private long seconds() {
    return Math.max(1, Math.round(inAll.toMillis() / 1000.0));
  }
}
