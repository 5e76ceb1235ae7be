package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a TIFF whose compressed pixels are damaged is refused: its decoder reports nothing and
 * leaves the rows black that it could not decode.
 */
class DamagedTiffTest extends OnPictures {
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32_946;
  private static final int PACK_BITS = 32_773;

  private static final int WIDTH = 31;
  private static final int HEIGHT = 17;

  @ParameterizedTest
  @ValueSource(ints = {LZW, DEFLATE, OLD_DEFLATE, PACK_BITS})
  void refusesRowsThatWereNeverWritten(int compression) throws IOException {
    Tiff whole = new Tiff(compression);
    assertThat(blackRows(whole.content)).isZero();
    for (int at = whole.start; at < whole.end - 4; at++) {
      byte[] damaged = whole.content.clone();
      Arrays.fill(damaged, at, whole.end, (byte) 0);
      assertRefused(damaged).contains("its pixels are damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LZW, DEFLATE, OLD_DEFLATE, PACK_BITS})
  void refusesAStripThatIsCutOff(int compression) throws IOException {
    Tiff whole = new Tiff(compression);
    int spared = compression == LZW ? 4 : 0; // its end code may be missing
    for (int length = 0; length < whole.end - whole.start - spared; length++) {
      assertRefused(whole.withStripOf(length)).contains("its pixels are damaged");
    }
  }

  /** Of many strips, the last one shorter, or with codes of all lengths: nothing is refused. */
  @ParameterizedTest
  @CsvSource({
    "5, 1000, 101",
    "8, 1000, 101",
    "32946, 1000, 101",
    "32773, 1000, 101",
    "5, 9001, 3",
    "32773, 9001, 3"
  })
  void readsWholePicturesOfManyStrips(int compression, int width, int height) throws IOException {
    byte[] content = Pictures.compressed(compression, width, height);
    try (Frame frame = PictureFile.read(Pictures.write(folder.resolve("picture"), content), pool)) {
      assertThat(frame.width()).isEqualTo(width);
    }
  }

  @Test
  void refusesAStripWithMoreRowsThanThePictureHas() throws IOException {
    Tiff whole = new Tiff(PACK_BITS);
    byte[] longer =
        Arrays.copyOf(whole.content, whole.content.length + whole.end - whole.start + 2);
    System.arraycopy(
        whole.content, whole.start, longer, whole.content.length, whole.end - whole.start);
    longer[longer.length - 2] = -9; // ten more bytes
    assertRefused(whole.withStripIn(longer)).contains("there are more of them than it has");
  }

  /** Deflate has checksums: no flipped bit escapes. */
  @ParameterizedTest
  @ValueSource(ints = {DEFLATE, OLD_DEFLATE})
  void refusesEveryWrongByteOfDeflate(int compression) throws IOException {
    Tiff whole = new Tiff(compression);
    for (int at = whole.start; at < whole.end; at++) {
      assertRefused(whole.withWrongByte(at)).contains("its pixels are damaged");
    }
  }

  /** Without checksums a pixel may come out wrong, but none may be missing. */
  @ParameterizedTest
  @ValueSource(ints = {LZW, PACK_BITS})
  void showsNoBlackRowsForAWrongByte(int compression) throws IOException {
    Tiff whole = new Tiff(compression);
    int refused = 0;
    for (int at = whole.start; at < whole.end; at++) {
      byte[] damaged = whole.withWrongByte(at);
      try {
        assertThat(blackRows(damaged)).as("byte %d", at).isZero();
      } catch (ImageException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /** Returns how many rows came out without a sample that is not black. */
  private long blackRows(byte[] content) throws IOException {
    try (Frame frame = PictureFile.read(Pictures.write(folder.resolve("picture"), content), pool)) {
      return IntStream.range(0, HEIGHT)
          .filter(
              y ->
                  IntStream.range(0, WIDTH)
                      .allMatch(x -> Arrays.stream(Pictures.pixel(frame, x, y)).sum() == 0))
          .count();
    }
  }

  /** A compressed picture in one strip, from {@code start} to {@code end} of its file. */
  private static final class Tiff {
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;

    final byte[] content;
    final int start;
    final int end;

    Tiff(int compression) {
      content = Pictures.compressed(compression, WIDTH, HEIGHT);
      start = buffer(content).getInt(value(STRIP_OFFSETS));
      end = start + buffer(content).getInt(value(STRIP_LENGTHS));
    }

    byte[] withWrongByte(int at) {
      byte[] damaged = content.clone();
      damaged[at] ^= 0x55;
      return damaged;
    }

    /** Returns the file with its strip from where this one ends to the end of that one. */
    byte[] withStripIn(byte[] longer) {
      buffer(longer).putInt(value(STRIP_OFFSETS), content.length);
      buffer(longer).putInt(value(STRIP_LENGTHS), longer.length - content.length);
      return longer;
    }

    byte[] withStripOf(int length) {
      byte[] damaged = content.clone();
      buffer(damaged).putInt(value(STRIP_LENGTHS), length);
      return damaged;
    }

    private int value(int tag) {
      return Pictures.entry(buffer(content), tag) + 8;
    }

    private static ByteBuffer buffer(byte[] content) {
      return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
