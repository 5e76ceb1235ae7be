package io.sightline.capture;

import io.sightline.capture.FfmpegReader.Refused;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Phrase;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A network camera over RTSP. Only its pictures are asked for, over TCP, since a lost UDP packet
 * would smear a part. Damaged pictures are skipped and counted, and a warning reports the first
 * one. A camera is reported as lost if it is silent for the timeout, ends its stream, or sends for
 * longer only what no picture can be made of. Messages never contain its password. Opened, read and
 * closed on one thread.
 */
public final class RtspSource implements FrameSource {
  private static final Logger LOG = System.getLogger(RtspSource.class.getName());

  /** The longest that a camera may be silent. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * Beyond the timeout, how long data may go on of which no picture can be made: a silent camera is
   * found out first.
   */
  private static final Duration BEYOND = Duration.ofSeconds(1);

  private final String shown;
  private final FfmpegReader reader;
  private final FramePool pool;
  private final Duration timeout;
  private long delivered;
  private boolean warned;

  private RtspSource(String shown, FfmpegReader reader, FramePool pool, Duration timeout) {
    this.shown = shown;
    this.reader = reader;
    this.pool = pool;
    this.timeout = timeout;
  }

  /**
   * Connects to the camera.
   *
   * @throws CameraAwayException if it cannot be reached or is silent
   * @throws CameraRefusesException if it rejects the user and password
   * @throws CaptureException if there can be no camera at this address
   */
  public static RtspSource open(SourceUri.Rtsp address, FramePool pool) {
    return open(address, pool, TIMEOUT);
  }

  static RtspSource open(SourceUri.Rtsp address, FramePool pool, Duration timeout) {
    Map<String, String> options =
        Map.of(
            "rtsp_transport", "tcp",
            // Each packet of sound would restart the timeout of a camera that sends no pictures.
            "allowed_media_types", "video",
            // In microseconds, for every wait on the socket.
            "timeout", String.valueOf(timeout.toNanos() / 1000),
            "protocol_whitelist", "rtsp,rtp,tcp,tls,crypto");
    String shown = address.toString();
    int port = port(address);
    try {
      reach(StreamAddress.host(address.uri()), port, timeout);
      FfmpegReader reader =
          FfmpegReader.open(address.uri().toString(), options, timeout.plus(BEYOND));
      return new RtspSource(shown, reader, pool, timeout);
    } catch (Refused e) {
      String sentence =
          "Cannot open the camera %s: %s; check its address, its password and the network"
              .formatted(shown, e.getMessage());
      throw e.ofLogin()
          ? new CameraRefusesException(sentence, e)
          : new CameraAwayException(sentence, e);
    }
  }

  private static int port(SourceUri.Rtsp address) {
    URI uri = address.uri();
    int named = StreamAddress.port(uri);
    int port = named > 0 ? named : uri.getScheme().equals("rtsps") ? 322 : 554;
    if (port > 65_535) {
      throw new CaptureException(
          "Cannot open the camera %s: there is no port %d, 65535 is the highest"
              .formatted(address, port));
    }
    return port;
  }

  /** Checks that something answers there before FFmpeg tries, which says less of what is wrong. */
  private static void reach(String named, int port, Duration timeout) throws Refused {
    String host = named.replaceAll("[\\[\\]]", "");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
    } catch (UnknownHostException e) {
      throw new Refused("there is no host " + host);
    } catch (IOException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    long asked = System.nanoTime();
    while (true) {
      Optional<Frame> frame = grabbed();
      if (Thread.interrupted()) {
        frame.ifPresent(Frame::close);
        throw new InterruptedException();
      }
      if (frame.isPresent()) {
        return frame.map(
            each ->
                each.tagged(
                    FrameTag.now(delivered, String.valueOf(delivered++), Optional.empty())));
      }
      if (reader.isLate()) {
        throw new CaptureException(
            "The camera %s has sent no picture that can be decoded for %d seconds: check the camera's settings for its pictures, its cable and the network"
                .formatted(shown, timeout.plus(BEYOND).toSeconds()));
      }
      if (reader.over()) {
        throw new CaptureException(
            "The camera %s has ended its stream or was silent for %d seconds: check the camera and the network"
                .formatted(shown, timeout.toSeconds()));
      }
      tellDamage();
      // If each picture builds on the last, a stream may never recover from a damaged one.
      if (System.nanoTime() - asked > timeout.toNanos()) {
        throw new CaptureException(
            "The camera %s has sent nothing but damaged pictures for %d seconds: check its cable and the network"
                .formatted(shown, timeout.toSeconds()));
      }
    }
  }

  private Optional<Frame> grabbed() {
    try {
      return reader.grab(pool);
    } catch (Refused e) {
      throw new CaptureException(
          "The camera %s sends what cannot be decoded: %s".formatted(shown, e.getMessage()), e);
    }
  }

  private void tellDamage() {
    if (!warned) {
      warned = true;
      LOG.log(Level.WARNING, damage());
    }
  }

  private String damage() {
    return "The camera %s sends damaged pictures, which are passed over with those built on them: check its cable and the network"
        .formatted(shown);
  }

  @Override
  public long unreadable() {
    return reader.damaged();
  }

  @Override
  public Optional<String> firstUnreadable() {
    return reader.damaged() == 0 ? Optional.empty() : Optional.of(damage());
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
  public Phrase phrase() {
    return Phrase.of("source.camera", shown);
  }

  @Override
  public void close() {
    reader.close();
  }
}
