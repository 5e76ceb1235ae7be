package io.sightline.app;

import io.sightline.app.command.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs everything from INFO up, with causes, to files beside a station's data while open. */
final class LogFiles implements AutoCloseable {
  private static final int MAX_BYTES = 2 << 20;
  private static final int FILES = 5;

  /** A disk that takes longer is not waited for when a station closes. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LogQueue queue;

  /**
   * Logs to {@code log/sightline.N.log}, 0 being the newest, ten megabytes in all.
   *
   * @throws AppException if no file can be written there
   */
  LogFiles(Path data) {
    Path folder = data.resolve("log");
    try {
      Files.createDirectories(folder);
      // FileHandler patterns treat % as special.
      String pattern = folder.toString().replace("%", "%%") + "/sightline.%g.log";
      FileHandler files = new FileHandler(pattern, MAX_BYTES, FILES, true);
      files.setEncoding("UTF-8");
      files.setFormatter(new LogLine(ZoneId.systemDefault()));
      files.setErrorManager(new Unwritten());
      queue = new LogQueue(files, PATIENCE);
    } catch (IOException e) {
      throw new AppException(
          "The log in " + folder + " cannot be written: check the disk and who may write there", e);
    }
    Logger.getLogger("").addHandler(queue);
  }

  /** Reports once that the log cannot be written, mostly a full disk, instead of a stack trace. */
  private static final class Unwritten extends ErrorManager {
    private boolean said;

    @Override
    public synchronized void error(@Nullable String message, @Nullable Exception why, int code) {
      if (!said) {
        said = true;
        System.err.println(
            "sightline: the log cannot be written: " + (why == null ? message : why.getMessage()));
      }
    }
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(queue);
    queue.close();
  }
}
