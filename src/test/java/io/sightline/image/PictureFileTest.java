package io.sightline.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @TempDir Path folder;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

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
  @MethodSource("kinds")
  void refusesAFileThatIsCutOff(byte[] content) throws IOException {
    for (int kept : new int[] {1, 11, 20, content.length / 2, content.length - 12}) {
      Path file = Pictures.write(folder.resolve("cut"), Arrays.copyOf(content, kept));
      assertThatThrownBy(() -> PictureFile.read(file, pool))
          .as("%d of %d bytes", kept, content.length)
          .isInstanceOf(ImageException.class)
          .hasMessageStartingWith("Cannot read the picture " + file + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void keepsTheUpperEightOfSixteenBits(String format) throws IOException {
    Path file = Pictures.write(folder.resolve("deep"), Pictures.deep(format, 9, 8));
    try (Frame frame = PictureFile.read(file, pool)) {
      assertColour(frame, 8, 7);
    }
  }

  /** Samples from 0 to 1 would all be black. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesFloatingPointSamples(boolean twice) throws IOException {
    Path file = Pictures.write(folder.resolve("float"), Pictures.floating(twice, 9, 8));
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .message()
        .startsWith("Cannot read the picture " + file + ": its samples ")
        .endsWith(": save it with 8 or 16 bits a sample");
  }

  /** A list of as many strips as the file has bytes would fill the memory. */
  @Test
  void refusesATiffOfMoreStripsThanRows() throws IOException {
    int strips = 1 << 21;
    ByteBuffer tiff = ByteBuffer.allocate(64 + 4 * strips).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 3);
    tiff.putShort((short) 256).putShort((short) 4).putInt(1).putInt(100);
    tiff.putShort((short) 257).putShort((short) 4).putInt(1).putInt(100);
    tiff.putShort((short) 273).putShort((short) 4).putInt(strips).putInt(64);
    Path file = Pictures.write(folder.resolve("strips"), tiff.array());
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("its header is damaged: an entry has 2,097,152 values");
  }

  /** Whole numbers of 32 bits, as a scientific camera may write them. */
  @Test
  void refusesSamplesOfMoreThanSixteenBits() throws IOException {
    byte[] deep = Pictures.floating(false, 9, 8);
    ByteBuffer tiff = ByteBuffer.wrap(deep).order(ByteOrder.LITTLE_ENDIAN);
    int directory = tiff.getInt(4);
    for (int i = 0; i < tiff.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (tiff.getShort(entry) == 339) {
        tiff.putShort(entry, (short) 340); // no longer says that they are floating-point numbers
      }
    }
    Path file = Pictures.write(folder.resolve("deep"), deep);
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("its samples have 32 bits: save it with 8 or 16");
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

  @Test
  void refusesAHugePictureBeforeDecodingIt() throws IOException {
    Path file = Pictures.write(folder.resolve("huge.png"), pngThatClaims(30_000, 30_000));
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            "Cannot read the picture "
                + file
                + ": it has 30000x30000 pixels, and 67 million is the most");
  }

  @Test
  void refusesAHugeFileWithoutReadingIt() throws IOException {
    Path file = folder.resolve("huge.bmp");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(PictureFile.MOST_BYTES + 1);
    }
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("MiB, and 256 is the most");
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path empty = Pictures.write(folder.resolve("empty.png"), new byte[0]);
    assertThatThrownBy(() -> PictureFile.read(empty, pool)).hasMessageEndingWith("it is empty");

    Path text = Pictures.write(folder.resolve("text.jpg"), "no picture at all".getBytes(UTF_8));
    assertThatThrownBy(() -> PictureFile.read(text, pool))
        .hasMessageContaining("none of PNG, JPEG, BMP, TIFF and WebP");

    assertThatThrownBy(() -> PictureFile.read(folder.resolve("gone.png"), pool))
        .isInstanceOf(ImageException.class)
        .hasMessageEndingWith("there is no such file");

    assertThatThrownBy(() -> PictureFile.read(folder, pool)).hasMessageEndingWith("not a file");
  }

  @Test
  void refusesDamagedPixels() throws IOException {
    byte[] content = Pictures.encoded("png", 64, 64);
    content[content.length - 20] ^= 0x55;
    Path file = Pictures.write(folder.resolve("damaged.png"), content);
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("damaged");
  }

  /** A frame of the pool still holds the part before this one. */
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

  /** What a file shows, read into memory that an all grey picture was in; empty where refused. */
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

  /** Pages would be parts that nobody judges; a smaller copy of the same picture is none. */
  @ParameterizedTest
  @CsvSource({"0, true", "2, true", "1, false", "4, false"})
  void refusesATiffOfSeveralPictures(int kind, boolean refused) throws IOException {
    byte[] one = Pictures.encoded("tiff", 9, 8);
    ByteBuffer tiff = ByteBuffer.allocate(one.length + 18).order(ByteOrder.LITTLE_ENDIAN).put(one);
    int directory = tiff.getInt(4);
    tiff.putInt(directory + 2 + 12 * tiff.getShort(directory), one.length);
    tiff.putShort((short) 1).putShort((short) 254).putShort((short) 4).putInt(1).putInt(kind);
    Path file = Pictures.write(folder.resolve("pages.tif"), tiff.array());
    if (refused) {
      assertThatThrownBy(() -> PictureFile.read(file, pool))
          .isInstanceOf(ImageException.class)
          .hasMessageEndingWith("it holds several pictures: save each in a file of its own");
    } else {
      try (Frame frame = PictureFile.read(file, pool)) {
        assertColour(frame, 8, 7);
      }
    }
  }

  @Test
  void refusesAnAnimation() throws IOException {
    byte[] webp = new byte[64];
    ByteBuffer header = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
    header
        .put("RIFF".getBytes(UTF_8))
        .putInt(56)
        .put("WEBPVP8X".getBytes(UTF_8))
        .putInt(10)
        .put((byte) 2);
    Path file = Pictures.write(folder.resolve("animated.webp"), webp);
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .hasMessageEndingWith("it is an animation: save each of its pictures in a file");
  }

  /** Compressed in a way that OpenCV's decoder was not built for. */
  @Test
  void refusesWhatItsDecoderCannotRead() throws IOException {
    byte[] content = Pictures.encoded("tiff", 31, 17);
    ByteBuffer tiff = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int directory = tiff.getInt(4);
    for (int i = 0; i < tiff.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (tiff.getShort(entry) == 259) {
        tiff.putShort(entry + 8, (short) 50000); // Zstandard
      }
    }
    assertThat(
            afterAnother(Pictures.write(folder.resolve("zstd.tif"), content), 77)
                .map(Arrays::hashCode))
        .isEmpty();
  }

  @Test
  void refusesAJpegOfTwelveBits() throws IOException {
    byte[] jpeg = Pictures.encoded("jpg", 40, 24);
    jpeg[new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0") + 4] = 12;
    Path file = Pictures.write(folder.resolve("medical.jpg"), jpeg);
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .hasMessageEndingWith("its samples have 12 bits: save it with 8 bits a sample");
  }

  /** As cameras of 12 bits save what they see where nothing scales it: too dark for any network. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void refusesTwelveBitsInSixteen(String format) throws IOException {
    Path file = Pictures.write(folder.resolve("mono12"), Pictures.unscaled(format, 9, 8));
    assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .message()
        .startsWith("Cannot read the picture " + file + ": ")
        .contains("12 of its 16 bits", "save it scaled to all 16, or to 8");
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

  private static void assertColour(Frame frame, int x, int y) {
    int[] pixel = Pictures.pixel(frame, x, y);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(pixel[channel]).isCloseTo(Pictures.COLOUR.get(channel), within(4));
    }
  }

  /** Puts an APP1 segment with the one EXIF tag 0x0112 right behind the start of image. */
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

  /** A whole PNG, checksums and all, whose header claims more than its few pixels. */
  private static byte[] pngThatClaims(int width, int height) {
    byte[] png = Pictures.encoded("png", 8, 8);
    ByteBuffer bytes = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    bytes.putInt(29, (int) crc.getValue());
    return png;
  }
}
