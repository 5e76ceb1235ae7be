package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Encodes frames as JPEG or PNG, into a native buffer that grows to the largest picture and is
 * reused. One thread at a time.
 */
public final class PictureEncoder implements AutoCloseable {
  /** The longest side of a JPEG in pixels, by its encoder (libjpeg): longer pictures need PNG. */
  public static final int LONGEST_JPEG_SIDE = 65_500;

  /** Fast; zlib's best makes noisy pictures a few percent smaller in ten times the time. */
  private static final int PNG_EFFORT = 1;

  private final String format;
  private final IntPointer settings;
  private final BytePointer extension;
  private final BytePointer buffer = new BytePointer();
  private boolean open = true;

  private PictureEncoder(String format, int setting, int value) {
    this.format = format;
    extension = new BytePointer("." + format);
    settings = new IntPointer(setting, value);
  }

  /**
   * Returns an encoder for JPEG.
   *
   * @param quality 1 to 100; at 95 the edges that a later training needs are preserved
   */
  public static PictureEncoder jpeg(int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("A JPEG quality is 1 to 100, not " + quality);
    }
    return new PictureEncoder("jpg", IMWRITE_JPEG_QUALITY, quality);
  }

  /** Returns an encoder for PNG: lossless, at ten times the size. */
  public static PictureEncoder png() {
    return new PictureEncoder("png", IMWRITE_PNG_COMPRESSION, PNG_EFFORT);
  }

  /** Returns the file extension: "jpg", "png". */
  public String format() {
    return format;
  }

  /**
   * Encodes the frame as a file. Borrows the frame.
   *
   * @return a view of this encoder's buffer, valid until the next call or {@link #close()}
   * @throws ImageException if OpenCV cannot encode it, such as a JPEG longer than {@link
   *     #LONGEST_JPEG_SIDE}
   * @throws IllegalStateException after {@link #close()}
   */
  public ByteBuffer encode(Frame frame) {
    return encode(frame.mat());
  }

  /**
   * As {@link #encode(Frame)}, but shrunk (never enlarged) so that its longer side is at most this
   * many pixels; for viewing.
   */
  public ByteBuffer encode(Frame frame, int longestSide) {
    double scale = (double) longestSide / Math.max(frame.width(), frame.height());
    if (scale >= 1) {
      return encode(frame);
    }
    int width = (int) Math.max(1, Math.round(frame.width() * scale));
    int height = (int) Math.max(1, Math.round(frame.height() * scale));
    try (Mat small = new Mat();
        Size size = new Size(width, height)) {
      resize(frame.mat(), small, size, 0, 0, INTER_AREA);
      return encode(small);
    }
  }

  /** As {@link #encode(Frame)}, for bare pixels, borrowed. */
  ByteBuffer encode(Mat mat) {
    if (!open) {
      throw new IllegalStateException("This encoder is closed");
    }
    buffer.position(0).limit(buffer.capacity()); // otherwise limited to the last picture's size
    try {
      if (!imencode(extension, mat, buffer, settings)) {
        throw new ImageException("A picture could not be encoded as " + format);
      }
    } catch (RuntimeException e) {
      if (e instanceof ImageException || e instanceof IllegalStateException) {
        throw e;
      }
      throw new ImageException("A picture could not be encoded as " + format, e);
    }
    return buffer.asByteBuffer();
  }

  /** Frees the buffer. A second call does nothing. */
  @Override
  public void close() {
    open = false;
    buffer.close();
    extension.close();
    settings.close();
  }
}
