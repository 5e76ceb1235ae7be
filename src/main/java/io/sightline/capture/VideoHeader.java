package io.sightline.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.IntPointer;

/**
 * What a video says of its pictures before the first one.
 *
 * @param turn how to turn them, as OpenCV names it; empty if they are stored upright
 * @param pictures how many it claims to show; empty if that is not certain
 */
record VideoHeader(OptionalInt turn, OptionalLong pictures) {
  static VideoHeader of(AVFormatContext container, AVStream stream) {
    return new VideoHeader(turn(stream.codecpar()), shown(container, stream));
  }

  /**
   * Returns how to turn the pictures: a phone stores them as its sensor lies and notes how it was
   * held. Empty for those stored upright, and for angles at which they would no longer fill a
   * picture.
   */
  private static OptionalInt turn(AVCodecParameters stored) {
    AVPacketSideData matrix =
        av_packet_side_data_get(
            stored.coded_side_data(), stored.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null) {
      return OptionalInt.empty();
    }
    double anticlockwise = av_display_rotation_get(new IntPointer(matrix.data()));
    return switch ((int) Math.round(anticlockwise)) { // in degrees
      case -90 -> OptionalInt.of(ROTATE_90_CLOCKWISE);
      case 90 -> OptionalInt.of(ROTATE_90_COUNTERCLOCKWISE);
      case -180, 180 -> OptionalInt.of(ROTATE_180);
      default -> OptionalInt.empty();
    };
  }

  /**
   * Returns how many pictures the file claims to show: the entries of an MP4 or QuickTime index
   * that are not cut away. Empty if that is not certain: in other containers an index may omit
   * pictures or hold empty ones, and each half of an interlaced picture may be an entry.
   */
  private static OptionalLong shown(AVFormatContext file, AVStream stream) {
    if (!file.iformat().name().getString().startsWith("mov,")) {
      return OptionalLong.empty();
    }
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
}
