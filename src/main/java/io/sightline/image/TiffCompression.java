package io.sightline.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The compressions of a TIFF's strips for which damage can be told; pure, for use by any thread.
 */
enum TiffCompression {
  /** Of TIFF 6.0; the older kind, with its bits the other way round, passes for damaged. */
  LZW(5) {
    @Override
    long length(ByteBuffer strip) {
      return new LzwStrip(strip).length();
    }
  },

  /** Runs of literal and repeated bytes, without an end. */
  PACK_BITS(32_773) {
    @Override
    long length(ByteBuffer strip) {
      long length = 0;
      while (strip.hasRemaining()) {
        int run = strip.get();
        if (run >= 0) {
          int literal = Math.min(run + 1, strip.remaining());
          strip.position(strip.position() + literal);
          length += literal;
        } else if (run > Byte.MIN_VALUE && strip.hasRemaining()) { // the least value means nothing
          strip.get();
          length += 1 - run;
        }
      }
      return length;
    }
  },

  /** With a checksum at its end (RFC 1950), which the decoder of TIFF never reads. */
  DEFLATE(8, 32_946) { // by Adobe, and by libtiff before
    @Override
    long length(ByteBuffer strip) {
      Inflater inflater = new Inflater();
      byte[] piece = new byte[8 << 10];
      try {
        inflater.setInput(strip);
        while (!inflater.finished()) {
          if (inflater.inflate(piece) == 0 && !inflater.finished()) {
            throw new ImageException("its pixels are damaged (compressed data without an end)");
          }
          if (inflater.getBytesWritten() > MOST_BYTES) {
            throw tooMany();
          }
        }
        return inflater.getBytesWritten();
      } catch (DataFormatException e) {
        throw new ImageException("its pixels are damaged (a checksum does not match)", e);
      } finally {
        inflater.end();
      }
    }
  };

  /** More than any picture holds, in all its strips: sixteen bytes for each of the most pixels. */
  static final long MOST_BYTES = 16 * PictureFile.MOST_PIXELS;

  private final long number;
  private final long former;

  TiffCompression(long number) {
    this(number, number);
  }

  TiffCompression(long number, long former) {
    this.number = number;
    this.former = former;
  }

  /** Returns the one of this number in a TIFF; empty for any other. */
  static Optional<TiffCompression> of(long number) {
    return Arrays.stream(values())
        .filter(each -> each.number == number || each.former == number)
        .findFirst();
  }

  /**
   * Returns how many bytes a strip or tile decodes to.
   *
   * @param strip from its position to its limit; the position is moved
   * @throws ImageException if it cannot be decoded
   */
  abstract long length(ByteBuffer strip);

  static ImageException tooMany() {
    return new ImageException("its header is damaged: no picture has so many pixels");
  }

  boolean hasChecksum() {
    return this == DEFLATE;
  }
}
