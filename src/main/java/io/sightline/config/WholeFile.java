package io.sightline.config;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Writes a file atomically: under a temporary name beside it, synced to disk, then renamed. The
 * file is complete or absent, even after a crash or a power cut; a failed attempt leaves an older
 * file unchanged. Each writer has a temporary name of its own: of several, also in other programs,
 * the last to finish wins.
 */
public final class WholeFile {
  private static final Logger LOG = System.getLogger(WholeFile.class.getName());

  /**
   * Suffix of the file's name until it is complete, after eight hexadecimal digits that make the
   * name the writer's own. A crash may leave such a file behind.
   */
  public static final String UNFINISHED = ".part";

  /** An unfinished file that has not been written to for this long has no writer any more. */
  public static final Duration LEFT_BEHIND = Duration.ofHours(1);

  /** What follows the name of an unfinished file; earlier versions left out the digits. */
  private static final Pattern ENDING =
      Pattern.compile("(\\.[0-9a-f]{8})?" + Pattern.quote(UNFINISHED));

  private WholeFile() {}

  /**
   * Writes the content of a file.
   *
   * @param <T> what {@link #save} returns
   */
  @FunctionalInterface
  public interface Content<T> {
    /**
     * Writes everything and flushes wrappers around the stream, but does not close the stream.
     *
     * @throws IOException if the stream fails; after this or any other exception there is no file
     */
    T writeTo(OutputStream out) throws IOException;
  }

  /**
   * Saves a file, replacing an existing one and deleting what dead writers of it {@linkplain
   * #LEFT_BEHIND left behind}.
   *
   * @param file in a folder that exists; not a link, which would be replaced
   * @return what the content returned
   * @throws IOException if it cannot be written
   */
  public static <T> T save(Path file, Content<T> content) throws IOException {
    // A folder of pictures may be long, and none of them is written twice: it is never searched.
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      dropLeftBehind(file);
    }
    Path fresh = fresh(file);
    try {
      T told;
      // Not a channel, which an interrupt of this thread would close.
      try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
        told = content.writeTo(out);
        // Otherwise, after a power cut, the new name could belong to an empty file.
        out.getFD().sync();
      }
      move(fresh, file);
      return told;
    } catch (IOException | RuntimeException | Error e) {
      drop(fresh, e);
      throw e;
    }
  }

  /** Saves bytes as a file, as {@link #save(Path, Content)}. */
  public static void save(Path file, byte[] bytes) throws IOException {
    save(
        file,
        out -> {
          out.write(bytes);
          return bytes.length;
        });
  }

  /** Creates an empty file under a name that no other writer has. */
  private static Path fresh(Path file) throws IOException {
    while (true) {
      String own =
          String.format(Locale.ROOT, ".%08x", ThreadLocalRandom.current().nextInt()) + UNFINISHED;
      Path fresh = file.resolveSibling(file.getFileName() + own);
      // Not Files.createTempFile: nobody but its owner could read the finished file.
      if (fresh.toFile().createNewFile()) {
        return fresh;
      }
    }
  }

  private static void move(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What cannot be deleted stays: it stands in nobody's way. */
  private static void dropLeftBehind(Path file) {
    String name = String.valueOf(file.getFileName());
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            file.toAbsolutePath().getParent(), each -> isUnfinished(each, name))) {
      for (Path each : left) {
        BasicFileAttributes found =
            Files.readAttributes(each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Instant written = found.lastModifiedTime().toInstant();
        if (found.isRegularFile() && written.isBefore(Instant.now().minus(LEFT_BEHIND))) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.DEBUG, "What was left behind beside " + file + " stays", e);
    }
  }

  private static boolean isUnfinished(Path found, String name) {
    String itsName = String.valueOf(found.getFileName());
    return itsName.startsWith(name) && ENDING.matcher(itsName.substring(name.length())).matches();
  }

  private static void drop(Path fresh, Throwable reason) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
