package io.sightline.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Makes sure that only one Sightline writes to a data directory. The operating system releases the
 * lock when the process ends, in any way; it never goes stale. Readers take no lock.
 */
final class WriterLock implements AutoCloseable {
  private final FileChannel channel;
  private final Path holderFile;

  private WriterLock(FileChannel channel, Path holderFile) {
    this.channel = channel;
    this.holderFile = holderFile;
  }

  /**
   * Takes the lock; the caller closes it.
   *
   * @throws StoreException if another process holds it, or the directory is not writable
   */
  static WriterLock take(DataDirectory directory) {
    // Checked first: if this process is the holder, opening and closing the file again would
    // release it.
    if (holder(directory).equals(self())) {
      throw taken(directory);
    }
    try {
      FileChannel channel =
          FileChannel.open(
              directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          throw taken(directory);
        }
        nameHolder(directory.holderFile());
      } catch (OverlappingFileLockException e) {
        channel.close();
        throw taken(directory);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return new WriterLock(channel, directory.holderFile());
    } catch (IOException e) {
      throw StoreFailure.ofLocking(directory, e);
    }
  }

  private static void nameHolder(Path file) throws IOException {
    // Left by a killed one, perhaps another user's, which can be deleted but not written.
    Files.deleteIfExists(file);
    try {
      Files.writeString(file, self());
    } catch (IOException e) {
      Files.deleteIfExists(file); // a full disk has room for its name
      throw e;
    }
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(holderFile);
    } catch (IOException e) {
      throw StoreFailure.ofFile("The file", holderFile, e);
    }
  }

  private static StoreException taken(DataDirectory directory) {
    String holder = holder(directory);
    return new StoreException(
        "Another Sightline%s already writes to %s: close it, or give this one its own --data directory"
            .formatted(holder.isEmpty() ? "" : " (" + holder + ")", directory.root()));
  }

  /** Process id and start time: ids repeat, in a container at every start. */
  private static String self() {
    ProcessHandle process = ProcessHandle.current();
    return "process %d, running since %s"
        .formatted(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  private static String holder(DataDirectory directory) {
    try {
      return Files.exists(directory.holderFile())
          ? Files.readString(directory.holderFile()).strip()
          : "";
    } catch (IOException e) {
      return ""; // Only names the other one in a sentence: not knowing it hides nothing.
    }
  }
}
