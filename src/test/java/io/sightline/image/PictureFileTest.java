package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests reading picture files, whatever program wrote them. */
class PictureFileTest extends OnPictures {
  static Stream<byte[]> kinds() {
    return Stream.of("png", "jpg", "bmp", "tiff", "webp")
        .map(format -> Pictures.encoded(format, 31, 17));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void readsEveryFormatByItsContent(byte[] content) throws IOException {
    Path file = Pictures.write(folder.resolve("Bild größer 100%.doc"), content);
    try (Frame frame = PictureFile.read(file, pool)) {
      assertThat(frame.width()).isEqualTo(31);
      assertThat(frame.height()).isEqualTo(17);
      assertColour(frame, 30, 16);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void keepsTheUpperEightOfSixteenBits(String format) throws IOException {
    Path file = Pictures.write(folder.resolve("deep"), Pictures.deep(format, 9, 8));
    try (Frame frame = PictureFile.read(file, pool)) {
      assertThat(Pictures.pixel(frame, 8, 7)).containsExactly(40, 120, 200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tiff", "webp"})
  void makesThreeEqualChannelsOfGrey(String format) throws IOException {
    Path file = Pictures.write(folder.resolve("grey"), Pictures.grey(format, 9, 8));
    try (Frame frame = PictureFile.read(file, pool)) {
      int[] pixel = Pictures.pixel(frame, 4, 4);
      assertThat(pixel[0]).isCloseTo(Pictures.COLOUR.get(0), within(3));
      assertThat(pixel[1]).isCloseTo(pixel[0], within(2));
      assertThat(pixel[2]).isCloseTo(pixel[0], within(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff", "webp"})
  void leavesAlphaAway(String format) throws IOException {
    byte[] content =
        format.equals("webp") ? Pictures.encoded(format, 9, 8) : Pictures.withAlpha(format, 9, 8);
    try (Frame frame = PictureFile.read(Pictures.write(folder.resolve("a"), content), pool)) {
      assertColour(frame, 8, 7);
    }
  }

  @Test
  void turnsAPictureAsItsExifSays() throws IOException {
    byte[] plain = Pictures.encoded("jpg", 40, 24);
    Path file = Pictures.write(folder.resolve("turned.jpg"), withOrientation(plain, 6));
    try (Frame frame = PictureFile.read(file, pool)) {
      assertThat(frame.width()).isEqualTo(24);
      assertThat(frame.height()).isEqualTo(40);
    }
    try (Frame frame = pool.take(40, 24)) {
      assertThat(frame.mat().cols()).isEqualTo(40);
    }
  }

  /** A page with a smaller copy of the picture, or with a mask, is not a second picture. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void readsATiffWithASmallerCopyBesideIt(int kind) throws IOException {
    byte[] content = Pictures.tiffWithPages(9, 8, kind);
    try (Frame frame = PictureFile.read(Pictures.write(folder.resolve("copy"), content), pool)) {
      assertColour(frame, 8, 7);
    }
  }

  /** A pooled frame still holds the previous part's pixels. */
  @Test
  void neverAnswersWithAnEarlierPicture() throws IOException {
    var random = new java.util.Random(5);
    for (byte[] content : kinds().toList()) {
      for (int round = 0; round < 200; round++) {
        byte[] damaged = content.clone();
        for (int i = 0; i < 1 + round % 4; i++) {
          damaged[random.nextInt(Math.min(damaged.length, 700))] = (byte) random.nextInt(256);
        }
        Path file = Pictures.write(folder.resolve("any"), damaged);
        Optional<byte[]> once = afterAnother(file, 77);
        Optional<byte[]> again = afterAnother(file, 178);
        assertThat(again.map(Arrays::hashCode)).isEqualTo(once.map(Arrays::hashCode));
      }
    }
  }

  /** Reads a file into memory that held an all-grey picture; empty if refused. */
  private Optional<byte[]> afterAnother(Path file, int grey) {
    try (Frame earlier = pool.take(31, 17);
        Scalar colour = new Scalar(grey, grey, grey, 0);
        Mat whole = new Mat(17, 31, CV_8UC3, colour)) {
      whole.copyTo(earlier.mat());
    }
    try (Frame frame = PictureFile.read(file, pool)) {
      assertThat((long) frame.width() * frame.height())
          .isLessThanOrEqualTo(PictureFile.MOST_PIXELS);
      byte[] pixels = new byte[3 * frame.width() * frame.height()];
      new BytePointer(frame.mat().data()).get(pixels);
      return Optional.of(pixels);
    } catch (ImageException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return Optional.empty();
    }
  }

  @Test
  void readsWhatAnotherEncoderWrites() throws IOException {
    BufferedImage image = new BufferedImage(13, 7, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 13; x++) {
        image.setRGB(
            x,
            y,
            Pictures.COLOUR.get(2) << 16 | Pictures.COLOUR.get(1) << 8 | Pictures.COLOUR.get(0));
      }
    }
    for (String format : new String[] {"png", "jpg", "bmp", "tiff"}) {
      Path file = folder.resolve("java." + format);
      assertThat(ImageIO.write(image, format, file.toFile())).as(format).isTrue();
      try (Frame frame = PictureFile.read(file, pool)) {
        assertThat(frame.width()).isEqualTo(13);
        assertColour(frame, 12, 6);
      }
      assertThat(PictureFile.format(file)).isPresent();
    }
    Path text = Files.writeString(folder.resolve("note.txt"), "BM is not enough for a picture");
    assertThat(PictureFile.format(text)).isEmpty();
  }

  /** A line is stopped by interrupting the thread that reads: the picture is none the worse. */
  @Test
  void readsOnWhenItsThreadIsInterrupted() throws IOException {
    Path file = Pictures.write(folder.resolve("a"), Pictures.encoded("png", 31, 17));
    Thread.currentThread().interrupt();
    try (Frame frame = PictureFile.read(file, pool)) {
      assertColour(frame, 30, 16);
      assertThat(PictureFile.format(file)).hasValue(PictureFormat.PNG);
    } finally {
      assertThat(Thread.interrupted()).as("whoever reads on learns of it").isTrue();
    }
  }

  private static void assertColour(Frame frame, int x, int y) {
    int[] pixel = Pictures.pixel(frame, x, y);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(pixel[channel]).isCloseTo(Pictures.COLOUR.get(channel), within(4));
    }
  }

  /** Inserts an APP1 segment with only the EXIF tag 0x0112 after the start of image. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.BIG_ENDIAN);
    tiff.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (2 + 6 + 26)});
    out.write(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    out.write(tiff.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
