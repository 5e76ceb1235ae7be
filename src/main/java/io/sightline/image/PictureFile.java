package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.minMaxLoc;
import static org.bytedeco.opencv.global.opencv_core.noArray;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads pictures from files: PNG, JPEG, BMP, TIFF and WebP, recognised by content, not by name. A
 * file is considered hostile until its header is known: one that is too large, would be too large
 * when decoded, or is truncated is refused before any decoder sees it. Stateless; safe for use by
 * any thread, and an interrupted one reads to the end.
 *
 * <p>The result is always 8-bit BGR. Grey becomes three equal channels. Of 16-bit samples the upper
 * eight bits are kept; a picture that uses only the lower twelve is refused, as are samples with
 * more bits and floating-point samples. An alpha channel is dropped, not blended. An EXIF
 * orientation is applied, so that a picture appears as in every viewer and labelling tool, and
 * boxes drawn there fit. A file with several pictures (pages of a TIFF, an animated PNG or WebP) is
 * refused: they would be parts that are never judged. Only of a JPEG with several (MPO, as stereo
 * cameras write it) the first is read: the others are ignored like anything after its end.
 */
public final class PictureFile {
  /** The largest picture that is decoded, in pixels: 8192x8192. */
  public static final long MOST_PIXELS = 64L << 20;

  /** The largest file that is read, in bytes: a picture of that size, uncompressed. */
  public static final long MOST_BYTES = 256L << 20;

  private static final String DAMAGED =
      "its content is damaged, or compressed in a way that is not read";

  /** Makes the conversion truncate to the upper eight bits instead of rounding. */
  private static final double ROUNDED_DOWN = -0.498;

  /** How many bytes are read at a time. */
  private static final int PIECE = 8 << 10;

  private PictureFile() {}

  /**
   * Returns the format according to the file's first bytes; empty if unknown.
   *
   * @throws ImageException if the file cannot be opened or read
   */
  public static Optional<PictureFormat> format(Path file) {
    try (InputStream content = open(file)) {
      ByteBuffer start = ByteBuffer.allocate(PictureFormat.BYTES_NEEDED);
      fill(content, start);
      return PictureFormat.of(start.flip());
    } catch (ImageException | IOException e) {
      throw refused(file, e);
    }
  }

  /**
   * Decodes a picture directly into a frame of the pool. The caller owns the frame.
   *
   * @throws ImageException naming the file and what is wrong with it; the pool is then unchanged
   */
  public static Frame read(Path file, FramePool pool) {
    try (InputStream content = open(file)) {
      long length = Files.size(file);
      if (length == 0) {
        throw new ImageException("it is empty");
      }
      if (length > MOST_BYTES) {
        throw new ImageException(
            "it has " + (length >> 20) + " MiB, and " + (MOST_BYTES >> 20) + " is the most");
      }
      // Read, not mapped: if a mapped file is truncated meanwhile, the process crashes.
      try (BytePointer bytes = new BytePointer(length)) {
        ByteBuffer view = bytes.asByteBuffer();
        fill(content, view);
        view.flip();
        return decode(view, bytes.limit(view.limit()), pool);
      }
    } catch (ImageException | IOException e) {
      throw refused(file, e);
    }
  }

  private static Frame decode(ByteBuffer view, BytePointer bytes, FramePool pool) {
    PictureFormat format =
        PictureFormat.of(view)
            .orElseThrow(
                () ->
                    new ImageException(
                        "its content is none of PNG, JPEG, BMP, TIFF and WebP, whatever its name"));
    PictureHeader header = PictureHeader.of(format, view);
    if (header.pixels() > MOST_PIXELS) {
      throw new ImageException(
          "it has %dx%d pixels, and %d million is the most"
              .formatted(header.width(), header.height(), MOST_PIXELS / 1_000_000));
    }
    try (Frame frame = pool.take((int) header.width(), (int) header.height());
        Mat encoded = new Mat(1, view.limit(), CV_8UC1, bytes)) {
      if (header.bits() > Byte.SIZE) {
        decodeDeep(encoded, frame.mat());
      } else {
        decode(encoded, IMREAD_COLOR, frame.mat()).close();
      }
      return frame.handOver();
    } catch (ImageException e) {
      throw e;
    } catch (RuntimeException e) {
      // The decoder's own exceptions: JavaCPP has no specific type for them.
      throw new ImageException(DAMAGED, e);
    }
  }

  /**
   * Decodes in place if size and orientation match the header; for a rotated picture, the
   * destination gets pixels of the other shape.
   *
   * @return the destination
   */
  private static Mat decode(Mat encoded, int flags, Mat to) {
    Mat decoded = imdecode(encoded, flags, to);
    if (decoded.empty()) { // the destination is unchanged: it may hold an earlier part
      decoded.close();
      throw new ImageException(DAMAGED);
    }
    return decoded;
  }

  /**
   * Decodes 16-bit samples. A 12-bit camera leaves the upper four bits empty unless something
   * scales its values: the upper eight bits would then be a picture of sixteen shades, which no
   * network was trained on and in which defects would pass.
   */
  private static void decodeDeep(Mat encoded, Mat to) {
    try (Mat deep = new Mat();
        Mat decoded = decode(encoded, IMREAD_COLOR | IMREAD_ANYDEPTH, deep);
        Mat samples = decoded.reshape(1);
        DoublePointer brightest = new DoublePointer(1)) {
      if (decoded.depth() != CV_16U) {
        throw new ImageException(
            "its samples are of an unusual kind: save it with 8 bits a sample");
      }
      minMaxLoc(samples, null, brightest, null, null, noArray());
      if (brightest.get() < 1 << 12) {
        throw new ImageException(
            "it uses 12 of its 16 bits or fewer: save it scaled to all 16, or to 8");
      }
      decoded.convertTo(to, CV_8U, 1.0 / 256, ROUNDED_DOWN);
    }
  }

  private static InputStream open(Path file) throws IOException {
    // A pipe or a device would block the reader forever.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new ImageException("it is not a file");
    }
    // No FileChannel: a line is stopped by an interrupt, which would close it in the middle of a
    // healthy picture.
    return Files.newInputStream(file);
  }

  private static void fill(InputStream content, ByteBuffer buffer) throws IOException {
    byte[] piece = new byte[Math.min(buffer.remaining(), PIECE)];
    int got = 0;
    while (buffer.hasRemaining() && got >= 0) {
      got = content.read(piece, 0, Math.min(buffer.remaining(), piece.length));
      buffer.put(piece, 0, Math.max(got, 0));
    }
  }

  private static ImageException refused(Path file, Exception why) {
    String reason = String.valueOf(why.getMessage());
    if (why instanceof NoSuchFileException) {
      reason = "there is no such file";
    } else if (why instanceof AccessDeniedException) {
      reason = "access is denied";
    }
    return new ImageException("Cannot read the picture " + file + ": " + reason, why);
  }
}
