package io.sightline.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory of a TIFF: what it says of one page, each time a list of integers under a tag (TIFF
 * 6.0, and BigTIFF with its wider offsets). Of entries with the same tag the first counts, as for
 * the decoder.
 *
 * <p>All methods throw an {@link ImageException} where the header is damaged, and an {@link
 * IndexOutOfBoundsException} or {@link ArithmeticException} where it points out of the file.
 */
final class TiffDirectory {
  /** Far more than there are tags: each entry may claim a list, and all of them the same one. */
  private static final int MOST_ENTRIES = 4_096;

  private final ByteBuffer file;
  private final boolean big;

  /** Where the entry of each tag is in the file. */
  private final Map<Integer, Integer> entries = new HashMap<>();

  private final int link;

  private TiffDirectory(ByteBuffer file, long at) {
    this.file = file;
    big = file.getShort(2) == 43;
    long count = big ? longAt(at) : Short.toUnsignedInt(file.getShort(index(at)));
    if (count > MOST_ENTRIES) {
      throw new ImageException("its header is damaged: it has %,d entries".formatted(count));
    }
    int first = index(at + (big ? 8 : 2));
    int width = big ? 20 : 12;
    for (int i = 0; i < count; i++) {
      int entry = first + i * width;
      entries.putIfAbsent(Short.toUnsignedInt(file.getShort(entry)), entry);
    }
    link = index(first + count * width);
  }

  /** Returns the directory of the first page. */
  static TiffDirectory first(ByteBuffer file) {
    file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean big = file.getShort(2) == 43;
    return new TiffDirectory(file, big ? file.getLong(8) : Integer.toUnsignedLong(file.getInt(4)));
  }

  /** Returns the directory of the next page; empty after the last. */
  Optional<TiffDirectory> next() {
    if (link + (big ? Long.BYTES : Integer.BYTES) > file.limit()) {
      return Optional.empty(); // some writers end the file before the last link
    }
    long at = big ? longAt(link) : Integer.toUnsignedLong(file.getInt(link));
    return at == 0 ? Optional.empty() : Optional.of(new TiffDirectory(file, at));
  }

  /** Refuses a file that ends before the values of its entries: it is truncated. */
  void checkInside() {
    for (int entry : entries.values()) {
      file.get(entry + (big ? 19 : 11));
      long length = (long) count(entry) * valueBytes(entry);
      if (Math.addExact(valuesAt(entry), length) > file.limit()) {
        throw new ImageException("it is cut off: its header is not all there");
      }
    }
  }

  /** Returns the first value under a tag; {@code otherwise} if there is no such entry. */
  long value(int tag, long otherwise) {
    Integer entry = entries.get(tag);
    if (entry == null) {
      return otherwise;
    }
    return count(entry) == 0 ? 0 : value(valuesAt(entry), valueBytes(entry));
  }

  /**
   * Returns all values under a tag, none if there is no such entry.
   *
   * @param most refused if there are more
   */
  List<Long> values(int tag, int most) {
    Integer entry = entries.get(tag);
    if (entry == null) {
      return List.of();
    }
    int count = count(entry);
    if (count > most) {
      throw new ImageException("its header is damaged: an entry has %,d values".formatted(count));
    }
    int width = valueBytes(entry);
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
