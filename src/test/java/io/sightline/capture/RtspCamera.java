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
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A network camera for tests, on its own thread: RTSP (RFC 2326) with a transport stream over RTP,
 * interleaved in the TCP connection. Sends one clip per connection, the last one on all further
 * connections; then hangs up or falls silent.
 */
public final class RtspCamera implements AutoCloseable {
  private static final int TRANSPORT_PACKETS = 7 * 188;

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<byte[]> clips;
  private final boolean hangsUp;
  private final Thread thread = new Thread(this::serve, "rtsp-camera");

  private RtspCamera(List<byte[]> clips, boolean hangsUp) throws IOException {
    this.clips = new ArrayDeque<>(clips);
    this.hangsUp = hangsUp;
    thread.start();
  }

  /** Returns a camera that sends a clip on each connection, then closes it. */
  public static RtspCamera hangingUpAfter(byte[]... transportStreams) throws IOException {
    return new RtspCamera(List.of(transportStreams), true);
  }

  /** Returns a camera that sends the clip, then nothing more. */
  static RtspCamera silentAfter(byte[] transportStream) throws IOException {
    return new RtspCamera(List.<byte[]>of(transportStream), false);
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
        while (answer(in, out)) {
          // Answers requests until the pictures are sent.
        }
      } catch (IOException | InterruptedException e) {
        // The reader is gone or the test has ended: goes on with the next connection, if any.
      }
    }
  }

  /** Answers one request; returns false after the clip. */
  private boolean answer(BufferedReader in, OutputStream out)
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
    String description =
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=line\r\nt=0 0\r\nm=video 0 RTP/AVP 33\r\n";
    String answer =
        switch (method) {
          case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY\r\n\r\n";
          case "DESCRIBE" ->
              "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(description.length(), description);
          case "SETUP" -> "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
          default -> "Session: 1\r\n\r\n";
        };
    out.write(("RTSP/1.0 200 OK\r\n" + sequence + "\r\n" + answer).getBytes(UTF_8));
    out.flush();
    if (!method.equals("PLAY")) {
      return true;
    }
    out.write(interleaved());
    out.flush();
    if (!hangsUp) {
      closed.await();
    }
    return false;
  }

  /**
   * Returns a connection's clip as RTP packets (RFC 3550, payload type 33), each after a $, its
   * channel and its length.
   */
  private byte[] interleaved() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    short number = 0;
    byte[] clip = clips.size() > 1 ? clips.removeFirst() : clips.getFirst();
    for (int at = 0; at < clip.length; at += TRANSPORT_PACKETS) {
      byte[] payload = Arrays.copyOfRange(clip, at, Math.min(clip.length, at + TRANSPORT_PACKETS));
      ByteBuffer packet = ByteBuffer.allocate(16 + payload.length);
      packet.put((byte) '$').put((byte) 0).putShort((short) (12 + payload.length));
      packet.put((byte) 0x80).put((byte) 33).putShort(number).putInt(number * 900).putInt(7);
      stream.writeBytes(packet.put(payload).array());
      number++;
    }
    return stream.toByteArray();
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
