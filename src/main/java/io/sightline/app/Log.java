package io.sightline.app;

import io.sightline.app.command.Console;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The part of the log shown to people: warnings, one line each, without causes. Errors are shown by
 * the command or screen that hits them, so nothing appears twice; causes go to {@link LogFiles}.
 */
final class Log {
  private Log() {}

  /** Sends warnings, and nothing else, to standard error. */
  static void toPeople(Console console) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
      handler.close();
    }
    root.addHandler(new Warnings(console));
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
