package io.sightline.app;

import io.sightline.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Where log records go: all of them with their causes into files beside the station's data, and
 * warnings, as one line without a cause, to people. Errors reach people through the command or the
 * screen that met them, so that nobody reads a thing twice.
 */
final class Log {
  private static final int MAX_BYTES = 2 << 20;
  private static final int FILES = 5;

  private Log() {}

  /** Warnings to standard error; nothing else until {@link #into}. */
  static void toPeople(Console console) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
      handler.close();
    }
    root.addHandler(new Warnings(console));
  }

  /**
   * Everything from INFO on into {@code log/sightline.N.log}, 0 the newest, ten megabytes in all.
   *
   * @throws StoreException when no file can be written there
   */
  static void into(Path data) {
    Path folder = data.resolve("log");
    try {
      Files.createDirectories(folder);
      // The pattern language takes % for itself.
      String pattern = folder.toString().replace("%", "%%") + "/sightline.%g.log";
      FileHandler files = new FileHandler(pattern, MAX_BYTES, FILES, true);
      files.setEncoding("UTF-8");
      files.setFormatter(new SimpleFormatter());
      Logger.getLogger("").addHandler(files);
    } catch (IOException e) {
      throw new StoreException(
          "The log in " + folder + " cannot be written: check the disk and who may write there", e);
    }
  }

  private static final class Warnings extends Handler {
    private final Console console;
    private final Formatter formatter = new SimpleFormatter();

    Warnings(Console console) {
      this.console = console;
      setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord entry) {
      if (isLoggable(entry)
          && entry.getLevel().equals(Level.WARNING)
          && String.valueOf(entry.getLoggerName()).startsWith("io.sightline")) {
        console.message(formatter.formatMessage(entry));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
