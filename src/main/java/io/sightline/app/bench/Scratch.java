package io.sightline.app.bench;

import io.sightline.app.command.AppException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A temporary folder with all that is recorded there, deleted when it is closed and when the
 * program is stopped by a signal.
 */
final class Scratch implements AutoCloseable {
  /** A stopped bench goes on recording until the program ends, and may make files meanwhile. */
  private static final int ATTEMPTS = 40;

  private static final long PAUSE_MS = 50;

  private final Path folder;
  private final Thread hook = new Thread(this::deleteUnderWriters, "shutdown");

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one; the caller closes it.
   *
   * @throws AppException if that cannot be done, naming the folder of temporary files
   */
  static Scratch make() {
    try {
      Scratch made = new Scratch(Files.createTempDirectory("sightline-bench"));
      Runtime.getRuntime().addShutdownHook(made.hook);
      return made;
    } catch (IOException e) {
      throw new AppException(
          "bench needs a folder for a while, and none can be made in %s: check that it exists, has room and may be written"
              .formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the program ends: the hook deletes it
    }
    delete();
  }

  private void deleteUnderWriters() {
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        try {
          delete();
        } catch (IOException | UncheckedIOException e) {
          // A file was made or deleted meanwhile, or, on Windows, is open: once more.
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        if (!Files.exists(folder)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
