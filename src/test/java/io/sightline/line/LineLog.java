package io.sightline.line;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what lines log, whichever of their classes logs it. */
final class LineLog extends Handler implements AutoCloseable {
  private static final Logger LINES = Logger.getLogger(LineLog.class.getPackageName());

  private final List<String> texts = new CopyOnWriteArrayList<>();

  private LineLog() {}

  static LineLog open() {
    LineLog log = new LineLog();
    LINES.addHandler(log);
    return log;
  }

  List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void publish(LogRecord entry) {
    texts.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void close() {
    LINES.removeHandler(this);
  }
}
