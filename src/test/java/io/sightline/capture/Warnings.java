package io.sightline.capture;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what a class logs at warning level or above, and keeps it off the console. */
public final class Warnings extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> texts = new CopyOnWriteArrayList<>();

  private Warnings(Logger logger) {
    this.logger = logger;
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  public static Warnings of(Class<?> type) {
    return new Warnings(Logger.getLogger(type.getName()));
  }

  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
      Object[] parameters = entry.getParameters();
      texts.add(
          parameters == null
              ? entry.getMessage()
              : MessageFormat.format(entry.getMessage(), parameters));
    }
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
