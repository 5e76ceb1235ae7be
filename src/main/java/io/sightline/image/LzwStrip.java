package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A strip that is compressed with LZW as TIFF 6.0 has it: codes of 9 to 12 bits, the highest bit
 * first, that grow one code early. Each stands for a sequence of bytes, of which only the length is
 * kept here.
 */
final class LzwStrip {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int LEAST_BITS = 9;
  private static final int MOST_BITS = 12;

  private final ByteBuffer strip;

  /** The length in bytes of what each code stands for; {@code known} of them are in use. */
  private final int[] lengths = new int[1 << MOST_BITS];

  private int known = END + 1;
  private int codeBits = LEAST_BITS;

  /** The bits that are read but not used, {@code waiting} of them, at its lower end. */
  private int bits;

  private int waiting;

  LzwStrip(ByteBuffer strip) {
    this.strip = strip;
    Arrays.fill(lengths, 0, CLEAR, 1);
  }

  /**
   * Returns how many bytes it decodes to, up to its end code or, as some writers omit that, its
   * last whole code.
   *
   * @throws ImageException if it has a code that stands for nothing
   */
  long length() {
    long total = 0;
    int before = 0; // the length of the last sequence; 0 after a clear code
    for (int code = next(); code != END; code = next()) {
      if (code == CLEAR) {
        known = END + 1;
        codeBits = LEAST_BITS;
        before = 0;
        continue;
      }
      if (before > 0 && known < lengths.length) {
        lengths[known++] = before + 1;
        if (known == (1 << codeBits) - 1 && codeBits < MOST_BITS) {
          codeBits++;
        }
      }
      if (code >= known) {
        throw new ImageException("its pixels are damaged (a code that stands for nothing)");
      }
      before = lengths[code];
      total += before;
    }
    return total;
  }

  private int next() {
    while (waiting < codeBits) {
      if (!strip.hasRemaining()) {
        return END;
      }
      bits = (bits << Byte.SIZE) | (strip.get() & 0xff);
      waiting += Byte.SIZE;
    }
    waiting -= codeBits;
    return (bits >>> waiting) & ((1 << codeBits) - 1);
  }
}
