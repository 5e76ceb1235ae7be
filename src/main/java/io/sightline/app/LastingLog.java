package io.sightline.app;

import java.util.logging.LogManager;

/**
 * Keeps the log open while a signal ends the program. Java's own log manager closes every handler
 * as soon as shutdown begins, while other threads still record and count inspections, so the log
 * would never show how a station ended. Handlers are closed by whoever opened them.
 *
 * <p>Instantiated by Java, once per process.
 */
public final class LastingLog extends LogManager {
  /** Called reflectively by java.util.logging; do not instantiate. */
  public LastingLog() {}

  /** Does nothing: only Java calls it, during shutdown and before any handler exists. */
  @Override
  public void reset() {}
}
