package io.sightline.app;

import java.util.logging.LogManager;

/**
 * Keeps the log open while a signal ends the program. Java's own closes every handler as soon as it
 * begins to shut down, beside the threads that still record and count what was inspected: how a
 * station ended would be in no log. Who opened a handler closes it.
 *
 * <p>Made by Java, once in the life of a process.
 */
public final class LastingLog extends LogManager {
  /** For Java; anybody else's would serve nobody. */
  public LastingLog() {}

  /** Does nothing: nobody asks for it but Java as it shuts down, and before there is a handler. */
  @Override
  public void reset() {}
}
