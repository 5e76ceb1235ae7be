package io.sightline.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.capture.source.FrameSources;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.Pictures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {
  @TempDir Path temporary;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "größer 100%.avi", "clip.mkv"})
  void givesEveryPictureOnceInOrder(String name) throws Exception {
    Path file = Clips.record(temporary.resolve(name), 30);
    try (FrameSource source = FrameSources.open(SourceUri.parse("file:" + file), pool)) {
      assertThat(source.live()).isFalse();
      assertThat(source.describe()).isEqualTo("The video " + file);
      for (int number = 0; number < 30; number++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.width()).isEqualTo(Clips.WIDTH);
          assertThat(frame.height()).isEqualTo(Clips.HEIGHT);
          assertThat(frame.tag().sequence()).isEqualTo(number);
          assertThat(frame.tag().origin()).isEqualTo(name + "#" + number);
          assertThat(frame.tag().truth()).isEmpty();
          assertThat(Pictures.pixel(frame, Clips.WIDTH - 1, Clips.HEIGHT - 1)[1])
              .isCloseTo(Clips.grey(number), within(3));
        }
      }
      assertThat(source.next()).isEmpty();
      assertThat(source.unreadable()).isZero();
    }
  }

  /** Phones store what their sensor sees, and note how they were held. */
  @ParameterizedTest
  @CsvSource({"-90, 54, 98, top", "90, 54, 98, bottom", "180, 98, 54, right", "30, 98, 54, left"})
  void picturesAppearAsInPlayers(double anticlockwise, int width, int height, String white)
      throws Exception {
    Path file = Clips.turned(temporary.resolve("clip.mp4"), 2, anticlockwise);
    try (FrameSource source = FileSource.open(file, pool)) {
      for (int number = 0; number < 2; number++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.width()).isEqualTo(width);
          assertThat(frame.height()).isEqualTo(height);
          Map<String, int[]> edges =
              Map.of(
                  "left", Pictures.pixel(frame, 4, height / 2),
                  "right", Pictures.pixel(frame, width - 5, height / 2),
                  "top", Pictures.pixel(frame, width / 2, 4),
                  "bottom", Pictures.pixel(frame, width / 2, height - 5));
          assertThat(edges)
              .hasEntrySatisfying(white, edge -> assertThat(edge[1]).isGreaterThan(220));
          assertThat(edges.values()).filteredOn(edge -> edge[1] < 80).isNotEmpty();
        }
      }
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void framesOutliveTheNextGrab() throws Exception {
    Path file = Clips.record(temporary.resolve("clip.mp4"), 9);
    try (FrameSource source = FileSource.open(file, pool);
        Frame first = source.next().orElseThrow()) {
      for (int i = 1; i < 9; i++) {
        source.next().orElseThrow().close();
      }
      assertThat(Pictures.pixel(first, 50, 20)[0]).isCloseTo(Clips.grey(0), within(6));
    }
  }

  @Test
  void saysWhatIsWrongInOneSentence() throws Exception {
    Path clip = Clips.record(temporary.resolve("clip.mp4"), 9);
    byte[] bytes = Files.readAllBytes(clip);
    Path cut = Files.write(temporary.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    Path text = Files.writeString(temporary.resolve("text.mp4"), "not a video");
    Path empty = Files.createFile(temporary.resolve("empty.mp4"));
    for (Path file : new Path[] {cut, text, empty}) {
      assertThatThrownBy(() -> FrameSources.open(new SourceUri.File(file), pool))
          .isInstanceOf(CaptureException.class)
          .hasMessageStartingWith("Cannot open " + file + " as a video or a picture: ")
          .message()
          .doesNotContain("\n", "avformat");
    }
    assertThatThrownBy(
            () -> FrameSources.open(new SourceUri.File(temporary.resolve("gone.mp4")), pool))
        .hasMessage("There is no file " + temporary.resolve("gone.mp4"));
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws Exception {
    try (FrameSource source =
        FileSource.open(Clips.record(temporary.resolve("clip.mp4"), 3), pool)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(source::next).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aPlaylistReachesNoNetwork() throws IOException {
    try (ServerSocket network = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + network.getLocalPort() + "/part.ts";
      Path playlist =
          Files.write(
              temporary.resolve("clip.m3u8"),
              ("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + address + "\n#EXT-X-ENDLIST\n")
                  .getBytes(UTF_8));
      assertThatThrownBy(() -> FileSource.open(playlist, pool).next())
          .isInstanceOf(CaptureException.class);
      network.setSoTimeout(1);
      assertThatThrownBy(network::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void countsThePicturesThatDamageTookAndSaysSoOnce() throws Exception {
    Path clip = Clips.record(temporary.resolve("clip.mp4"), 40);
    byte[] bytes = Files.readAllBytes(clip);
    int data = new String(bytes, ISO_8859_1).indexOf("mdat") + 4;
    int end = new String(bytes, ISO_8859_1).indexOf("moov") - 4;
    Arrays.fill(bytes, data + (end - data) / 3, data + (end - data) * 2 / 3, (byte) 0);
    Path damaged = Files.write(temporary.resolve("damaged.mp4"), bytes);
    try (Warnings warnings = Warnings.of(FileSource.class);
        FrameSource source = FrameSources.open(new SourceUri.File(damaged), pool)) {
      int read = read(source);
      assertThat(read).isBetween(1, 39);
      assertThat(source.unreadable()).isEqualTo(40 - read);
      assertThat(source.next()).isEmpty();
      assertThat(source.unreadable()).isEqualTo(40 - read);
      assertThat(warnings.texts())
          .containsExactly(
              "The video %s is damaged: %d of its 40 pictures cannot be decoded and are passed over; copy or record it again"
                  .formatted(damaged, 40 - read));
    }
  }

  /** Decoders patch up what they cannot decode: a smeared part may look like a good one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aPictureThatWasPatchedUpIsPassedOverAndSoAreThoseBuiltOnIt(long seed) throws Exception {
    byte[] bytes = Files.readAllBytes(Clips.record(temporary.resolve("clip.mp4"), 40));
    int data = new String(bytes, ISO_8859_1).indexOf("mdat") + 4;
    int end = new String(bytes, ISO_8859_1).indexOf("moov") - 4;
    Random random = new Random(seed);
    int at = random.nextInt((2 * data + end) / 3, (data + 2 * end) / 3);
    for (int i = 0; i < 12; i++) {
      bytes[at + i] = (byte) random.nextInt(256);
    }
    Path damaged = Files.write(temporary.resolve("damaged.mp4"), bytes);
    try (Warnings warnings = Warnings.of(FileSource.class);
        FrameSource source = FileSource.open(damaged, pool)) {
      int read = 0;
      int last = 0;
      int before = -1;
      long gaps = 0;
      List<Long> afterGaps = new ArrayList<>();
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          int grey = Pictures.pixel(frame, 3, 3)[1];
          assertThat(grey).as("grey of %s", frame.tag().origin()).isGreaterThan(last);
          for (int x = 1; x < Clips.WIDTH; x += 8) {
            for (int y = 1; y < Clips.HEIGHT; y += 8) {
              assertThat(Pictures.pixel(frame, x, y)[1]).isCloseTo(grey, within(2));
            }
          }
          last = grey;
          String origin = frame.tag().origin();
          int number = Integer.parseInt(origin.substring(origin.indexOf('#') + 1));
          if (number > before + 1) {
            gaps += number - before - 1;
            afterGaps.add((long) number);
          }
          before = number;
        }
        read++;
      }
      assertThat(read).isBetween(1, 39);
      long dropped = 40 - read - gaps; // by the decoder, so later numbers are too low
      assertThat(afterGaps)
          .as("what comes after damage builds on none of it")
          .isNotEmpty()
          .allMatch(
              number -> number % Clips.KEY_EVERY == 0 || (number + dropped) % Clips.KEY_EVERY == 0);
      assertThat(source.unreadable()).isEqualTo(40 - read);
      assertThat(source.firstUnreadable().orElseThrow()).contains(damaged + " is damaged");
      assertThat(warnings.texts()).hasSize(1);
    }
  }

  @Test
  void saysNothingOfPicturesThatWereNotAskedFor() throws Exception {
    Path clip = Clips.record(temporary.resolve("clip.mp4"), 9);
    try (Warnings warnings = Warnings.of(FileSource.class);
        FrameSource source = FileSource.open(clip, pool)) {
      source.next().orElseThrow().close();
      assertThat(source.unreadable()).isZero();
      assertThat(warnings.texts()).isEmpty();
    }
  }

  private static int read(FrameSource source) throws InterruptedException {
    int frames = 0;
    for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
      next.get().close();
      frames++;
    }
    return frames;
  }

  @Test
  void readsTheWholeBelt() throws Exception {
    Path clip =
        Path.of(System.getProperty("sightline.home", "."), "../shared/data/conveyor/nuts.mp4");
    assumeTrue(Files.isRegularFile(clip), "The conveyor clip is not here: nothing to read");
    int frames = 0;
    try (FrameSource source = FrameSources.open(new SourceUri.File(clip), pool)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          assertThat(frame.width()).isEqualTo(1920);
        }
        frames++;
      }
      assertThat(source.unreadable()).isZero();
    }
    assertThat(frames).isEqualTo(380);
  }
}
