package io.sightline.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Which pages of a store SQLite would take from its write-ahead log.
 *
 * @param size of a page in bytes; 0 where it would take none
 * @param numbers of the pages, counted from 1
 * @param of how many pages the store has after the last transaction
 */
record LogPages(int size, BitSet numbers, int of) {
  private static final LogPages NONE = new LogPages(0, new BitSet(), 0);

  /** The last bit says in which order the checksum takes its bytes. */
  private static final int MAGIC = 0x377f0682;

  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int SMALLEST_PAGE = 1 << 9;
  private static final int LARGEST_PAGE = 1 << 16;

  /** The page that begins there is never used: SQLite locks its bytes. */
  private static final int LOCKED_BYTE = 0x40000000;

  /** Whether each page that the log does not have is in a store of so many bytes. */
  boolean complete(long bytes) {
    if (size == 0) {
      return true;
    }
    int locked = LOCKED_BYTE / size + 1;
    for (long page = bytes / size + 1; page <= of; page++) {
      if (page != locked && !numbers.get((int) page)) {
        return false;
      }
    }
    return true;
  }

  /** Frame by frame, as far as salts and checksums agree: the file's end may be an older one's. */
  static LogPages of(Path log) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log), LARGEST_PAGE)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      if (header.limit() < HEADER || (header.getInt(0) & ~1) != MAGIC) {
        return NONE;
      }
      int size = header.getInt(8);
      Checksum sum = new Checksum((header.getInt(0) & 1) == 1);
      sum.add(header, 0, 24);
      if (size < SMALLEST_PAGE || size > LARGEST_PAGE || !sum.stands(header, 24)) {
        return NONE;
      }
      BitSet numbers = new BitSet();
      int of = 0;
      while (true) {
        ByteBuffer frame = ByteBuffer.wrap(in.readNBytes(FRAME_HEADER + size));
        if (frame.limit() < FRAME_HEADER + size || frame.getLong(8) != header.getLong(16)) {
          return new LogPages(size, numbers, of);
        }
        sum.add(frame, 0, 8);
        sum.add(frame, FRAME_HEADER, FRAME_HEADER + size);
        if (frame.getInt(0) <= 0 || !sum.stands(frame, 16)) {
          return new LogPages(size, numbers, of);
        }
        numbers.set(frame.getInt(0));
        of = frame.getInt(4) == 0 ? of : frame.getInt(4); // the last of a transaction has it
      }
    }
  }

  /** SQLite's, over all that it has been given so far. */
  private static final class Checksum {
    private final ByteOrder order;
    private int first;
    private int second;

    Checksum(boolean bigEndian) {
      order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** In words of four bytes, always two of them. */
    void add(ByteBuffer bytes, int from, int to) {
      ByteBuffer words = bytes.duplicate().order(order);
      for (int at = from; at < to; at += 8) {
        first += words.getInt(at) + second;
        second += words.getInt(at + 4) + first;
      }
    }

    /** Whether it is written there. */
    boolean stands(ByteBuffer bytes, int at) {
      return bytes.getInt(at) == first && bytes.getInt(at + 4) == second;
    }
  }
}
