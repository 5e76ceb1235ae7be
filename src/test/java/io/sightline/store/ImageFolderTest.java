package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path data;

  @Test
  void keepsThePixelsAndNothingElse() throws IOException {
    try (FramePool pool = new FramePool();
        ImageFolder images = new ImageFolder(new DataDirectory(data))) {
      Inspection bad = SampleInspections.part("A", 10);
      String path;
      try (Frame frame = frame(pool, 64, 48)) {
        path = images.keep(bad, frame);
        assertThat(frame.width()).as("only borrowed: not closed").isEqualTo(64);
      }
      assertThat(path).isEqualTo("A/2026-11-23/10_" + bad.id() + ".jpg");
      Path file = images.find(path).orElseThrow();
      assertThat(file).isEqualTo(data.resolve("images").resolve(path));
      BufferedImage picture = ImageIO.read(file.toFile());
      assertThat(picture.getWidth()).isEqualTo(64);
      assertThat(picture.getHeight()).isEqualTo(48);
      Color colour = new Color(picture.getRGB(30, 20));
      assertThat(colour.getRed()).isCloseTo(200, within(3));
      assertThat(colour.getGreen()).isCloseTo(90, within(3));
      assertThat(colour.getBlue()).isCloseTo(40, within(3));
      assertThat(everyFile()).containsExactly(file);
    }
  }

  @Test
  void usesItsBufferForPicturesOfEverySize() throws IOException {
    try (FramePool pool = new FramePool();
        ImageFolder images = new ImageFolder(new DataDirectory(data))) {
      int[] sizes = {64, 640, 32, 1280, 64};
      for (int i = 0; i < sizes.length; i++) {
        try (Frame frame = frame(pool, sizes[i], sizes[i])) {
          Path file = images.find(images.keep(SampleInspections.part("A", i + 1), frame)).get();
          assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(sizes[i]);
        }
      }
    }
  }

  /** A line scan may be longer than the encoder of JPEG goes; retention finds it all the same. */
  @Test
  void keepsAPictureTooLongForAJpeg() throws IOException {
    DataDirectory directory = new DataDirectory(data);
    try (FramePool pool = new FramePool();
        ImageFolder images = new ImageFolder(directory)) {
      for (int[] size : new int[][] {{16, 65_536}, {65_501, 8}, {65_500, 8}}) {
        try (Frame frame = frame(pool, size[0], size[1])) {
          Path file = images.find(images.keep(SampleInspections.part("A", 10), frame)).get();
          assertThat(file.toString()).endsWith(size[0] == 65_500 ? ".jpg" : ".png");
          BufferedImage picture = ImageIO.read(file.toFile());
          assertThat(picture.getWidth()).isEqualTo(size[0]);
          assertThat(picture.getHeight()).isEqualTo(size[1]);
        }
      }
    }
    new ImageRetention(directory, 0, 0).apply();
    assertThat(everyFile()).isEmpty();
  }

  @Test
  void noNameLeadsOutOfTheFolder() throws IOException {
    List<String> lines =
        List.of(
            "../../etc",
            "a/b",
            "a\\b",
            "..",
            ".",
            "C:\\x",
            "Straße 1",
            "Strasse 1",
            "線",
            "線2",
            "NUL",
            "com1",
            "a b",
            "a_b",
            "-",
            "x".repeat(500),
            "x".repeat(499),
            "tab\tnew\nline");
    Set<String> folders = new HashSet<>();
    try (FramePool pool = new FramePool();
        ImageFolder images = new ImageFolder(new DataDirectory(data));
        Frame frame = frame(pool, 16, 16)) {
      for (String line : lines) {
        String path = images.keep(SampleInspections.part(line, 1), frame);
        assertThat(path).matches("[A-Za-z0-9_/.-]+").doesNotContain("..");
        Path file = images.find(path).orElseThrow();
        assertThat(file).startsWith(data.resolve("images"));
        folders.add(path.substring(0, path.indexOf('/')));
      }
      assertThat(folders).as("a folder for each line").hasSameSizeAs(lines);
      assertThat(images.find("../../etc/passwd")).isEmpty();
      assertThat(images.find("/etc/passwd")).isEmpty();
      assertThat(images.find("no\u0000file")).isEmpty();
    }
    assertThat(everyFile()).hasSize(lines.size());
  }

  @Test
  void keepsPicturesOnAnInterruptedThread() throws IOException {
    try (FramePool pool = new FramePool();
        ImageFolder images = new ImageFolder(new DataDirectory(data));
        Frame frame = frame(pool, 16, 16)) {
      Thread.currentThread().interrupt();
      String path = images.keep(SampleInspections.part("A", 1), frame);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(images.find(path)).isPresent();
    }
  }

  @Test
  void aClosedFolderSaysSo() {
    ImageFolder images = new ImageFolder(new DataDirectory(data));
    images.close();
    try (FramePool pool = new FramePool();
        Frame frame = frame(pool, 16, 16)) {
      assertThatThrownBy(() -> images.keep(SampleInspections.part("A", 1), frame))
          .hasMessageContaining("closed");
    }
  }

  private static Frame frame(FramePool pool, int width, int height) {
    Frame frame = pool.take(width, height);
    try (Scalar blueGreenRed = new Scalar(40, 90, 200, 0)) {
      frame.mat().put(blueGreenRed);
    }
    return frame;
  }

  private List<Path> everyFile() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
