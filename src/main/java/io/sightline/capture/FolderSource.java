package io.sightline.capture;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.image.ImageException;
import io.sightline.image.PictureFile;
import io.sightline.inspection.Phrase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pictures of a folder and its subfolders, each once, in natural order. Pictures are recognised
 * by content whatever their names, except for raw Motion JPEG; links to a picture that is there
 * already are skipped. Other files and hidden files are ignored, while pictures in unsupported
 * formats are counted in one warning. A picture that cannot be read is skipped, counted and named
 * in a warning, unless the whole folder is gone: then the source is lost. If labels lie beside the
 * pictures ({@link LabelFiles}), the frames carry the truth.
 *
 * <p>Waits to be read; its frames are named by their path inside the folder.
 */
public final class FolderSource implements FrameSource {
  private static final Logger LOG = System.getLogger(FolderSource.class.getName());

  private static final Pattern OTHER_KINDS =
      Pattern.compile(
          ".*\\.(gif|hei[cf]|avif|jp2|jxl|psd|dng|cr2|nef)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What lies beside pictures: labels, lists and notes, and videos. */
  private static final Pattern BESIDE_PICTURES =
      Pattern.compile(
          ".*\\.(txt|json|xml|ya?ml|csv|md|html?|pdf|log|db|ini|zip|mp4|avi|mkv|mov)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Path folder;
  private final Iterator<Path> files;
  private final FramePool pool;
  private final LabelFiles labels;
  private final Phrase phrase;
  private final String description;
  private Optional<String> firstRefusal = Optional.empty();
  private long delivered;
  private long unreadable;

  private FolderSource(
      Path folder,
      List<Path> files,
      LabelFiles labels,
      FramePool pool,
      Phrase phrase,
      String description) {
    this.folder = folder;
    this.files = files.iterator();
    this.labels = labels;
    this.pool = pool;
    this.phrase = phrase;
    this.description = description;
  }

  /**
   * Lists the folder without reading any picture yet.
   *
   * @throws CaptureException if it does not exist, cannot be read, or holds no picture at all
   */
  public static FolderSource open(Path folder, FramePool pool) {
    if (!Files.exists(folder)) {
      throw new CaptureException("There is no folder " + folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new CaptureException(folder + " is a file, not a folder: use file:" + folder);
    }
    LabelFiles labels = LabelFiles.of(folder);
    List<Path> files = FolderListing.eachOnce(folder, labels::know);
    if (files.stream().noneMatch(FolderSource::isPicture)) {
      throw new CaptureException(
          "There is no picture in the folder %s: expected PNG, JPEG, BMP, TIFF or WebP files; it holds %s"
              .formatted(
                  folder, files.isEmpty() ? "no files" : files.size() + " files of other kinds"));
    }
    tellOtherKinds(folder, files);
    return new FolderSource(
        folder,
        files,
        labels,
        pool,
        Phrase.of("source.folder", folder.toString()),
        "Pictures in " + folder);
  }

  /**
   * Counts by name only what cannot be read by content: labels and notes belong next to pictures
   * and need no warning.
   */
  private static void tellOtherKinds(Path folder, List<Path> files) {
    long others =
        files.stream()
            .filter(file -> OTHER_KINDS.matcher(String.valueOf(file.getFileName())).matches())
            .filter(file -> !isPicture(file))
            .count();
    if (others > 0) {
      LOG.log(
          Level.WARNING,
          "Passed over in {0}: {1} pictures of other kinds than PNG, JPEG, BMP, TIFF and WebP",
          folder,
          others);
    }
  }

  /** Returns one picture as a source of one frame; close the pool after the source. */
  public static FolderSource ofPicture(Path picture, FramePool pool) {
    Path folder = Optional.ofNullable(picture.getParent()).orElse(Path.of(""));
    return new FolderSource(
        folder,
        List.of(picture),
        LabelFiles.ofPicture(),
        pool,
        Phrase.of("source.picture", picture.toString()),
        "The picture " + picture);
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    while (files.hasNext()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Path file = files.next();
      if (Files.notExists(file)) {
        refuseWhereAllIsGone(file);
      }
      if (isPicture(file, true)) {
        Optional<Frame> frame = read(file);
        if (frame.isPresent()) {
          return frame;
        }
      }
    }
    if (delivered == 0 && firstRefusal.isPresent()) {
      throw new CaptureException(
          unreadable == 1
              ? firstRefusal.get()
              : "None of the %d pictures in %s can be read; the first: %s"
                  .formatted(unreadable, folder, firstRefusal.get()));
    }
    return Optional.empty();
  }

  private Optional<Frame> read(Path file) {
    try (Frame frame = PictureFile.read(file, pool)) {
      var truth = labels.truth(file, frame.width(), frame.height());
      frame.tagged(FrameTag.now(delivered, origin(file), truth));
      delivered++;
      return Optional.of(frame.handOver());
    } catch (ImageException e) {
      refuseWhereAllIsGone(file);
      unreadable++;
      String refusal = String.valueOf(e.getMessage());
      firstRefusal = firstRefusal.or(() -> Optional.of(refusal));
      LOG.log(Level.WARNING, "Skipped: {0}", refusal);
      return Optional.empty();
    }
  }

  /** A lost drive or network folder leaves nothing behind, or just its empty mount point. */
  private void refuseWhereAllIsGone(Path next) {
    try (Stream<Path> left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.DEBUG, "The folder cannot be listed", e); // treated as gone
    }
    throw new CaptureException(
        "The folder %s is gone or empty: %s read, the next would be %s; see to the drive or the network, and start again"
            .formatted(
                folder,
                delivered == 1 ? "1 picture was" : "%,d pictures were".formatted(delivered),
                origin(next)));
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public Optional<String> firstUnreadable() {
    return firstRefusal;
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public Phrase phrase() {
    return phrase;
  }

  @Override
  public void close() {
    // Every file is closed as soon as it has been read.
  }

  private String origin(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /**
   * Returns whether a file is a picture, judged by its name or, failing that, by its content; one
   * recognised only by its name is damaged. Raw Motion JPEG does not count.
   */
  public static boolean isPicture(Path file) {
    return isPicture(file, false);
  }

  /**
   * As {@link #isPicture(Path)}.
   *
   * @param unopened whether a file that cannot be opened may be a picture, unless it is named like
   *     something else: it is then to be reported, since it may be a part
   */
  private static boolean isPicture(Path file, boolean unopened) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (isMotionJpeg(file)) {
      return false;
    }
    if (name.matches("(?s).*\\.(png|jpe?g|bmp|tiff?|webp)")) {
      return true;
    }
    try {
      return PictureFile.format(file).isPresent();
    } catch (ImageException e) {
      return unopened
          && !OTHER_KINDS.matcher(name).matches()
          && !BESIDE_PICTURES.matcher(name).matches();
    }
  }

  /** Judges by name alone, as a video made of consecutive JPEGs begins like a picture. */
  public static boolean isMotionJpeg(Path file) {
    return FileEnding.is(file, ".mjpeg") || FileEnding.is(file, ".mjpg");
  }
}
