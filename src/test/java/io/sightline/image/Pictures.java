package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_TIFF_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Small pictures for tests, written by OpenCV's encoders, whatever the file is called. */
public final class Pictures {
  /** Blue, green and red of every picture made here. */
  public static final List<Integer> COLOUR = List.of(40, 120, 200);

  private Pictures() {}

  /** Encodes a picture of one colour, 8-bit BGR. */
  public static byte[] encoded(String format, int width, int height) {
    return encoded(format, width, height, CV_8UC3, 1);
  }

  /**
   * Encodes a TIFF that is compressed with Deflate.
   *
   * @param code either of TIFF's two numbers for it
   */
  public static byte[] deflated(int code, int width, int height) {
    return encoded("tiff", width, height, CV_8UC3, 1, IMWRITE_TIFF_COMPRESSION, code);
  }

  public static byte[] grey(String format, int width, int height) {
    return encoded(format, width, height, CV_8UC1, 1);
  }

  public static byte[] withAlpha(String format, int width, int height) {
    return encoded(format, width, height, CV_8UC4, 1);
  }

  public static byte[] deep(String format, int width, int height) {
    return encoded(format, width, height, CV_16UC3, 257);
  }

  /** Encodes 12-bit values unscaled in 16-bit samples: the brightest is 3200. */
  public static byte[] unscaled(String format, int width, int height) {
    return encoded(format, width, height, CV_16UC3, 16);
  }

  /**
   * Encodes a TIFF whose picture is followed by the directories of other pages.
   *
   * @param kinds the NewSubfileType of each other page
   */
  public static byte[] tiffWithPages(int width, int height, int... kinds) {
    byte[] one = encoded("tiff", width, height);
    ByteBuffer tiff =
        ByteBuffer.allocate(one.length + 18 * kinds.length).order(ByteOrder.LITTLE_ENDIAN).put(one);
    int directory = tiff.getInt(4);
    int link = directory + 2 + 12 * tiff.getShort(directory);
    for (int kind : kinds) {
      tiff.putInt(link, tiff.position());
      tiff.putShort((short) 1).putShort((short) 254).putShort((short) 4).putInt(1).putInt(kind);
      link = tiff.position();
      tiff.putInt(0);
    }
    return tiff.array();
  }

  /**
   * Encodes a TIFF of floating-point samples from 0 to 255, in double precision if {@code twice}.
   */
  public static byte[] floating(boolean twice, int width, int height) {
    return encoded("tiff", width, height, twice ? CV_64FC3 : CV_32FC3, 1);
  }

  private static byte[] encoded(
      String format, int width, int height, int type, int times, int... parameters) {
    try (Scalar colour =
            new Scalar(
                COLOUR.get(0) * (double) times,
                COLOUR.get(1) * (double) times,
                COLOUR.get(2) * (double) times,
                0);
        Mat mat = new Mat(height, width, type, colour);
        BytePointer bytes = new BytePointer();
        IntPointer how = new IntPointer(parameters)) {
      if (!imencode("." + format, mat, bytes, how)) {
        throw new IllegalStateException("OpenCV cannot write " + format);
      }
      byte[] copy = new byte[Math.toIntExact(bytes.limit())];
      bytes.get(copy);
      return copy;
    }
  }

  public static Path write(Path file, byte[] content) throws java.io.IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  /** Returns blue, green and red at a position in a frame. */
  public static int[] pixel(Frame frame, int x, int y) {
    try (UByteIndexer pixels = frame.mat().createIndexer()) {
      return new int[] {pixels.get(y, x, 0), pixels.get(y, x, 1), pixels.get(y, x, 2)};
    }
  }
}
