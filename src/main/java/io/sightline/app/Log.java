package io.sightline.app;

import io.sightline.app.command.Console;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What people see of the log: warnings, as one line without a cause. Errors reach them through the
 * command or the screen that met them, so that nobody reads a thing twice; causes are for {@link
 * LogFiles}.
 */
final class Log {
  private Log() {}

  /** Warnings to standard error; nothing else. */
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
