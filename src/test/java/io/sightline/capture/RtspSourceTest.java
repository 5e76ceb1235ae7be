package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sightline.capture.source.FrameSources;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.Pictures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtspSourceTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path temporary;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void givesThePicturesOfACameraAndReportsItsEnd() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    try (RtspCamera camera = RtspCamera.hangingUpAfter(clip);
        FrameSource source =
            FrameSources.open(SourceUri.parse(camera.address("admin:geheim@")), pool)) {
      assertThat(source.live()).isTrue();
      assertThat(source.describe()).contains("127.0.0.1").doesNotContain("geheim");
      CaptureException end = readUntilLost(source, 29);
      assertThat(end).hasMessageContaining("has ended its stream");
      assertThat(end.getMessage()).doesNotContain("geheim");
    }
  }

  @Test
  void passesOverDamagedPicturesAndSaysSoOnce() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 40));
    // Damages payloads only: a transport packet of 188 bytes starts with a header of four.
    for (int packet = clip.length / 188 / 3; packet < clip.length / 188 * 2 / 3; packet += 2) {
      Arrays.fill(clip, packet * 188 + 100, packet * 188 + 110, (byte) 0x5a);
    }
    try (Warnings warnings = Warnings.of(RtspSource.class);
        RtspCamera camera = RtspCamera.hangingUpAfter(clip);
        FrameSource source = open(camera.address("admin:geheim@"))) {
      int read = 0;
      while (true) {
        try {
          source.next().orElseThrow().close();
          read++;
        } catch (CaptureException end) {
          break;
        }
      }
      assertThat(read).isBetween(1, 38);
      assertThat(source.unreadable()).isPositive();
      assertThat(source.firstUnreadable().orElseThrow())
          .contains("sends damaged pictures")
          .doesNotContain("geheim");
      assertThat(warnings.texts()).containsExactly(source.firstUnreadable().orElseThrow());
    }
  }

  @Test
  void reportsACameraThatFallsSilent() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    try (RtspCamera camera = RtspCamera.silentAfter(clip);
        FrameSource source = open(camera.address(""))) {
      assertThat(readUntilLost(source, 29)).hasMessageContaining("was silent for 1 seconds");
    }
  }

  /** Its microphone goes on: each packet of sound would begin the wait for a picture anew. */
  @Test
  void aCameraThatOnlyHearsIsSilent() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (RtspCamera camera = RtspCamera.onlyHearingAfter(clip);
              FrameSource source = open(camera.address(""))) {
            assertThat(readUntilLost(source, 29)).hasMessageContaining("was silent for 1 seconds");
          }
        });
  }

  /** Data that goes on would begin the wait for a picture anew. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCameraWhosePicturesCannotBeDecodedIsLost(boolean marked) throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (RtspCamera camera = RtspCamera.undecodableAfter(clip, clip, marked);
              FrameSource source = open(camera.address("admin:geheim@"))) {
            assertThatThrownBy(() -> readOn(source))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("has sent no picture that can be decoded for 2 seconds")
                .hasMessageNotContaining("geheim");
          }
        });
  }

  /** FFmpeg asks for the time only where it waits. */
  @Test
  void aCameraThatSendsFasterThanItIsReadIsLostInTime() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (RtspCamera camera = RtspCamera.floodingAfter(clip, clip);
              FrameSource source = open(camera.address(""))) {
            assertThatThrownBy(() -> readOn(source))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("has sent no picture that can be decoded for 2 seconds");
          }
        });
  }

  /** FFmpeg's binding has room for ten functions that it calls. */
  @Test
  void theTwelfthCameraIsHeldToItsTimeToo() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    List<AutoCloseable> open = new ArrayList<>();
    try {
      for (int i = 0; i < 11; i++) {
        RtspCamera camera = RtspCamera.silentAfter(clip);
        open.add(0, camera);
        open.add(0, open(camera.address("")));
      }
      assertTimeoutPreemptively(
          LONG,
          () -> {
            try (RtspCamera camera = RtspCamera.undecodableAfter(clip, clip, false);
                FrameSource source = open(camera.address(""))) {
              assertThatThrownBy(() -> readOn(source))
                  .isInstanceOf(CaptureException.class)
                  .hasMessageContaining("has sent no picture that can be decoded for 2 seconds");
            }
          });
    } finally {
      for (AutoCloseable each : open) {
        each.close();
      }
    }
  }

  @Test
  void aCameraWhosePicturesCannotBeDecodedCanBeStopped() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (RtspCamera camera = RtspCamera.undecodableAfter(clip, clip, true);
              FrameSource source = open(camera.address(""), Duration.ofHours(1))) {
            Thread reading = Thread.currentThread();
            new Thread(
                    () -> {
                      Uninterruptibly.run(camera::awaitRubbish);
                      reading.interrupt();
                    },
                    "stop")
                .start();
            assertThatThrownBy(() -> readOn(source)).isInstanceOf(InterruptedException.class);
          }
        });
  }

  /** As one that is connected again while its pictures still cannot be decoded. */
  @Test
  void aCameraWhosePicturesNeverCouldBeDecodedIsAway() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.record(temporary.resolve("clip.ts"), 30));
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (RtspCamera camera = RtspCamera.undecodableAfter(new byte[0], clip, false)) {
            assertThatThrownBy(() -> open(camera.address("")))
                .isInstanceOf(CameraAwayException.class)
                .hasMessageContaining("it holds no moving picture");
          }
        });
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThatThrownBy(() -> open("rtsp://admin:geheim@127.0.0.1:" + port + "/line"))
        .isInstanceOf(CameraAwayException.class)
        .hasMessage(
            "Cannot open the camera rtsp://***@127.0.0.1:"
                + port
                + "/line: Connection refused; check its address, its password and the network")
        .satisfies(e -> assertThat(e.getCause()).hasMessage("Connection refused"));
  }

  /** A camera locks itself after repeated attempts with a wrong password. */
  @Test
  void aWrongPasswordIsNoCameraThatIsAway() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread refusing = new Thread(() -> refuseAll(server), "camera that refuses");
      refusing.setDaemon(true);
      refusing.start();
      assertThatThrownBy(() -> open("rtsp://a:geheim@127.0.0.1:" + server.getLocalPort() + "/line"))
          .isInstanceOf(CameraRefusesException.class)
          .hasMessageContaining("(authorization failed); check its address, its password");
    }
  }

  private static void refuseAll(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
        String line = in.readLine();
        while (line != null) {
          if (line.startsWith("CSeq")) {
            client
                .getOutputStream()
                .write(("RTSP/1.0 401 Unauthorized\r\n" + line + "\r\n\r\n").getBytes(UTF_8));
          }
          line = in.readLine();
        }
      } catch (IOException e) {
        // The client hung up, or the test is over.
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://127.0.0.1:99999/line, 'there is no port 99999'",
    "rtsp://no.such.camera.invalid/line, 'there is no host no.such.camera.invalid'"
  })
  void saysThatThereIsNoSuchPlace(String address, String why) {
    assertThatThrownBy(() -> open(address))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("Cannot open the camera " + address + ": " + why);
  }

  @Test
  void aPortThatCannotBeIsNotWaitedFor() {
    assertThatThrownBy(() -> open("rtsp://127.0.0.1:99999/line"))
        .isExactlyInstanceOf(CaptureException.class);
  }

  @Test
  void doesNotWaitForEverForOneThatAcceptsAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> open("rtsp://127.0.0.1:" + silent.getLocalPort() + "/line"))
          .isInstanceOf(CaptureException.class)
          .hasMessageStartingWith("Cannot open the camera rtsp://127.0.0.1:");
    }
  }

  private FrameSource open(String address) {
    return open(address, SHORT);
  }

  private FrameSource open(String address, Duration timeout) {
    if (!(SourceUri.parse(address) instanceof SourceUri.Rtsp rtsp)) {
      throw new AssertionError(address);
    }
    return RtspSource.open(rtsp, pool, timeout);
  }

  private static void readOn(FrameSource source) throws InterruptedException {
    while (true) {
      source.next().orElseThrow().close();
    }
  }

  /**
   * Reads and checks every complete picture; returns the exception that ends the stream. In a
   * transport stream, only the next picture shows that one is complete: the last never is.
   */
  private static CaptureException readUntilLost(FrameSource source, int pictures)
      throws InterruptedException {
    int read = 0;
    while (true) {
      try (Frame frame = source.next().orElseThrow()) {
        assertThat(frame.tag().sequence()).isEqualTo(read);
        assertThat(Pictures.pixel(frame, 50, 20)[1]).isCloseTo(Clips.grey(read), within(6));
        read++;
      } catch (CaptureException e) {
        assertThat(read).isEqualTo(pictures);
        return e;
      }
    }
  }
}
