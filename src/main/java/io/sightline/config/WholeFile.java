package io.sightline.config;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file atomically: under a temporary name beside it, synced to disk, then renamed. The
 * file is complete or absent, even after a crash or a power cut; a failed attempt leaves an older
 * file unchanged. One thread writes a file at a time.
 */
public final class WholeFile {
  /** Suffix of the file's name until it is complete; a crash may leave such a file behind. */
  public static final String UNFINISHED = ".part";

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
   * Saves a file, replacing an existing one.
   *
   * @param file in a folder that exists; not a link, which would be replaced
   * @return what the content returned
   * @throws IOException if it cannot be written
   */
  public static <T> T save(Path file, Content<T> content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + UNFINISHED);
    // Not a channel, which an interrupt of this thread would close.
    FileOutputStream opened = new FileOutputStream(fresh.toFile());
    try {
      T told;
      try (FileOutputStream out = opened) {
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

  private static void move(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void drop(Path fresh, Throwable reason) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
