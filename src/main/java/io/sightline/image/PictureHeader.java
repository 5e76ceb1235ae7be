package io.sightline.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * The size and samples according to a picture file's header, read before anything is decoded, which
 * also checks that the file is complete. A decoder silently fills missing parts with grey; a
 * station would then judge pixels that no camera has seen.
 *
 * <p>Formulas and field offsets: PNG (W3C), JPEG (ITU-T T.81), BMP (wingdi.h), WebP (RFC 9649);
 * TIFF is in {@link TiffHeader}.
 *
 * @param width in pixels, as stored: before any EXIF rotation
 * @param height in pixels
 * @param bits per sample
 */
record PictureHeader(long width, long height, int bits) {
  /** The usual eight bits or fewer per sample. */
  private static final int USUAL = 8;

  /**
   * The most scans of a JPEG; writers of progressive ones make about ten. Each takes a decoder over
   * all pixels, however few bytes it has.
   */
  private static final int MOST_SCANS = 500;

  /** A flag of an extended WebP (RFC 9649, 2.7). */
  private static final int ANIMATED = 2;

  private static final String ANIMATION = "it is an animation: save each of its pictures in a file";

  PictureHeader {
    if (width < 1 || height < 1) {
      throw new ImageException("its header gives it a size of " + width + "x" + height);
    }
  }

  long pixels() {
    boolean countable = width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
    return countable ? width * height : Long.MAX_VALUE;
  }

  /**
   * Reads the header and walks to the end of the file's structure.
   *
   * @param bytes the whole file, from index 0 to the limit
   * @throws ImageException with what is wrong, phrased as the end of a sentence
   */
  static PictureHeader of(PictureFormat format, ByteBuffer bytes) {
    ByteBuffer view = bytes.duplicate();
    try {
      return switch (format) {
        case PNG -> png(view.order(ByteOrder.BIG_ENDIAN));
        case JPEG -> jpeg(view.order(ByteOrder.BIG_ENDIAN));
        case BMP -> bmp(view.order(ByteOrder.LITTLE_ENDIAN));
        case TIFF -> TiffHeader.of(view);
        case WEBP -> webp(view.order(ByteOrder.LITTLE_ENDIAN));
      };
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new ImageException("it is cut off or its header is damaged", e);
    }
  }

  private static PictureHeader png(ByteBuffer file) {
    if (file.getInt(12) != fourBytes("IHDR")) {
      throw new ImageException("its header is damaged");
    }
    PictureHeader header = new PictureHeader(file.getInt(16), file.getInt(20), file.get(24));
    CRC32 crc = new CRC32();
    long at = 8;
    while (true) {
      int start = Math.toIntExact(at);
      long length = Integer.toUnsignedLong(file.getInt(start));
      int type = file.getInt(start + 4);
      int check = Math.toIntExact(at + 8 + length);
      int declared = file.getInt(check);
      boolean critical = (type & 0x20000000) == 0;
      if (critical) {
        crc.reset();
        crc.update(file.duplicate().position(start + 4).limit(check));
        if ((int) crc.getValue() != declared) {
          throw new ImageException("its pixels are damaged (a checksum does not match)");
        }
      }
      if (type == fourBytes("IEND")) {
        return header;
      }
      boolean several =
          type == fourBytes("acTL") && Integer.toUnsignedLong(file.getInt(start + 8)) > 1;
      // fdAT holds a further picture, even where the animation is that one alone.
      if (several || type == fourBytes("fdAT")) {
        throw new ImageException(ANIMATION);
      }
      at += 12 + length;
    }
  }

  private static PictureHeader jpeg(ByteBuffer file) {
    PictureHeader header = null;
    int scans = 0;
    int at = 2;
    while (true) {
      at = nextMarker(file, at);
      int marker = file.get(at + 1) & 0xff;
      if (marker == 0xd9) {
        if (header == null) {
          throw new ImageException("it ends before its first pixel");
        }
        return header;
      }
      if (marker == 0xda && ++scans > MOST_SCANS) {
        throw new ImageException(
            "its header is damaged: it has more than %,d scans".formatted(MOST_SCANS));
      }
      at += 2;
      if (marker == 0x01 || marker == 0xd8) {
        continue;
      }
      int length = Short.toUnsignedInt(file.getShort(at));
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        if (header != null) {
          throw new ImageException("it declares its size twice");
        }
        int bits = file.get(at + 2);
        if (bits != USUAL) {
          throw new ImageException(
              "its samples have %d bits: save it with 8 bits a sample".formatted(bits));
        }
        header =
            new PictureHeader(
                Short.toUnsignedInt(file.getShort(at + 5)),
                Short.toUnsignedInt(file.getShort(at + 3)),
                bits);
      }
      at += length;
    }
  }

  /** Returns the index of the next marker, past entropy-coded bytes, stuffed zeros and restarts. */
  private static int nextMarker(ByteBuffer file, int from) {
    int at = from;
    while (true) {
      if (file.get(at) == (byte) 0xff) {
        int next = file.get(at + 1) & 0xff;
        if (next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7)) {
          return at;
        }
      }
      at++;
    }
  }

  private static PictureHeader bmp(ByteBuffer file) {
    long pixelsAt = Integer.toUnsignedLong(file.getInt(10));
    long headerLength = Integer.toUnsignedLong(file.getInt(14));
    boolean old = headerLength == 12;
    long width = old ? Short.toUnsignedInt(file.getShort(18)) : file.getInt(18);
    // A negative height means that the rows start at the top.
    long height = old ? Short.toUnsignedInt(file.getShort(20)) : Math.abs((long) file.getInt(22));
    int bits = Short.toUnsignedInt(file.getShort(old ? 24 : 28));
    int compression = old ? 0 : file.getInt(30);
    PictureHeader header = new PictureHeader(width, height, USUAL);
    boolean plainRows = compression == 0 || compression == 3;
    long row = (Math.multiplyExact(width, bits) + 7) / 8;
    // Rows are padded to whole words; the padding of the last one may be missing.
    long stride = (row + 3) / 4 * 4;
    long needed = plainRows ? Math.addExact(Math.multiplyExact(stride, height - 1), row) : 1;
    if (pixelsAt + needed > file.limit()) {
      throw new ImageException("it is cut off: its last rows are missing");
    }
    return header;
  }

  private static PictureHeader webp(ByteBuffer file) {
    if (8 + Integer.toUnsignedLong(file.getInt(4)) > file.limit()) {
      throw new ImageException("it is cut off: its last bytes are missing");
    }
    file.order(ByteOrder.BIG_ENDIAN);
    int kind = file.getInt(12);
    file.order(ByteOrder.LITTLE_ENDIAN);
    if (kind == fourBytes("VP8 ")) {
      return new PictureHeader(file.getShort(26) & 0x3fff, file.getShort(28) & 0x3fff, USUAL);
    }
    if (kind == fourBytes("VP8L")) {
      int packed = file.getInt(21);
      return new PictureHeader((packed & 0x3fff) + 1L, ((packed >>> 14) & 0x3fff) + 1L, USUAL);
    }
    if (kind == fourBytes("VP8X")) {
      if ((file.get(20) & ANIMATED) != 0) {
        throw new ImageException(ANIMATION);
      }
      return new PictureHeader(
          (file.getInt(24) & 0xffffff) + 1L, (file.getInt(27) & 0xffffff) + 1L, USUAL);
    }
    throw new ImageException("its header is damaged");
  }

  private static int fourBytes(String name) {
    return (name.charAt(0) << 24) | (name.charAt(1) << 16) | (name.charAt(2) << 8) | name.charAt(3);
  }
}
