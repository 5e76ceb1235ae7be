package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The size of a TIFF's first page, from its first directory. Also checks that its samples are a
 * plain measure of brightness, that there are no other pages, and that its {@linkplain TiffStrips
 * strips or tiles} lie inside the file, undamaged if that can be told.
 */
final class TiffHeader {
  /** More than any pixel has that a decoder reads. */
  private static final int MOST_SAMPLES = 64;

  /** More levels than any pyramid of halved copies has. */
  private static final int MOST_PAGES = 64;

  private static final int KIND = 254;
  private static final int REDUCED_OR_MASK = 1 | 4;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int SAMPLE_BITS = 258;
  private static final int MEANING = 262;
  private static final int WHITE_IS_ZERO = 0;
  private static final int PLANES = 284;
  private static final int APART = 2;
  private static final int SAMPLE_FORMAT = 339;
  private static final int FLOATING_POINT = 3;
  private static final int MOST_SAMPLE_BITS = 16;

  private TiffHeader() {}

  static PictureHeader of(ByteBuffer file) {
    TiffDirectory page = TiffDirectory.first(file);
    page.checkInside();
    checkFormat(page);
    int bits = bits(page);
    if (bits > Byte.SIZE) {
      checkDeep(page);
    }
    PictureHeader header = new PictureHeader(page.value(WIDTH, 0), page.value(HEIGHT, 0), bits);
    TiffStrips strips = new TiffStrips(page, header, file);
    strips.checkInside();
    checkPages(page);
    if (header.pixels() <= PictureFile.MOST_PIXELS) {
      strips.checkPixels();
    }
    return header;
  }

  /**
   * Returns the bits per sample. A decoder keeps the upper eight of 16; more are refused, as
   * decoders differ on them.
   */
  private static int bits(TiffDirectory page) {
    List<Long> each = page.values(SAMPLE_BITS, MOST_SAMPLES);
    long bits = each.stream().mapToLong(Long::longValue).max().orElse(1); // the default of TIFF
    if (bits > MOST_SAMPLE_BITS) {
      throw new ImageException(
          "its samples have %d bits: save it with 8 or 16 bits a sample".formatted(bits));
    }
    return (int) bits;
  }

  /**
   * Refuses floating point: samples from 0 to 1 would come out black, and their range is not
   * stored.
   */
  private static void checkFormat(TiffDirectory page) {
    if (page.values(SAMPLE_FORMAT, MOST_SAMPLES).contains((long) FLOATING_POINT)) {
      throw new ImageException(
          "its samples are floating-point numbers: save it with 8 or 16 bits a sample");
    }
  }

  /** Refuses what the decoder of deep samples ignores: the result would be a different picture. */
  private static void checkDeep(TiffDirectory page) {
    boolean apart = page.value(PLANES, 1) == APART;
    if (apart && page.values(SAMPLE_BITS, MOST_SAMPLES).size() > 1) {
      throw new ImageException(
          "its colours lie one behind the other, in 16 bits: save it with the samples of a pixel"
              + " together, or with 8 bits a sample");
    }
    if (page.value(MEANING, 1) == WHITE_IS_ZERO) {
      throw new ImageException(
          "it is a negative (white is zero) of 16 bits: save it with black as zero, or with 8 bits a"
              + " sample");
    }
  }

  /**
   * Refuses other pages: they are other parts, which would never be judged. Smaller copies of the
   * same picture and masks are accepted.
   */
  private static void checkPages(TiffDirectory first) {
    Optional<TiffDirectory> next = first.next();
    for (int page = 1; next.isPresent(); page++) {
      if (page > MOST_PAGES) {
        throw new ImageException("its header is damaged: its list of pages has no end");
      }
      if ((next.get().value(KIND, 0) & REDUCED_OR_MASK) == 0) {
        throw new ImageException("it holds several pictures: save each in a file of its own");
      }
      next = next.get().next();
    }
  }
}
