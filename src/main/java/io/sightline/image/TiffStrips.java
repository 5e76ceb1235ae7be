package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The strips or tiles that hold a TIFF's pixels, each compressed by itself. The decoder leaves
 * black what a damaged one lacks and reports nothing, so each is checked to hold as many bytes as
 * its rows need. With {@linkplain TiffCompression#DEFLATE Deflate}, which has checksums, no damage
 * goes unnoticed; with the others, damage that leaves the number of bytes as it was does.
 */
final class TiffStrips {
  /**
   * More than one strip per row is never needed; a list with as many values as bytes would fill the
   * heap.
   */
  private static final int MOST = 1 << 20;

  /** The most bytes that a strip may hold beyond its rows: some writers fill up whole words. */
  private static final int PADDING = 3;

  private static final int COMPRESSION = 259;
  private static final int MEANING = 262;
  private static final int YCBCR = 6;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_LENGTHS = 279;
  private static final int PLANES = 284;
  private static final int APART = 2;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int SUBSAMPLING = 530;

  private final TiffDirectory page;
  private final PictureHeader header;
  private final ByteBuffer file;
  private final List<Long> offsets;

  /** In bytes; a writer may omit them. */
  private final List<Long> lengths;

  /**
   * Finds them.
   *
   * @throws ImageException if there are none, or too many
   */
  TiffStrips(TiffDirectory page, PictureHeader header, ByteBuffer file) {
    this.page = page;
    this.header = header;
    this.file = file;
    offsets = either(TILE_OFFSETS, STRIP_OFFSETS);
    lengths = either(TILE_LENGTHS, STRIP_LENGTHS);
    if (offsets.isEmpty()) {
      throw new ImageException("it holds no pixels");
    }
  }

  private List<Long> either(int tag, int other) {
    List<Long> values = page.values(tag, MOST);
    return values.isEmpty() ? page.values(other, MOST) : values;
  }

  /** Refuses a file that ends before one of them does; without lengths, before it starts. */
  void checkInside() {
    for (int i = 0; i < offsets.size(); i++) {
      long length = i < lengths.size() ? lengths.get(i) : 1;
      if (Math.addExact(offsets.get(i), length) > file.limit()) {
        throw new ImageException("it is cut off: some of its rows are missing");
      }
    }
  }

  /**
   * Refuses a compressed picture if one of them does not hold its rows. Takes about as long as to
   * decode it, so its size is to be checked before.
   */
  void checkPixels() {
    TiffCompression.of(page.value(COMPRESSION, 1)).ifPresent(this::checkPixels);
  }

  private void checkPixels(TiffCompression compression) {
    boolean tiled = page.value(TILE_WIDTH, 0) > 0;
    long width = tiled ? page.value(TILE_WIDTH, 0) : header.width();
    long height =
        tiled
            ? page.value(TILE_HEIGHT, 0)
            : Math.min(header.height(), page.value(ROWS_PER_STRIP, header.height()));
    long rowsOfThem = divideUp(header.height(), height);
    long inPlane = Math.multiplyExact(rowsOfThem, divideUp(header.width(), width));
    long planes = apart() ? page.value(SAMPLES, 1) : 1;
    if (offsets.size() < Math.multiplyExact(inPlane, planes)) {
      throw new ImageException("its header is damaged: some of its rows are missing");
    }
    long total = 0;
    for (int i = 0; i < inPlane * planes; i++) {
      boolean last = !tiled && i % inPlane == inPlane - 1;
      long rows = last ? header.height() - (rowsOfThem - 1) * height : height;
      long length = compression.length(strip(i));
      total += length;
      if (total > TiffCompression.MOST_BYTES) { // each of them may name the same bytes of the file
        throw TiffCompression.tooMany();
      }
      long surplus = length - bytes(width, rows);
      if (surplus < 0) {
        throw new ImageException("its pixels are damaged (some of its rows are missing)");
      }
      // Some writers give the last strip as many rows as the others have.
      boolean mayHoldMore = rows < height || i >= lengths.size() || compression.hasChecksum();
      if (surplus > PADDING && !mayHoldMore) {
        throw new ImageException("its pixels are damaged (there are more of them than it has)");
      }
    }
  }

  private ByteBuffer strip(int number) {
    long start = offsets.get(number);
    long end = number < lengths.size() ? start + lengths.get(number) : next(start, number + 1);
    return file.duplicate().limit(Math.toIntExact(end)).position(Math.toIntExact(start)).slice();
  }

  /** Returns where the next one starts, behind this one; the end of the file if it does not. */
  private long next(long start, int number) {
    boolean follows = number < offsets.size() && offsets.get(number) > start;
    return follows ? Math.min(offsets.get(number), file.limit()) : file.limit();
  }

  /** Returns how many bytes a strip or tile of a width and height in pixels has uncompressed. */
  private long bytes(long width, long height) {
    long samples = apart() ? 1 : page.value(SAMPLES, 1);
    if (page.value(MEANING, 1) == YCBCR && samples == 3) {
      return subsampled(width, height);
    }
    long row = Math.multiplyExact(width, samples * header.bits());
    return Math.multiplyExact(divideUp(row, Byte.SIZE), height);
  }

  /** Returns the same for YCbCr, where each block of pixels has its colour once. */
  private long subsampled(long width, long height) {
    List<Long> declared = page.values(SUBSAMPLING, 2);
    long across = declared.size() == 2 ? declared.get(0) : 2;
    long down = declared.size() == 2 ? declared.get(1) : 2;
    long blocks = Math.multiplyExact(divideUp(width, across), divideUp(height, down));
    return Math.multiplyExact(blocks, (across * down + 2) * header.bits() / Byte.SIZE);
  }

  private boolean apart() {
    return page.value(PLANES, 1) == APART;
  }

  private static long divideUp(long number, long by) {
    return (number + by - 1) / by;
  }
}
