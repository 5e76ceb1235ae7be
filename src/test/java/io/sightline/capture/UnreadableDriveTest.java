package io.sightline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.FfmpegReader.Refused;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a read error is not taken for the end of a video. No drive fails on demand, so the
 * bytes come over a connection that falls silent, which FFmpeg reports like a drive error.
 */
@Timeout(60)
class UnreadableDriveTest {
  @TempDir private Path temporary;

  @Test
  void readingThatFailsIsRefused() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 40));
    assertThatThrownBy(() -> read(clip, true))
        .isInstanceOf(Refused.class)
        .hasMessage("Connection timed out");
  }

  @Test
  void theEndIsTheEnd() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 40));
    assertThat(read(clip, false)).isEqualTo(40);
  }

  /** Returns how many pictures arrive from a sender that then falls silent or hangs up. */
  private static int read(byte[] bytes, boolean fallsSilent) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (FramePool pool = new FramePool();
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread sender = new Thread(() -> send(server, bytes, fallsSilent, done), "sender");
      sender.start();
      Map<String, String> options =
          Map.of("protocol_whitelist", "tcp", "rw_timeout", "500000"); // in microseconds
      String address = "tcp://127.0.0.1:" + server.getLocalPort();
      int read = 0;
      try (FfmpegReader reader = FfmpegReader.open(address, options)) {
        while (!reader.over()) {
          Optional<Frame> frame = reader.grab(pool);
          frame.ifPresent(Frame::close);
          read += frame.isPresent() ? 1 : 0;
        }
        return read;
      } finally {
        done.countDown();
        sender.join();
      }
    }
  }

  private static void send(
      ServerSocket server, byte[] bytes, boolean fallsSilent, CountDownLatch done) {
    try (Socket client = server.accept();
        OutputStream out = client.getOutputStream()) {
      out.write(bytes);
      out.flush();
      if (fallsSilent) {
        done.await();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
