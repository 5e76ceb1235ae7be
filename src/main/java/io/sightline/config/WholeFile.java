package io.sightline.config;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there whole or not at all: written under a temporary name beside it, put on disk,
 * then moved into its place. Whoever finds the file finds it whole, after a crash or a power cut,
 * too; a failed one leaves an older one as it was. One writes a file at a time.
 */
public final class WholeFile {
  /** What a file's name has behind it until it is whole; a crash may leave such a file behind. */
  public static final String UNFINISHED = ".part";

  private WholeFile() {}

  /**
   * Writes what a file is to hold.
   *
   * @param <T> what is to be told of it
   */
  @FunctionalInterface
  public interface Content<T> {
    /**
     * Writes all of it, and flushes what it puts around the stream; does not close the stream.
     *
     * @throws IOException when the stream refuses; as with whatever else it throws, there is no
     *     file then
     */
    T writeTo(OutputStream out) throws IOException;
  }

  /**
   * Saves a file; one that was there is replaced.
   *
   * @param file in a folder that exists; no link, which would be replaced, too
   * @return what writing told
   * @throws IOException when it cannot be written
   */
  public static <T> T save(Path file, Content<T> content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + UNFINISHED);
    // Not a channel: that would fail where somebody interrupts this thread.
    FileOutputStream opened = new FileOutputStream(fresh.toFile());
    try {
      T told;
      try (FileOutputStream out = opened) {
        told = content.writeTo(out);
        // Or a power cut could leave the new name of a file that is still empty.
        out.getFD().sync();
      }
      move(fresh, file);
      return told;
    } catch (IOException | RuntimeException | Error e) {
      drop(fresh, e);
      throw e;
    }
  }

  /** The same of bytes that are there already. */
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
