package io.sightline.capture;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.sightline.capture.FfmpegReader.Refused;
import io.sightline.image.PictureFile;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Turns a video's packets into pictures, with FFmpeg. A packet that cannot be decoded gives no
 * picture and no error: of a network camera that may be the first after a lost one. Used and closed
 * on one thread.
 */
final class VideoDecoder implements AutoCloseable {
  /** FFmpeg fills rows up to a multiple of this many pixels, beyond the picture's own width. */
  private static final int ROW = 32;

  /** Of a picture's or a matrix' planes; FFmpeg reads so many, though one is used. */
  private static final int PLANES = 4;

  private final AVCodecContext codec;
  private final AVFrame picture = av_frame_alloc();
  private final PointerPointer<?> rows = new PointerPointer<>(PLANES);
  private final IntPointer rowBytes = new IntPointer(PLANES);
  private @Nullable SwsContext conversion;
  private Mat filled = new Mat();
  private Mat pixels = new Mat();
  private boolean done;

  /**
   * @throws Refused if FFmpeg has no decoder for the stream
   */
  VideoDecoder(AVStream stream) throws Refused {
    AVCodec known = avcodec_find_decoder(stream.codecpar().codec_id());
    codec = avcodec_alloc_context3(known);
    codec.max_pixels(PictureFile.MOST_PIXELS);
    codec.thread_count(0); // as many as there are cores
    boolean opened =
        known != null
            && avcodec_parameters_to_context(codec, stream.codecpar()) >= 0
            && avcodec_open2(codec, known, (AVDictionary) null) >= 0;
    if (!opened || codec.width() < 1 || codec.height() < 1) {
      close();
      throw new Refused(
          opened ? "it holds no moving picture" : "it holds no video that can be decoded");
    }
  }

  /** Takes a packet, which is borrowed; only if {@link #next} has just returned false. */
  void take(AVPacket packet) {
    avcodec_send_packet(codec, packet);
  }

  /** No more packets come: what is left are pictures held back so far. */
  void end() {
    avcodec_send_packet(codec, null);
  }

  /** Goes on to the next picture; returns false if that takes another packet, or if it is done. */
  boolean next() {
    int code = avcodec_receive_frame(codec, picture);
    done |= code == AVERROR_EOF;
    return code >= 0;
  }

  /** Returns whether it has ended and its last picture was returned. */
  boolean isDone() {
    return done;
  }

  /** Returns whether the picture is complete, and not patched up by the decoder. */
  boolean isWhole() {
    return picture.decode_error_flags() == 0 && (picture.flags() & AV_FRAME_FLAG_CORRUPT) == 0;
  }

  /** Returns whether the picture builds on no other. */
  boolean isKey() {
    return (picture.flags() & AV_FRAME_FLAG_KEY) != 0;
  }

  /**
   * Returns the picture's pixels in blue, green and red, which stay valid until the next one's.
   *
   * @throws Refused if its kind of pixels cannot be converted
   */
  Mat pixels() throws Refused {
    int width = picture.width();
    int height = picture.height();
    if (pixels.cols() != width || pixels.rows() != height) {
      free();
      filled = new Mat(height, (width + ROW - 1) / ROW * ROW, CV_8UC3);
      pixels = filled.colRange(0, width);
      rows.put(0, filled.data());
      rowBytes.put(0, (int) filled.step());
    }
    conversion =
        sws_getCachedContext(
            conversion,
            width,
            height,
            picture.format(),
            width,
            height,
            AV_PIX_FMT_BGR24,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (conversion == null) {
      throw new Refused("its pixels are of a kind that cannot be converted");
    }
    int converted =
        sws_scale(conversion, picture.data(), picture.linesize(), 0, height, rows, rowBytes);
    if (converted != height) { // the pixels are still those of the picture before
      throw new Refused("a picture of it cannot be converted");
    }
    return pixels;
  }

  private void free() {
    pixels.close();
    filled.close();
  }

  @Override
  public void close() {
    free();
    sws_freeContext(conversion);
    conversion = null;
    av_frame_free(picture);
    avcodec_free_context(codec);
    rows.close();
    rowBytes.close();
  }
}
