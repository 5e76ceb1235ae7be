package io.sightline.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the stack trace of an unexpected failure for developers, in a temporary file of its own: a
 * command may have no log, or have closed it by then.
 */
final class FailureTrace {
  private FailureTrace() {}

  /** Writes the trace and returns its location, as the end of a sentence. */
  static String keep(Throwable reason) {
    StringWriter text = new StringWriter();
    text.write("Sightline " + Version.ofSightline() + System.lineSeparator());
    reason.printStackTrace(new PrintWriter(text, true));
    try {
      Path file = Files.createTempFile("sightline-", ".log");
      Files.writeString(file, text.toString());
      return file + " says more";
    } catch (IOException e) {
      StackTraceElement[] from = reason.getStackTrace();
      return "no log of it can be written (%s); it came from %s"
          .formatted(e.getMessage(), from.length == 0 ? "nowhere known" : from[0]);
    }
  }
}
