package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A network camera for tests, on its own thread: RTSP (RFC 2326) with a transport stream over RTP,
 * interleaved in the TCP connection. Sends one clip per connection, the last one on all further
 * connections; then hangs up, falls silent, or sends nothing but sound or rubbish.
 */
public final class RtspCamera implements AutoCloseable {
  private static final int TRANSPORT_PACKET = 188;
  private static final int TRANSPORT_PACKETS = 7 * TRANSPORT_PACKET;

  /** The number of the stream of pictures, as FFmpeg numbers it. */
  private static final int PICTURES = 0x100;

  /** How a picture begins in MPEG-4. */
  private static final byte[] PICTURE_BEGINS = {0, 0, 1, (byte) 0xb6};

  private static final int RUBBISH_MS = 40;

  /** RTP's static payload types (RFC 3551). */
  private static final byte SOUND = 0;

  private static final byte TRANSPORT_STREAM = 33;

  /** Sound of 20 ms: 8,000 samples a second of 8 bits. */
  private static final int SOUND_BYTES = 160;

  private static final int SOUND_MS = 20;

  private static final String PICTURES_ONLY =
      "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=line\r\nt=0 0\r\nm=video 0 RTP/AVP 33\r\n";

  private static final String WITH_SOUND =
      PICTURES_ONLY + "a=control:pictures\r\nm=audio 0 RTP/AVP 0\r\na=control:sound\r\n";

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch rubbishSent = new CountDownLatch(9);
  private final Deque<byte[]> clips;
  private final boolean hangsUp;
  private final boolean hears;
  private final Optional<byte[]> rubbish;
  private final int rubbishMs;
  private final Thread thread = new Thread(this::serve, "rtsp-camera");

  private RtspCamera(List<byte[]> clips, boolean hangsUp, boolean hears) throws IOException {
    this(clips, hangsUp, hears, Optional.empty(), 0);
  }

  private RtspCamera(
      List<byte[]> clips, boolean hangsUp, boolean hears, Optional<byte[]> rubbish, int rubbishMs)
      throws IOException {
    this.clips = new ArrayDeque<>(clips);
    this.hangsUp = hangsUp;
    this.hears = hears;
    this.rubbish = rubbish;
    this.rubbishMs = rubbishMs;
    thread.start();
  }

  /** Returns a camera that sends a clip on each connection, then closes it. */
  public static RtspCamera hangingUpAfter(byte[]... transportStreams) throws IOException {
    return new RtspCamera(List.of(transportStreams), true, false);
  }

  /** Returns a camera that sends the clip, then nothing more. */
  static RtspCamera silentAfter(byte[] transportStream) throws IOException {
    return new RtspCamera(List.<byte[]>of(transportStream), false, false);
  }

  /** Returns a camera that sends the clip, then only sound, to those who asked for it. */
  static RtspCamera onlyHearingAfter(byte[] transportStream) throws IOException {
    return new RtspCamera(List.<byte[]>of(transportStream), false, true);
  }

  /**
   * Returns a camera that sends the clip, then another one again and again, in which nothing can be
   * decoded: the stream around its pictures is sound.
   *
   * @param marked whether each picture still begins as one
   */
  public static RtspCamera undecodableAfter(
      byte[] transportStream, byte[] undecodable, boolean marked) throws IOException {
    return new RtspCamera(
        List.<byte[]>of(transportStream),
        false,
        false,
        Optional.of(undecodable(undecodable, marked)),
        RUBBISH_MS);
  }

  /** As {@link #undecodableAfter}, but as fast as it is read: whoever reads never waits. */
  static RtspCamera floodingAfter(byte[] transportStream, byte[] undecodable) throws IOException {
    return new RtspCamera(
        List.<byte[]>of(transportStream),
        false,
        false,
        Optional.of(undecodable(undecodable, false)),
        0);
  }

  /** Waits until the clip was sent, and some of what cannot be decoded. */
  void awaitRubbish() throws InterruptedException {
    rubbishSent.await();
  }

  /** Overwrites what the transport packets (ISO 13818-1) of the pictures carry. */
  private static byte[] undecodable(byte[] transportStream, boolean marked) {
    byte[] rubbish = transportStream.clone();
    for (int at = 0; at < rubbish.length; at += TRANSPORT_PACKET) {
      int flags = ByteBuffer.wrap(rubbish).getShort(at + 1);
      if ((flags & 0x1fff) == PICTURES) {
        boolean adapted = (rubbish[at + 3] & 0x20) != 0;
        int from = at + 4 + (adapted ? 1 + (rubbish[at + 4] & 0xff) : 0);
        if ((flags & 0x4000) != 0) { // a picture begins, after a header of its own
          from += 9 + rubbish[from + 8];
          if (marked) {
            System.arraycopy(PICTURE_BEGINS, 0, rubbish, from, PICTURE_BEGINS.length);
            from += PICTURE_BEGINS.length;
          }
        }
        Arrays.fill(rubbish, from, at + TRANSPORT_PACKET, (byte) 0xff);
      }
    }
    return rubbish;
  }

  public String address(String credentials) {
    return "rtsp://" + credentials + "127.0.0.1:" + server.getLocalPort() + "/line";
  }

  private void serve() {
    while (closed.getCount() > 0) {
      try (Socket client = server.accept();
          BufferedReader in =
              new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
          OutputStream out = client.getOutputStream()) {
        List<String> tracks = new ArrayList<>();
        while (answer(in, out, tracks)) {
          // Answers requests until the pictures are sent.
        }
      } catch (IOException | InterruptedException e) {
        // The reader is gone or the test has ended: goes on with the next connection, if any.
      }
    }
  }

  /**
   * Answers one request; returns false after the clip.
   *
   * @param tracks those set up so far, each on two channels of its own
   */
  private boolean answer(BufferedReader in, OutputStream out, List<String> tracks)
      throws IOException, InterruptedException {
    String request = in.readLine();
    if (request == null) {
      return false;
    }
    String sequence = "";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      sequence = line.startsWith("CSeq") ? line : sequence;
    }
    String method = request.substring(0, request.indexOf(' '));
    if (method.equals("SETUP")) {
      tracks.add(request);
    }
    int channel = 2 * (tracks.size() - 1);
    String description = hears ? WITH_SOUND : PICTURES_ONLY;
    String answer =
        switch (method) {
          case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY\r\n\r\n";
          case "DESCRIBE" ->
              "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(description.length(), description);
          case "SETUP" ->
              "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=%d-%d\r\n\r\n"
                  .formatted(channel, channel + 1);
          default -> "Session: 1\r\n\r\n";
        };
    out.write(("RTSP/1.0 200 OK\r\n" + sequence + "\r\n" + answer).getBytes(UTF_8));
    out.flush();
    if (!method.equals("PLAY")) {
      return true;
    }
    out.write(interleaved(clips.size() > 1 ? clips.removeFirst() : clips.getFirst()));
    out.flush();
    while (rubbish.isPresent() && !closed.await(rubbishMs, TimeUnit.MILLISECONDS)) {
      out.write(interleaved(rubbish.get()));
      out.flush();
      rubbishSent.countDown();
    }
    if (hears && tracks.stream().anyMatch(track -> track.contains("/sound"))) {
      sendSound(out);
    } else if (!hangsUp) {
      closed.await();
    }
    return false;
  }

  /** Sends silence, as a microphone hears it, on the second track's channel until the end. */
  private void sendSound(OutputStream out) throws IOException, InterruptedException {
    for (short number = 0; !closed.await(SOUND_MS, TimeUnit.MILLISECONDS); number++) {
      out.write(packet(2, SOUND, number, number * SOUND_BYTES, new byte[SOUND_BYTES]));
      out.flush();
    }
  }

  /** Returns a clip as RTP packets. */
  private static byte[] interleaved(byte[] clip) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    short number = 0;
    for (int at = 0; at < clip.length; at += TRANSPORT_PACKETS) {
      byte[] payload = Arrays.copyOfRange(clip, at, Math.min(clip.length, at + TRANSPORT_PACKETS));
      stream.writeBytes(packet(0, TRANSPORT_STREAM, number, number * 900, payload));
      number++;
    }
    return stream.toByteArray();
  }

  /** Returns an RTP packet (RFC 3550) after a $, its channel and its length. */
  private static byte[] packet(int channel, byte type, short number, int time, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(16 + payload.length);
    packet.put((byte) '$').put((byte) channel).putShort((short) (12 + payload.length));
    packet.put((byte) 0x80).put(type).putShort(number).putInt(time).putInt(7);
    return packet.put(payload).array();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
