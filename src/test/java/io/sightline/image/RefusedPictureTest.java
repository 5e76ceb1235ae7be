package io.sightline.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that files which are not pictures, or cannot be judged, are refused with the reason. */
class RefusedPictureTest extends OnPictures {
  @ParameterizedTest
  @MethodSource("io.sightline.image.PictureFileTest#kinds")
  void refusesAFileThatIsCutOff(byte[] content) throws IOException {
    for (int kept : new int[] {1, 11, 20, content.length / 2, content.length - 12}) {
      assertRefused(Arrays.copyOf(content, kept));
    }
  }

  /** Samples from 0 to 1 would all become black. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesFloatingPointSamples(boolean twice) throws IOException {
    assertRefused(Pictures.floating(twice, 9, 8))
        .contains(": its samples ")
        .endsWith(": save it with 8 or 16 bits a sample");
  }

  /** A list of so many strips could exhaust the memory. */
  @Test
  void refusesATiffOfMoreStripsThanRows() throws IOException {
    int strips = 1 << 21;
    ByteBuffer tiff = ByteBuffer.allocate(64 + 4 * strips).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 3);
    tiff.putShort((short) 256).putShort((short) 4).putInt(1).putInt(100);
    tiff.putShort((short) 257).putShort((short) 4).putInt(1).putInt(100);
    tiff.putShort((short) 273).putShort((short) 4).putInt(strips).putInt(64);
    assertRefused(tiff.array()).contains("its header is damaged: an entry has 2,097,152 values");
  }

  /** Each of so many entries may claim a long list, and all of them the same one. */
  @Test
  void refusesATiffOfMoreEntriesThanTags() throws IOException {
    assertRefused(tiffOf(4_097, 256, 1)).endsWith(": its header is damaged: it has 4,097 entries");
    byte[] pages = Pictures.tiffWithPages(9, 8, 1);
    ByteBuffer page = ByteBuffer.wrap(pages).order(ByteOrder.LITTLE_ENDIAN);
    page.putShort(pages.length - 18, (short) 4_097);
    assertRefused(pages).endsWith(": its header is damaged: it has 4,097 entries");
  }

  @Test
  void refusesATiffOfMoreSamplesThanAPixelHas() throws IOException {
    for (int tag : new int[] {258, 339}) {
      assertRefused(tiffOf(1, tag, 65)).endsWith(": its header is damaged: an entry has 65 values");
    }
  }

  /** Returns a TIFF whose directory holds the same entry so many times. */
  private static byte[] tiffOf(int entries, int tag, int values) {
    ByteBuffer tiff = ByteBuffer.allocate(10 + 12 * entries + 256).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      tiff.putShort((short) tag).putShort((short) 1).putInt(values).putInt(8);
    }
    return tiff.array();
  }

  /** Each scan of a progressive JPEG goes over all its pixels and may take a few bytes only. */
  @Test
  void refusesAJpegOfScansWithoutEnd() throws IOException {
    byte[] jpeg = Pictures.encoded("jpg", 40, 24);
    int scan = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00da");
    int length = jpeg.length - 2 - scan;
    ByteBuffer many = ByteBuffer.allocate(jpeg.length + 500 * length).put(jpeg, 0, scan);
    for (int i = 0; i < 501; i++) {
      many.put(jpeg, scan, length);
    }
    assertRefused(many.put(jpeg, jpeg.length - 2, 2).array())
        .endsWith(": its header is damaged: it has more than 500 scans");
  }

  /** 32-bit integers, as a scientific camera may write them. */
  @Test
  void refusesSamplesOfMoreThanSixteenBits() throws IOException {
    byte[] deep = Pictures.floating(false, 9, 8);
    ByteBuffer tiff = ByteBuffer.wrap(deep).order(ByteOrder.LITTLE_ENDIAN);
    tiff.putShort(Pictures.entry(tiff, 339), (short) 340); // no longer declared as floating-point
    assertRefused(deep).contains("its samples have 32 bits: save it with 8 or 16");
  }

  @Test
  void refusesAHugePictureBeforeDecodingIt() throws IOException {
    assertRefused(pngThatClaims(30_000, 30_000))
        .endsWith(": it has 30000x30000 pixels, and 67 million is the most");
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
    assertRefused(content).contains("damaged");
  }

  /** Further pages would be parts that are never judged. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void refusesATiffOfSeveralPictures(int kind) throws IOException {
    String why = "it holds several pictures: save each in a file of its own";
    assertRefused(Pictures.tiffWithPages(9, 8, kind)).endsWith(why);
    assertRefused(Pictures.tiffWithPages(9, 8, 1, 1, kind)).endsWith(why);
  }

  @Test
  void refusesPagesWithoutEnd() throws IOException {
    byte[] circle = Pictures.tiffWithPages(9, 8, 1);
    int page = circle.length - 18;
    ByteBuffer.wrap(circle).order(ByteOrder.LITTLE_ENDIAN).putInt(circle.length - 4, page);
    assertRefused(circle).endsWith("its list of pages has no end");
  }

  /** The decoder of 16-bit samples would misread planar and negative pictures. */
  @Test
  void refusesDeepSamplesInUnusualOrder() throws IOException {
    assertRefused(deepTiffThatSays(284, 2)).contains("its colours lie one behind the other");
    assertRefused(deepTiffThatSays(262, 0)).contains("it is a negative (white is zero)");
  }

  private static byte[] deepTiffThatSays(int tag, int value) {
    byte[] deep = Pictures.deep("tiff", 9, 8);
    ByteBuffer tiff = ByteBuffer.wrap(deep).order(ByteOrder.LITTLE_ENDIAN);
    tiff.putShort(Pictures.entry(tiff, tag) + 8, (short) value);
    return deep;
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
    assertRefused(webp).endsWith("it is an animation: save each of its pictures in a file");
  }

  /** A decoder that knows no animations, or wants one picture, would show the first part only. */
  @Test
  void refusesAnAnimatedPng() throws IOException {
    String why = "it is an animation: save each of its pictures in a file";
    assertRefused(pngWith("acTL", frames(3))).endsWith(why);
    assertRefused(pngWith("fdAT", new byte[40])).as("beside the usual picture").endsWith(why);
  }

  @Test
  void readsAPngWhoseAnimationIsItsOnePicture() throws IOException {
    Path file = Pictures.write(folder.resolve("still.png"), pngWith("acTL", frames(1)));
    try (Frame frame = PictureFile.read(file, pool)) {
      assertThat(Pictures.pixel(frame, 3, 4)).containsExactly(40, 120, 200);
    }
  }

  /** Returns the content of an animation's first chunk. */
  private static byte[] frames(int number) {
    return ByteBuffer.allocate(8).putInt(number).array();
  }

  /** Returns a PNG with a further chunk after its header. */
  private static byte[] pngWith(String type, byte[] content) {
    byte[] png = Pictures.encoded("png", 8, 8);
    int headerEnd = 33;
    ByteBuffer with = ByteBuffer.allocate(png.length + 12 + content.length);
    with.put(png, 0, headerEnd).putInt(content.length).put(type.getBytes(UTF_8)).put(content);
    CRC32 crc = new CRC32();
    crc.update(with.array(), headerEnd + 4, 4 + content.length);
    return with.putInt((int) crc.getValue()).put(png, headerEnd, png.length - headerEnd).array();
  }

  /** Uses a compression that OpenCV's decoder was built without. */
  @Test
  void refusesWhatItsDecoderCannotRead() throws IOException {
    byte[] content = Pictures.encoded("tiff", 31, 17);
    ByteBuffer tiff = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    tiff.putShort(Pictures.entry(tiff, 259) + 8, (short) 50000); // Zstandard
    pool.take(31, 17).close(); // leaves a frame of old pixels
    assertRefused(content)
        .endsWith("its content is damaged, or compressed in a way that is not read");
  }

  @Test
  void refusesAJpegOfTwelveBits() throws IOException {
    byte[] jpeg = Pictures.encoded("jpg", 40, 24);
    jpeg[new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0") + 4] = 12;
    assertRefused(jpeg).endsWith("its samples have 12 bits: save it with 8 bits a sample");
  }

  /** Unscaled 12-bit samples, as some cameras save them, are too dark for any network. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void refusesTwelveBitsInSixteen(String format) throws IOException {
    assertRefused(Pictures.unscaled(format, 9, 8))
        .contains("12 of its 16 bits", "save it scaled to all 16, or to 8");
  }

  /** Returns a PNG with valid checksums whose header claims more pixels than it has. */
  private static byte[] pngThatClaims(int width, int height) {
    byte[] png = Pictures.encoded("png", 8, 8);
    ByteBuffer bytes = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    bytes.putInt(29, (int) crc.getValue());
    return png;
  }
}
