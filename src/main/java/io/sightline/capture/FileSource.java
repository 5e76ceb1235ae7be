package io.sightline.capture;

import io.sightline.capture.FfmpegReader.Refused;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Phrase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A video file, read picture by picture as fast as possible; frames are named by the file's name
 * and their number. Damaged pictures are skipped, counted at once and reported in a single warning
 * when reading ends. At the end of an MP4 or QuickTime file, pictures that its index lists but the
 * decoder dropped are added to the count; other containers do not reveal how many they hold.
 * Opened, read and closed on one thread.
 */
public final class FileSource implements FrameSource {
  private static final Logger LOG = System.getLogger(FileSource.class.getName());

  /** A file may refer to others, as playlists do, but never to one on the network. */
  private static final Map<String, String> OPTIONS = Map.of("protocol_whitelist", "file");

  private final Path file;
  private final FfmpegReader reader;
  private final FramePool pool;
  private long delivered;
  private long lost;
  private boolean warned;

  private FileSource(Path file, FfmpegReader reader, FramePool pool) {
    this.file = file;
    this.reader = reader;
    this.pool = pool;
  }

  /**
   * Opens the file and reads its header.
   *
   * @throws CaptureException if it is not a video that FFmpeg can decode
   */
  public static FileSource open(Path file, FramePool pool) {
    String path = file.toAbsolutePath().toString();
    if (!Charset.defaultCharset().newEncoder().canEncode(path)) {
      throw new CaptureException(
          "The name of %s cannot be passed on in this locale: start with LC_ALL=C.UTF-8"
              .formatted(file));
    }
    try {
      return new FileSource(file, FfmpegReader.open(path, OPTIONS), pool);
    } catch (Refused e) {
      throw new CaptureException(
          "Cannot open %s as a video or a picture: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      Optional<Frame> frame = reader.grab(pool);
      while (frame.isEmpty() && !reader.over()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        frame = reader.grab(pool);
      }
      if (frame.isEmpty() && delivered == 0) {
        throw new Refused(
            reader.damaged() == 0
                ? "it holds no moving picture"
                : "all of its pictures are damaged; copy or record it again");
      }
      if (frame.isEmpty()) {
        tellDamage();
      }
      return frame.map(
          each ->
              each.tagged(
                  FrameTag.now(
                      delivered, origin(reader.damaged() + delivered++), Optional.empty())));
    } catch (Refused e) {
      throw new CaptureException(
          "Cannot read picture %d of %s: %s"
              .formatted(reader.damaged() + delivered + 1, file, e.getMessage()),
          e);
    }
  }

  /**
   * At the end of the file, also counts the pictures that its index lists but the decoder did not
   * deliver.
   */
  private void tellDamage() {
    long given = delivered + reader.damaged();
    lost = Math.max(0, reader.pictures().orElse(given) - given);
    warn("its " + (given + lost));
  }

  private void warn(String which) {
    if (!warned && unreadable() > 0) {
      warned = true;
      LOG.log(
          Level.WARNING,
          "The video {0} is damaged: {1} of {2} pictures cannot be decoded and are passed over; copy or record it again",
          file,
          String.valueOf(unreadable()),
          which);
    }
  }

  @Override
  public long unreadable() {
    return reader.damaged() + lost;
  }

  @Override
  public Optional<String> firstUnreadable() {
    return unreadable() == 0
        ? Optional.empty()
        : Optional.of("The video %s is damaged: copy or record it again".formatted(file));
  }

  private String origin(long number) {
    return file.getFileName() + "#" + number;
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public String describe() {
    return "The video " + file;
  }

  @Override
  public Phrase phrase() {
    return Phrase.of("source.video", file.toString());
  }

  @Override
  public void close() {
    warn("the first " + (delivered + reader.damaged())); // if it was not read to its end
    reader.close();
  }
}
