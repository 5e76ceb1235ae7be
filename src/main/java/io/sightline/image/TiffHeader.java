package io.sightline.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The size of a TIFF's first page, from its first directory (TIFF 6.0, and BigTIFF with its wider
 * offsets). Also checks that its samples are a plain measure of brightness and that its strips or
 * tiles lie inside the file, undamaged if that can be told.
 */
final class TiffHeader {
  /**
   * More than one strip per row is never needed; a list with as many values as bytes would fill the
   * heap.
   */
  private static final int MOST_VALUES = 1 << 20;

  /** Far more than there are tags: each entry may claim a list, and all of them the same one. */
  private static final int MOST_ENTRIES = 4_096;

  /** More than any pixel has that a decoder reads. */
  private static final int MOST_SAMPLES = 64;

  /** More levels than any pyramid of halved copies has. */
  private static final int MOST_PAGES = 64;

  private static final int KIND = 254;
  private static final int REDUCED_OR_MASK = 1 | 4;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int SAMPLE_BITS = 258;
  private static final int COMPRESSION = 259;

  /** The two numbers for Deflate, by Adobe and by libtiff before. */
  private static final Set<Long> DEFLATED = Set.of(8L, 32_946L);

  private static final int MEANING = 262;
  private static final int WHITE_IS_ZERO = 0;
  private static final int PLANES = 284;
  private static final int APART = 2;
  private static final int SAMPLE_FORMAT = 339;
  private static final int FLOATING_POINT = 3;
  private static final int MOST_SAMPLE_BITS = 16;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;

  private final ByteBuffer file;
  private final boolean big;

  private TiffHeader(ByteBuffer file) {
    this.file = file;
    file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    this.big = file.getShort(2) == 43;
  }

  static PictureHeader of(ByteBuffer file) {
    return new TiffHeader(file).read();
  }

  private PictureHeader read() {
    long directory = big ? file.getLong(8) : Integer.toUnsignedLong(file.getInt(4));
    long entries = entries(directory);
    long width = 0;
    long height = 0;
    int bits = 1; // the default of TIFF
    int samples = 1;
    long planes = 1;
    long compression = 1;
    boolean negative = false;
    int offsetsEntry = 0; // none
    int lengthsEntry = 0;
    for (long i = 0; i < entries; i++) {
      int entry = entry(directory, i);
      checkInside(entry);
      switch (Short.toUnsignedInt(file.getShort(entry))) {
        case WIDTH -> width = first(entry);
        case HEIGHT -> height = first(entry);
        case SAMPLE_BITS -> {
          bits = bits(entry);
          samples = count(entry);
        }
        case COMPRESSION -> compression = first(entry);
        case MEANING -> negative = first(entry) == WHITE_IS_ZERO;
        case PLANES -> planes = first(entry);
        case SAMPLE_FORMAT -> checkFormat(entry);
        case STRIP_OFFSETS, TILE_OFFSETS -> offsetsEntry = entry;
        case STRIP_LENGTHS, TILE_LENGTHS -> lengthsEntry = entry;
        default -> {}
      }
    }
    if (bits > Byte.SIZE) {
      checkDeep(planes == APART && samples > 1, negative);
    }
    PictureHeader header = new PictureHeader(width, height, bits);
    List<Long> offsets = offsetsEntry == 0 ? List.of() : values(offsetsEntry, MOST_VALUES);
    List<Long> lengths = lengthsEntry == 0 ? List.of() : values(lengthsEntry, MOST_VALUES);
    if (offsets.isEmpty()) {
      throw new ImageException("it holds no pixels");
    }
    // A writer may omit the lengths; then only the start of each strip can be checked.
    for (int i = 0; i < offsets.size(); i++) {
      long length = i < lengths.size() ? lengths.get(i) : 1;
      if (Math.addExact(offsets.get(i), length) > file.limit()) {
        throw new ImageException("it is cut off: some of its rows are missing");
      }
    }
    checkPages(directory, entries);
    if (DEFLATED.contains(compression) && header.pixels() <= PictureFile.MOST_PIXELS) {
      DeflatedStrips.check(file, offsets, lengths);
    }
    return header;
  }

  /**
   * Returns the offset of a directory's entry; that of one past the last is where the next
   * directory's offset is stored.
   */
  private int entry(long directory, long number) {
    return index(directory + (big ? 8 + 20 * number : 2 + 12 * number));
  }

  /** Returns the number of a directory's entries. */
  private long entries(long directory) {
    long entries = big ? longAt(directory) : Short.toUnsignedInt(file.getShort(index(directory)));
    if (entries > MOST_ENTRIES) {
      throw new ImageException("its header is damaged: it has %,d entries".formatted(entries));
    }
    return entries;
  }

  /** Refuses what the decoder of deep samples ignores: the result would be a different picture. */
  private static void checkDeep(boolean apart, boolean negative) {
    if (apart) {
      throw new ImageException(
          "its colours lie one behind the other, in 16 bits: save it with the samples of a pixel"
              + " together, or with 8 bits a sample");
    }
    if (negative) {
      throw new ImageException(
          "it is a negative (white is zero) of 16 bits: save it with black as zero, or with 8 bits a"
              + " sample");
    }
  }

  /**
   * Refuses other pages: they are other parts, which would never be judged. Smaller copies of the
   * same picture and masks are accepted.
   */
  private void checkPages(long first, long entries) {
    long next = next(first, entries);
    for (int page = 1; next != 0; page++) {
      if (page > MOST_PAGES) {
        throw new ImageException("its header is damaged: its list of pages has no end");
      }
      if ((kind(next) & REDUCED_OR_MASK) == 0) {
        throw new ImageException("it holds several pictures: save each in a file of its own");
      }
      next = next(next, entries(next));
    }
  }

  /** Returns the offset of the next directory; 0 after the last. */
  private long next(long directory, long entries) {
    int link = entry(directory, entries);
    if (link + (big ? Long.BYTES : Integer.BYTES) > file.limit()) {
      return 0; // some writers end the file before the last one
    }
    return big ? longAt(link) : Integer.toUnsignedLong(file.getInt(link));
  }

  private long kind(long directory) {
    long entries = entries(directory);
    for (long i = 0; i < entries; i++) {
      int entry = entry(directory, i);
      if (Short.toUnsignedInt(file.getShort(entry)) == KIND) {
        return first(entry);
      }
    }
    return 0;
  }

  /**
   * Returns the bits per sample. A decoder keeps the upper eight of 16; more are refused, as
   * decoders differ on them.
   */
  private int bits(int entry) {
    long bits = values(entry, MOST_SAMPLES).stream().mapToLong(Long::longValue).max().orElse(1);
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
  private void checkFormat(int entry) {
    if (values(entry, MOST_SAMPLES).contains((long) FLOATING_POINT)) {
      throw new ImageException(
          "its samples are floating-point numbers: save it with 8 or 16 bits a sample");
    }
  }

  private long first(int entry) {
    return count(entry) == 0 ? 0 : value(valuesAt(entry), valueBytes(entry));
  }

  /** Refuses a file that ends before an entry's values: it is truncated. */
  private void checkInside(int entry) {
    file.get(entry + (big ? 19 : 11));
    long length = (long) count(entry) * valueBytes(entry);
    if (Math.addExact(valuesAt(entry), length) > file.limit()) {
      throw new ImageException("it is cut off: its header is not all there");
    }
  }

  /**
   * Returns the integer values of an entry.
   *
   * @param most refused if there are more
   */
  private List<Long> values(int entry, int most) {
    int width = valueBytes(entry);
    int count = count(entry);
    if (count > most) {
      throw new ImageException("its header is damaged: an entry has %,d values".formatted(count));
    }
    long at = valuesAt(entry);
    List<Long> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(at + (long) i * width, width));
    }
    return values;
  }

  private long value(long at, int width) {
    int index = index(at);
    return switch (width) {
      case 1 -> file.get(index) & 0xff;
      case 2 -> Short.toUnsignedInt(file.getShort(index));
      case 4 -> Integer.toUnsignedLong(file.getInt(index));
      case 8 -> longAt(index);
      default -> throw new ImageException("its header is damaged");
    };
  }

  private int count(int entry) {
    long count = big ? file.getLong(entry + 4) : Integer.toUnsignedLong(file.getInt(entry + 4));
    if (count < 0 || count > file.limit()) {
      throw new ImageException("it is cut off or its header is damaged");
    }
    return (int) count;
  }

  /** Returns the size of one value in bytes, by the entry's type; 0 for unknown types. */
  private int valueBytes(int entry) {
    return switch (file.getShort(entry + 2)) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  /** Returns the offset of an entry's values: in the entry itself if they fit. */
  private long valuesAt(int entry) {
    int field = entry + (big ? 12 : 8);
    if ((long) count(entry) * valueBytes(entry) <= (big ? 8 : 4)) {
      return field;
    }
    return big ? longAt(field) : Integer.toUnsignedLong(file.getInt(field));
  }

  private long longAt(long offset) {
    long value = file.getLong(index(offset));
    if (value < 0) {
      throw new ImageException("its header is damaged");
    }
    return value;
  }

  private static int index(long offset) {
    return Math.toIntExact(offset);
  }
}
