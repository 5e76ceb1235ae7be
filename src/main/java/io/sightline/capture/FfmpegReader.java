package io.sightline.capture;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads a video with FFmpeg, picture by picture. Opened, read and closed on one thread.
 *
 * <p>What is read from a network is limited in time as a whole: FFmpeg's own timeouts begin anew
 * with each packet, also while nothing can be made of any of them.
 */
final class FfmpegReader implements AutoCloseable {
  /** A pause where FFmpeg has nothing yet and does not wait itself. */
  private static final long AGAIN_NANOS = 10_000_000;

  /** The errors of a server that rejects the user and password. */
  private static final Set<Integer> LOGIN =
      Set.of(AVERROR_HTTP_UNAUTHORIZED, AVERROR_HTTP_FORBIDDEN);

  private final AVFormatContext container;
  private final Optional<ReadLimit> limit;
  private final int video;
  private final VideoDecoder decoder;
  private final AVPacket packet;
  private final VideoHeader header;
  private boolean over;
  private boolean late;
  private long damaged;
  private boolean patched; // also set for pictures that depend on a patched one

  private FfmpegReader(AVFormatContext container, Optional<ReadLimit> limit, int video)
      throws Refused {
    AVStream stream = container.streams(video);
    this.container = container;
    this.limit = limit;
    this.video = video;
    this.header = VideoHeader.of(container, stream);
    this.packet = av_packet_alloc();
    try {
      this.decoder = new VideoDecoder(stream);
    } catch (Refused | RuntimeException | Error e) {
      av_packet_free(packet);
      throw e;
    }
  }

  /**
   * Opens a video that needs no limit in time.
   *
   * @param address what FFmpeg opens; may contain a password and is kept out of messages and causes
   * @param options FFmpeg's own, by name
   * @throws Refused with FFmpeg's reason
   */
  static FfmpegReader open(String address, Map<String, String> options) throws Refused {
    return open(address, options, Optional.empty());
  }

  /**
   * Opens a video on a network, the reading of which an interrupt ends, too.
   *
   * @param most the longest that a picture may take
   */
  static FfmpegReader open(String address, Map<String, String> options, Duration most)
      throws Refused {
    return open(address, options, Optional.of(new ReadLimit(most)));
  }

  private static FfmpegReader open(
      String address, Map<String, String> options, Optional<ReadLimit> limit) throws Refused {
    // FFmpeg itself writes to standard error, addresses included; its error codes say all we need.
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext container = avformat_alloc_context();
    try {
      limit.ifPresent(each -> each.opening(container));
      find(container, address, options);
      int video =
          av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
      if (video < 0) {
        throw new Refused("it holds no moving picture");
      }
      return new FfmpegReader(container, limit, video);
    } catch (Refused | RuntimeException | Error e) {
      close(container, limit);
      throw e;
    }
  }

  private static void close(AVFormatContext container, Optional<ReadLimit> limit) {
    limit.ifPresent(ReadLimit::closing);
    avformat_close_input(container);
    limit.ifPresent(ReadLimit::close);
  }

  /** Connects and reads until all is known of the video. */
  private static void find(AVFormatContext container, String address, Map<String, String> options)
      throws Refused {
    AVDictionary named = new AVDictionary(null);
    options.forEach((name, value) -> av_dict_set(named, name, value, 0));
    int code = avformat_open_input(container, address, null, named);
    av_dict_free(named);
    if (code >= 0) {
      code = avformat_find_stream_info(container, (AVDictionary) null);
    }
    if (code < 0) {
      throw new Refused(
          code == AVERROR_EXIT ? "it takes too long to answer" : words(code), LOGIN.contains(code));
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
    limit.ifPresent(ReadLimit::reading);
    while (!decoder.next()) {
      if (decoder.isDone()) {
        over = true;
        refuseWhereUnread();
        return Optional.empty();
      }
      read();
    }
    if (passedOver()) {
      return Optional.empty();
    }
    Mat stored = decoder.pixels();
    OptionalInt turn = header.turn();
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

  /** Passes the next packet on to the decoder, or the end, whatever it is. */
  private void read() {
    int code = av_read_frame(container, packet);
    boolean again = code == AVERROR_EAGAIN();
    boolean isUp = limit.isPresent() && limit.get().isUp();
    if (again && !isUp) {
      LockSupport.parkNanos(AGAIN_NANOS);
    } else if (code < 0 || isUp) { // FFmpeg asks for the limit only where it has to wait
      late |= limit.isPresent() && limit.get().isTimeUp();
      decoder.end();
    } else if (packet.stream_index() == video) {
      decoder.take(packet);
    }
    av_packet_unref(packet);
  }

  /** Whatever ends the reading ends the video, but for a file that FFmpeg could not read. */
  private void refuseWhereUnread() throws Refused {
    AVIOContext file = container.pb(); // null if FFmpeg reads a camera
    if (file != null && file.error() < 0 && file.error() != AVERROR_EOF) {
      throw new Refused(words(file.error()));
    }
  }

  /** Returns whether no more pictures come. */
  boolean over() {
    return over;
  }

  /** Returns whether that is because the last one took too long, whatever came instead. */
  boolean isLate() {
    return over && late;
  }

  /**
   * Returns whether to skip a picture. One that the decoder patched up shows a part that never
   * existed, perhaps a good one; so do the pictures that depend on it, up to the next key frame.
   * MPEG-4 and H.264 report this; H.265 and Motion JPEG do not, and no decoder reports a picture
   * that it dropped altogether.
   */
  private boolean passedOver() {
    patched = !decoder.isWhole() || (patched && !decoder.isKey());
    damaged += patched ? 1 : 0;
    return patched;
  }

  /** Returns how many pictures so far were damaged or depended on a damaged one. */
  long damaged() {
    return damaged;
  }

  /** Returns how many pictures the file claims to show; empty if that is not certain. */
  OptionalLong pictures() {
    return header.pictures();
  }

  private static String words(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    String words = new String(text, java.nio.charset.StandardCharsets.UTF_8);
    return words.substring(0, Math.max(0, words.indexOf('\0')));
  }

  @Override
  public void close() {
    decoder.close();
    av_packet_free(packet);
    close(container, limit);
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
