package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Checks the strips or tiles of a TIFF that is compressed with Deflate against the checksums at
 * their ends (RFC 1950), which its decoder never reads: it shows damaged ones as they come out.
 */
final class DeflatedStrips {
  /** More than any picture holds: sixteen bytes for each of the most pixels. */
  private static final long MOST_BYTES = 16 * PictureFile.MOST_PIXELS;

  private final byte[] piece = new byte[64 << 10];
  private long inflated;

  private DeflatedStrips() {}

  /**
   * Checks all of them.
   *
   * @param offsets where they begin in the file
   * @param lengths in bytes; one that is missing reaches to the end of the file at most
   * @throws ImageException if one is damaged, or all together hold more than any picture
   */
  static void check(ByteBuffer file, List<Long> offsets, List<Long> lengths) {
    DeflatedStrips strips = new DeflatedStrips();
    for (int i = 0; i < offsets.size(); i++) {
      long start = offsets.get(i);
      long end = i < lengths.size() ? start + lengths.get(i) : file.limit();
      if (start < end) { // an empty one has no checksum
        strips.check(file.duplicate().limit(Math.toIntExact(end)).position(Math.toIntExact(start)));
      }
    }
  }

  private void check(ByteBuffer strip) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(strip);
      while (!inflater.finished()) {
        int got = inflater.inflate(piece);
        if (got == 0 && !inflater.finished()) {
          throw new ImageException("its pixels are damaged (compressed data without an end)");
        }
        inflated += got;
        if (inflated > MOST_BYTES) {
          throw new ImageException("its header is damaged: no picture has so many pixels");
        }
      }
    } catch (DataFormatException e) {
      throw new ImageException("its pixels are damaged (a checksum does not match)", e);
    } finally {
      inflater.end();
    }
  }
}
