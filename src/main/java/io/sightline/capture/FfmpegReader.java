package io.sightline.capture;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.PictureFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a video with FFmpeg, picture by picture. Each picture is copied at once into a frame of
 * our own, because JavaCV's frames are only valid until the next grab. Opened, read and closed on
 * one thread. JavaCV holds a process-wide lock while it opens and closes: every wait in there needs
 * its own timeout, set through the options, or one camera blocks all of them.
 */
final class FfmpegReader implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FfmpegReader.class.getName());
  private static final Pattern ERROR_CODE = Pattern.compile("error (-?\\d+)");

  /** The errors of a server that rejects the user and password. */
  private static final Set<Integer> LOGIN =
      Set.of(AVERROR_HTTP_UNAUTHORIZED, AVERROR_HTTP_FORBIDDEN);

  private final FFmpegFrameGrabber grabber;
  private @Nullable Buffer viewed;
  private Mat view = new Mat();
  private OptionalInt turn = OptionalInt.empty();
  private OptionalLong pictures = OptionalLong.empty();
  private boolean over;
  private long damaged;
  private boolean patched; // also set for pictures that depend on a patched one

  private FfmpegReader(FFmpegFrameGrabber grabber) {
    this.grabber = grabber;
  }

  /**
   * Opens a video.
   *
   * @param address what FFmpeg opens; may contain a password and is kept out of messages and causes
   * @param options FFmpeg's own, by name
   * @throws Refused with FFmpeg's reason
   */
  static FfmpegReader open(String address, Map<String, String> options) throws Refused {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(address);
    // FFmpeg itself writes to standard error, addresses included; its error codes say all we need.
    av_log_set_level(AV_LOG_QUIET);
    options.forEach(grabber::setOption);
    grabber.setVideoOption("max_pixels", String.valueOf(PictureFile.MOST_PIXELS));
    FfmpegReader reader = new FfmpegReader(grabber);
    try {
      grabber.start();
      if (grabber.getImageWidth() < 1 || grabber.getImageHeight() < 1) {
        throw new Refused("it holds no moving picture");
      }
      reader.turn = turn(grabber.getDisplayRotation());
      reader.pictures = shown(grabber.getFormatContext());
      return reader;
    } catch (FrameGrabber.Exception e) {
      reader.close();
      throw refused(e);
    } catch (Refused e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Returns the next picture, turned as players turn it. Empty if it is damaged, which {@link
   * #damaged()} counts, or if no more pictures come because of the end, a timeout or an interrupt,
   * in which case {@link #over()} is true.
   *
   * @throws Refused if the data cannot be decoded or a file cannot be read any further: a failing
   *     drive is not the end of the video
   */
  Optional<Frame> grab(FramePool pool) throws Refused {
    org.bytedeco.javacv.Frame borrowed;
    try {
      borrowed = grabber.grabImage();
    } catch (FrameGrabber.Exception e) {
      throw new Refused(reason(e));
    }
    if (borrowed == null || borrowed.image == null) {
      over = true;
      refuseWhereUnread();
      return Optional.empty();
    }
    if (passedOver(borrowed)) {
      return Optional.empty();
    }
    Mat stored = look(borrowed);
    boolean onItsSide = turn.isPresent() && turn.getAsInt() != ROTATE_180;
    int width = onItsSide ? stored.rows() : stored.cols();
    int height = onItsSide ? stored.cols() : stored.rows();
    try (Frame frame = pool.take(width, height)) {
      if (turn.isPresent()) {
        rotate(stored, frame.mat(), turn.getAsInt());
      } else {
        stored.copyTo(frame.mat());
      }
      return Optional.of(frame.handOver());
    }
  }

  /**
   * Returns how to turn the pictures: a phone stores them as its sensor lies and notes how it was
   * held. Empty for those stored upright, and for angles at which they would no longer fill a
   * picture.
   *
   * @param anticlockwise in degrees
   */
  private static OptionalInt turn(double anticlockwise) {
    return switch ((int) Math.round(anticlockwise)) {
      case -90 -> OptionalInt.of(ROTATE_90_CLOCKWISE);
      case 90 -> OptionalInt.of(ROTATE_90_COUNTERCLOCKWISE);
      case -180, 180 -> OptionalInt.of(ROTATE_180);
      default -> OptionalInt.empty();
    };
  }

  /**
   * JavaCV treats anything that ends the reading as the end of the file; FFmpeg knows the file's
   * error.
   */
  private void refuseWhereUnread() throws Refused {
    AVIOContext file = grabber.getFormatContext().pb(); // null if FFmpeg reads a camera
    if (file != null && file.error() < 0 && file.error() != AVERROR_EOF) {
      throw new Refused(words(file.error()));
    }
  }

  /** Returns whether no more pictures come. */
  boolean over() {
    return over;
  }

  /**
   * Returns whether to skip a picture. One that the decoder patched up shows a part that never
   * existed, perhaps a good one; so do the pictures that depend on it, up to the next key frame.
   * MPEG-4 and H.264 report this; H.265 and Motion JPEG do not, and no decoder reports a picture
   * that it dropped altogether.
   */
  private boolean passedOver(org.bytedeco.javacv.Frame borrowed) {
    if (borrowed.opaque instanceof AVFrame decoded) {
      boolean whole =
          decoded.decode_error_flags() == 0 && (decoded.flags() & AV_FRAME_FLAG_CORRUPT) == 0;
      patched = !whole || (patched && !borrowed.keyFrame);
    }
    damaged += patched ? 1 : 0;
    return patched;
  }

  /** Returns how many pictures so far were damaged or depended on a damaged one. */
  long damaged() {
    return damaged;
  }

  /**
   * Returns how many pictures the file claims to show: the entries of an MP4 or QuickTime index
   * that are not cut away. Empty if that is not certain: in other containers an index may omit
   * pictures or hold empty ones, and each half of an interlaced picture may be an entry.
   */
  private static OptionalLong shown(AVFormatContext file) {
    int video = av_find_best_stream(file, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
    if (video < 0 || !file.iformat().name().getString().startsWith("mov,")) {
      return OptionalLong.empty();
    }
    AVStream stream = file.streams(video);
    int order = stream.codecpar().field_order();
    int entries = avformat_index_get_entries_count(stream);
    if (entries < 1 || (order != AV_FIELD_UNKNOWN && order != AV_FIELD_PROGRESSIVE)) {
      return OptionalLong.empty();
    }
    long shown = 0;
    for (int i = 0; i < entries; i++) {
      if ((avformat_index_get_entry(stream, i).flags() & AVIndexEntry.AVINDEX_DISCARD_FRAME) == 0) {
        shown++;
      }
    }
    return OptionalLong.of(shown);
  }

  /** Returns how many pictures the file claims to show; empty if that is not certain. */
  OptionalLong pictures() {
    return pictures;
  }

  /**
   * Returns JavaCV's pixels as an OpenCV matrix, recreated only after JavaCV has reallocated them.
   */
  private Mat look(org.bytedeco.javacv.Frame borrowed) {
    Buffer pixels = borrowed.image[0];
    if (pixels != viewed) {
      view.close();
      view =
          new Mat(
              borrowed.imageHeight,
              borrowed.imageWidth,
              CV_8UC3,
              new BytePointer((ByteBuffer) pixels),
              borrowed.imageStride);
      viewed = pixels;
    }
    return view;
  }

  /** Returns FFmpeg's text for the code in JavaCV's message, which itself repeats the address. */
  private static String reason(FrameGrabber.Exception e) {
    Matcher code = ERROR_CODE.matcher(String.valueOf(e.getMessage()));
    if (!code.find()) {
      return "it holds no video that can be decoded";
    }
    return words(Integer.parseInt(code.group(1)));
  }

  private static Refused refused(FrameGrabber.Exception e) {
    Matcher code = ERROR_CODE.matcher(String.valueOf(e.getMessage()));
    boolean login = code.find() && LOGIN.contains(Integer.valueOf(code.group(1)));
    return new Refused(reason(e), login);
  }

  private static String words(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    String words = new String(text, java.nio.charset.StandardCharsets.UTF_8);
    return words.substring(0, Math.max(0, words.indexOf('\0')));
  }

  @Override
  public void close() {
    view.close();
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      LOG.log(Level.WARNING, "FFmpeg did not close cleanly: {0}", reason(e));
    }
  }

  /** Carries FFmpeg's reason, phrased as the end of a sentence. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean login;

    Refused(String reason) {
      this(reason, false);
    }

    Refused(String reason, boolean login) {
      super(reason);
      this.login = login;
    }

    /** Returns whether the login was refused, in which case retrying is useless. */
    boolean ofLogin() {
      return login;
    }
  }
}
