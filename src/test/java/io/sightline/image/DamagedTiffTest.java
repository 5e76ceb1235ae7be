package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a TIFF whose compressed pixels are damaged is refused: its decoder reports nothing and
 * leaves the rows black that it could not decode.
 */
class DamagedTiffTest {
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32_946;
  private static final int PACK_BITS = 32_773;

  private static final int WIDTH = 31;
  private static final int HEIGHT = 17;

  @TempDir Path folder;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

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
    for (int length = 0; length < whole.end - whole.start - 4; length++) {
      assertRefused(whole.withStripOf(length)).contains("its pixels are damaged");
    }
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

  /** Asserts that a file of this content is refused, and returns the message. */
  private AbstractStringAssert<?> assertRefused(byte[] content) throws IOException {
    Path file = Pictures.write(folder.resolve("picture"), content);
    return assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .message();
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
