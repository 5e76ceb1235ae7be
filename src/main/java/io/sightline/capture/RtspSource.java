package io.sightline.capture;

import io.sightline.capture.FfmpegReader.Refused;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A network camera over RTSP, its pictures over TCP: a lost UDP packet is a smeared part. Damaged
 * pictures are passed over, counted, and the first one told in a warning. A camera that falls
 * silent is reported as lost after the timeout; so is the end of its stream. Its password is in no
 * message. Opened, read and closed on one thread.
 */
public final class RtspSource implements FrameSource {
  private static final Logger LOG = System.getLogger(RtspSource.class.getName());

  /** How long a camera may be silent. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String shown;
  private final FfmpegReader reader;
  private final FramePool pool;
  private final Duration timeout;
  private long delivered;
  private long unreadable;

  private RtspSource(String shown, FfmpegReader reader, FramePool pool, Duration timeout) {
    this.shown = shown;
    this.reader = reader;
    this.pool = pool;
    this.timeout = timeout;
  }

  /**
   * Connects to the camera.
   *
   * @throws CaptureException when it cannot be reached, refuses, or is silent
   */
  public static RtspSource open(SourceUri.Rtsp address, FramePool pool) {
    return open(address, pool, TIMEOUT);
  }

  static RtspSource open(SourceUri.Rtsp address, FramePool pool, Duration timeout) {
    Map<String, String> options =
        Map.of(
            "rtsp_transport", "tcp",
            // Microseconds, for every wait on the socket.
            "timeout", String.valueOf(timeout.toNanos() / 1000),
            "protocol_whitelist", "rtsp,rtp,tcp,tls,crypto");
    String shown = address.toString();
    try {
      FfmpegReader reader = FfmpegReader.open(address.uri().toString(), options);
      return new RtspSource(shown, reader, pool, timeout);
    } catch (Refused e) {
      throw new CaptureException(
          "Cannot open the camera %s: %s; check its address, its password and the network"
              .formatted(shown, e.getMessage()),
          e);
    }
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    Optional<Frame> frame;
    try {
      frame = reader.grab(pool);
    } catch (Refused e) {
      throw new CaptureException(
          "The camera %s sends what cannot be decoded: %s".formatted(shown, e.getMessage()), e);
    }
    if (Thread.interrupted()) {
      frame.ifPresent(Frame::close);
      throw new InterruptedException();
    }
    tellDamage();
    if (frame.isEmpty()) {
      throw new CaptureException(
          "The camera %s has ended its stream or was silent for %d seconds: check the camera and the network"
              .formatted(shown, timeout.toSeconds()));
    }
    return frame.map(
        each ->
            each.tagged(FrameTag.now(delivered, String.valueOf(delivered++), Optional.empty())));
  }

  private void tellDamage() {
    if (unreadable == 0 && reader.damaged() > 0) {
      LOG.log(Level.WARNING, damage());
    }
    unreadable = reader.damaged();
  }

  private String damage() {
    return "The camera %s sends damaged pictures, which are passed over with those built on them: check its cable and the network"
        .formatted(shown);
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public Optional<String> firstUnreadable() {
    return unreadable == 0 ? Optional.empty() : Optional.of(damage());
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public String describe() {
    return "The camera " + shown;
  }

  @Override
  public void close() {
    reader.close();
  }
}
