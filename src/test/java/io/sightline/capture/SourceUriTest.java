package io.sightline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.SourceUri.File;
import io.sightline.capture.SourceUri.Folder;
import io.sightline.capture.SourceUri.Gst;
import io.sightline.capture.SourceUri.Rtsp;
import io.sightline.capture.SourceUri.Simulated;
import io.sightline.capture.SourceUri.Usb;
import io.sightline.capture.source.FrameSources;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUriTest {
  @TempDir Path temporary;

  @Test
  void understandsTheSimulatedLine() {
    assertThat(SourceUri.parse("sim:board?ppm=1000&seed=7&defects=0.1"))
        .isEqualTo(
            new Simulated(
                "board",
                OptionalDouble.of(1000),
                OptionalLong.of(7),
                OptionalDouble.of(0.1),
                OptionalDouble.empty()));
    assertThat(SourceUri.parse("sim:board"))
        .isEqualTo(
            new Simulated(
                "board",
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
  }

  @Test
  void aSchemeMayBeInCapitals() {
    assertThat(SourceUri.parse("RTSP://10.0.0.7:554/Stream"))
        .isEqualTo(SourceUri.parse("rtsp://10.0.0.7:554/Stream"))
        .hasToString("rtsp://10.0.0.7:554/Stream");
  }

  @Test
  void opensTheSimulatedLine() throws InterruptedException {
    try (FramePool pool = new FramePool();
        FrameSource source = FrameSources.open(SourceUri.parse("sim:board?seed=7&ppm=6000"), pool);
        Frame frame = source.next().orElseThrow()) {
      assertThat(source.live()).isTrue();
      assertThat(source.describe()).contains("seed 7").contains("6,000");
      assertThat(frame.tag().truth()).isPresent();
    }
  }

  @Property(tries = 200)
  void readsBackAnySimulation(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 100_000) double ppm,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1) double defects) {
    String source = "sim:board?defects=%s&seed=%d&ppm=%s".formatted(defects, seed, ppm);
    if (!(SourceUri.parse(source) instanceof Simulated simulated)) {
      throw new AssertionError(source);
    }
    assertThat(simulated.ppm()).hasValue(ppm);
    assertThat(simulated.seed()).hasValue(seed);
    assertThat(simulated.defects()).hasValue(defects);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sim:board?ppm=abc | ppm=abc: expected parts a minute, greater than 0",
        "sim:board?ppm=0 | ppm=0: expected parts a minute, greater than 0",
        "sim:board?ppm= | ppm=: expected parts a minute",
        "sim:board?ppm=1d | ppm=1d: expected parts a minute",
        "sim:board?ppm=. | ppm=.: expected parts a minute",
        "sim:board?ppm=-5 | ppm=-5: expected parts a minute",
        "sim:board?ppm=NaN | ppm=NaN: expected parts a minute",
        "sim:board?seed=1.5 | seed=1.5: expected a whole number",
        "sim:board?defects=1.1 | defects=1.1: expected the fraction of defective parts",
        "sim:board?seed=1&seed=2 | says seed= twice",
        "sim:board?speed=3 | does not know \"speed=3\": expected ppm=, seed=, defects= or",
        "sim:board?ppm | does not know \"ppm\"",
        "sim:board? | does not know \"\"",
        "sim:bottle | There is no simulation \"bottle\": expected sim:board",
        "usb:front | Expected the number of a camera after usb:",
        "usb: | Expected the number of a camera after usb:",
        "usb:999 | A camera's number is from 0 to 255, not 999",
        "folder: | Expected a path after folder:",
        "rtsp:camera/1 | is malformed: expected rtsp://HOST/PATH",
        "rtsp:///stream | is malformed: expected rtsp://HOST/PATH",
        "rtsp://cam_1:front/stream | is malformed: expected rtsp://HOST/PATH",
        "rtsp://cam_1:1:2/stream | is malformed: expected rtsp://HOST/PATH",
        "rtsp://admin@/stream | is malformed: expected rtsp://HOST/PATH",
        "http://camera/1 | neither a source nor an existing file or folder: expected sim:board",
        "nothing-here | neither a source nor an existing file or folder: expected sim:board",
        "'' | neither a source nor an existing file or folder",
      })
  void saysWhatWasExpected(String source, String message) {
    assertThatThrownBy(() -> SourceUri.parse(source))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with space", "größer", "100%", "50%20off", "a?b#c&d", "~x"})
  void takesPathsAsTheyAreTyped(String name) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Path file = Files.createFile(folder.resolve(name + ".mp4"));
    assertThat(SourceUri.parse("folder:" + folder)).isEqualTo(new Folder(folder));
    assertThat(SourceUri.parse("folder://" + folder)).isEqualTo(new Folder(folder));
    assertThat(SourceUri.parse("FILE:" + file)).isEqualTo(new File(file));
    assertThat(SourceUri.parse(folder.toString())).isEqualTo(new Folder(folder));
    assertThat(SourceUri.parse(file.toString())).isEqualTo(new File(file));
    String uri = file.toUri().toString();
    if (!SourceUri.parse(uri).equals(new File(file))) {
      throw new AssertionError(uri);
    }
  }

  @Test
  void knowsTheUsersHome() {
    Path home = Path.of(System.getProperty("user.home"));
    assertThat(SourceUri.parse("folder:~")).isEqualTo(new Folder(home));
    assertThat(SourceUri.parse("folder:~/nowhere")).isEqualTo(new Folder(Path.of("~/nowhere")));
  }

  @Property(tries = 50)
  void countsCameras(@ForAll @IntRange(min = 0, max = 255) int number) {
    assertThat(SourceUri.parse("usb:" + number)).isEqualTo(new Usb(number));
  }

  /** Escapes are the exception: "50%20off" is "50 off", as in any address. */
  @Property
  void takesPasswordsAsTheyAreTyped(
      @ForAll @CharRange(from = ' ', to = 'ÿ') @StringLength(max = 12) String typed) {
    String password = typed.replaceAll("%(?=[0-9A-Fa-f]{2})", "%-");
    assertThat(SourceUri.parse("rtsp://admin:" + password + "@127.0.0.1:1/s"))
        .isInstanceOfSatisfying(
            Rtsp.class,
            camera -> {
              assertThat(camera.uri().getUserInfo()).isEqualTo("admin:" + password);
              assertThat(camera.uri().getHost()).isEqualTo("127.0.0.1");
              assertThat(camera.uri().getPort()).isEqualTo(1);
            });
  }

  @Property(tries = 50)
  void takesHostsThatAreNoNamesOfTheDns(
      @ForAll
          @CharRange(from = 'a', to = 'z')
          @CharRange(from = '0', to = '9')
          @Chars({'_', '-'})
          @StringLength(min = 1, max = 9)
          String name,
      @ForAll @IntRange(min = 1, max = 65_535) int port) {
    for (String user : List.of("", "admin:100%@")) {
      for (String suffix : List.of(":" + port, "")) {
        SourceUri camera =
            SourceUri.parse("rtsp://" + user + name + "_.invalid" + suffix + "/s?profile=1");
        assertThat(camera).isInstanceOf(Rtsp.class).asString().doesNotContain("100%");
        try (FramePool pool = new FramePool()) {
          assertThatThrownBy(() -> FrameSources.open(camera, pool))
              .hasMessageContaining("there is no host " + name + "_.invalid;");
        }
      }
    }
  }

  /** A path may contain the characters that separate a login from an address. */
  @ParameterizedTest
  @ValueSource(strings = {"C:\\bilder@halle2\\x", "/d/06:00@2", "./a:b@c"})
  void aPathThatIsNotThereIsNamedWhole(String path) {
    assertThatThrownBy(() -> SourceUri.parse(path)).hasMessageContaining(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://admin:geheim@10.0.0.7:554/stream?profile=1",
        "rtsp://admin:ge/h?im@geheim@10.0.0.7:554/stream?profile=1",
        "rtsp://admin:geheim ü@10.0.0.7:554/stream",
        "rtsps://10.0.0.7:554/user=admin_password=geheim_channel=1.sdp",
        "rtsp://10.0.0.7:554/stream?user=admin&password=geheim",
        "rtsp://admin:geheim@[broken/stream",
        "rtspx://admin:geheim@10.0.0.7/",
        "http://admin:geheim@10.0.0.7/",
        "admin:geheim@10.0.0.7/stream1",
        "rtsp:/admin:geheim@10.0.0.7/1",
        "rtsp//admin:geheim@10.0.0.7/1",
        "rtsp:admin:geheim@10.0.0.7/1",
        "'rtsp://admin:geheim@10.0.0.7/1'",
      })
  void neverShowsAPassword(String address) {
    String shown;
    try {
      SourceUri source = SourceUri.parse(address);
      assertThat(source).isInstanceOf(Rtsp.class);
      shown = source.toString();
      assertThat(shown).contains("10.0.0.7:554");
    } catch (CaptureException e) {
      shown = String.valueOf(e.getMessage());
      assertThat(e).hasNoCause();
    }
    assertThat(shown).doesNotContain("geheim").doesNotContain("ge/h");
  }

  @Test
  void refusesGStreamerInOneSentence() {
    SourceUri source = SourceUri.parse("gst:videotestsrc ! appsink");
    assertThat(source).isEqualTo(new Gst("videotestsrc ! appsink"));
    try (FramePool pool = new FramePool()) {
      assertThatThrownBy(() -> FrameSources.open(source, pool))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("GStreamer");
    }
  }
}
