package io.sightline.detect.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What Linux libraries say of themselves before they are loaded (System V ABI, ELF-64). Any other
 * file says nothing.
 */
final class ElfFile {
  /** 0x7f "ELF" */
  private static final int ELF = 0x464c457f;

  private static final int ELF_64 = 2;

  /** Bytes of the file's header, and of each section's. */
  private static final int HEADER = 64;

  /**
   * Type and flags of the section of strings that is loaded with the library: SHT_STRTAB,
   * SHF_ALLOC.
   */
  private static final int STRINGS = 3;

  private static final long LOADED = 2;

  private ElfFile() {}

  /** Returns whether it ends before its section headers do. */
  static boolean isCutOff(Path library) throws IOException {
    try (FileChannel file = FileChannel.open(library)) {
      ByteBuffer header = read(file, 0, HEADER);
      return isElf(header)
          && sections(header) + (long) header.getShort(0x3a) * header.getShort(0x3c) > file.size();
    }
  }

  /** Returns the names that the linker reads, those of the libraries it needs among them. */
  static String names(Path library) throws IOException {
    try (FileChannel file = FileChannel.open(library)) {
      ByteBuffer header = read(file, 0, HEADER);
      for (int i = 0; isElf(header) && i < header.getShort(0x3c); i++) {
        ByteBuffer section = read(file, sections(header) + (long) i * HEADER, HEADER);
        if (section.limit() == HEADER
            && section.getInt(4) == STRINGS
            && section.getLong(8) == LOADED) {
          ByteBuffer names = read(file, section.getLong(0x18), (int) section.getLong(0x20));
          return StandardCharsets.ISO_8859_1.decode(names).toString();
        }
      }
      return "";
    }
  }

  private static boolean isElf(ByteBuffer header) {
    return header.limit() == HEADER && header.getInt(0) == ELF && header.get(4) == ELF_64;
  }

  private static long sections(ByteBuffer header) {
    return header.getLong(0x28);
  }

  private static ByteBuffer read(FileChannel file, long from, int bytes) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (read.hasRemaining() && file.read(read, from + read.position()) > 0) {
      // until all is there, or the file ends
    }
    return read.flip();
  }
}
