package io.sightline.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** Short videos for tests: each picture is uniformly grey, and brighter by five than the last. */
public final class Clips {
  static final int WIDTH = 98;
  static final int HEIGHT = 54;

  /** Distance between key frames, which build on no other picture; the first picture is one. */
  static final int KEY_EVERY = 12;

  private Clips() {}

  /** Returns the grey level of a picture by its number. */
  static int grey(long number) {
    return 40 + 5 * (int) number;
  }

  /** Records a clip in the container that the file name indicates. */
  static Path record(Path file, int pictures) throws FrameRecorder.Exception {
    return record(file, pictures, WIDTH, HEIGHT);
  }

  /** As {@link #record(Path, int)}, but with pictures of another size. */
  public static Path record(Path file, int pictures, int width, int height)
      throws FrameRecorder.Exception {
    return record(file, pictures, width, height, 0, 0);
  }

  /**
   * As {@link #record(Path, int)}, but white on the left half, and with the note that players are
   * to turn its pictures by this angle.
   *
   * @param anticlockwise in degrees
   */
  static Path turned(Path file, int pictures, double anticlockwise) throws FrameRecorder.Exception {
    return record(file, pictures, WIDTH, HEIGHT, WIDTH / 2, anticlockwise);
  }

  private static Path record(
      Path file, int pictures, int width, int height, int white, double anticlockwise)
      throws FrameRecorder.Exception {
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height, 0);
        Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3)) {
      av_log_set_level(AV_LOG_QUIET);
      recorder.setVideoCodec(AV_CODEC_ID_MPEG4);
      recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
      recorder.setVideoBitrate(2_000_000);
      recorder.setFrameRate(25);
      recorder.setGopSize(KEY_EVERY);
      if (anticlockwise != 0) {
        recorder.setDisplayRotation(anticlockwise);
      }
      recorder.setVideoOption("sc_threshold", "1000000000"); // brighter is no new scene
      recorder.start();
      for (int i = 0; i < pictures; i++) {
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        for (int at = 0; at < pixels.capacity(); at++) {
          boolean left = at % frame.imageStride < 3 * white;
          pixels.put(at, (byte) (left ? 255 : grey(i)));
        }
        recorder.record(frame);
      }
    }
    return file;
  }
}
