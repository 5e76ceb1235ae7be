package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_TIFF_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_TIFF_PREDICTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_TIFF_PREDICTOR_NONE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
   * Encodes a compressed TIFF of runs and noise, no sample of which is below 100.
   *
   * @param compression TIFF's number for it
   */
  public static byte[] compressed(int compression, int width, int height) {
    Random random = new Random(compression);
    byte[] samples = new byte[3 * width * height];
    for (int at = 0, end = 0; at < samples.length; at++) {
      if (at >= end) {
        end = at + 1 + random.nextInt(3) * random.nextInt(40);
      }
      samples[at] = (byte) (100 + (end * 31) % 150);
    }
    try (BytePointer pixels = new BytePointer(samples);
        Mat mat = new Mat(height, width, CV_8UC3, pixels)) {
      return encoded(
          "tiff",
          mat,
          IMWRITE_TIFF_COMPRESSION,
          compression,
          IMWRITE_TIFF_PREDICTOR,
          IMWRITE_TIFF_PREDICTOR_NONE);
    }
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

  private static byte[] encoded(String format, int width, int height, int type, int times) {
    try (Scalar colour =
            new Scalar(
                COLOUR.get(0) * (double) times,
                COLOUR.get(1) * (double) times,
                COLOUR.get(2) * (double) times,
                0);
        Mat mat = new Mat(height, width, type, colour)) {
      return encoded(format, mat);
    }
  }

  private static byte[] encoded(String format, Mat mat, int... parameters) {
    try (BytePointer bytes = new BytePointer();
        IntPointer how = new IntPointer(parameters)) {
      if (!imencode("." + format, mat, bytes, how)) {
        throw new IllegalStateException("OpenCV cannot write " + format);
      }
      byte[] copy = new byte[Math.toIntExact(bytes.limit())];
      bytes.get(copy);
      return copy;
    }
  }

  /** Returns the offset of a tag's entry in a TIFF's first directory. */
  static int entry(ByteBuffer tiff, int tag) {
    int directory = tiff.getInt(4);
    return IntStream.range(0, tiff.getShort(directory))
        .map(i -> directory + 2 + 12 * i)
        .filter(at -> tiff.getShort(at) == tag)
        .findFirst()
        .orElseThrow();
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
