package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The picture formats that Sightline reads, recognised by a file's first bytes, never by its name.
 */
public enum PictureFormat {
  PNG,
  JPEG,
  BMP,
  TIFF,
  WEBP;

  /** Number of a file's first bytes that {@link #of(ByteBuffer)} needs. */
  public static final int BYTES_NEEDED = 12;

  /** Returns the format that starts with these bytes; empty for anything else. */
  public static Optional<PictureFormat> of(ByteBuffer start) {
    if (begins(start, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Optional.of(PNG);
    }
    if (begins(start, 0, 0xff, 0xd8, 0xff)) {
      return Optional.of(JPEG);
    }
    if (begins(start, 0, 'B', 'M') && begins(start, 6, 0, 0, 0, 0)) {
      return Optional.of(BMP);
    }
    if (begins(start, 0, 'I', 'I', 42, 0)
        || begins(start, 0, 'M', 'M', 0, 42)
        || begins(start, 0, 'I', 'I', 43, 0)
        || begins(start, 0, 'M', 'M', 0, 43)) {
      return Optional.of(TIFF);
    }
    if (begins(start, 0, 'R', 'I', 'F', 'F') && begins(start, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of(WEBP);
    }
    return Optional.empty();
  }

  private static boolean begins(ByteBuffer bytes, int offset, int... expected) {
    if (bytes.limit() < offset + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes.get(offset + i) & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
