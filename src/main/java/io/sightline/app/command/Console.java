package io.sightline.app.command;

import io.sightline.config.Json;
import io.sightline.detect.ModelBundle;
import io.sightline.inspection.SightlineException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * The two streams of a command: results on standard output, everything else on standard error.
 *
 * @param result where the result goes, and nothing else
 * @param messages where progress and errors go
 */
public record Console(PrintStream result, PrintStream messages) {
  private static final System.Logger LOG = System.getLogger(Console.class.getName());

  /** Back to the beginning of the line, and nothing left on it. */
  private static final String CLEAR = "\r\033[K";

  /** Text on standard output. */
  public void print(Object text) {
    result.println(harmless(String.valueOf(text)));
    result.flush();
  }

  /** A value as one JSON object, likewise; its letters are as they are. */
  public void printJson(Json json, Object value) {
    result.println(json.write(value));
    result.flush();
  }

  /** One line on standard error. */
  public void message(String line) {
    messages.println(cleared() + harmless(line));
  }

  /** A file's name may hold what moves a terminal's cursor or sets its title. */
  private static String harmless(String line) {
    return line.replaceAll("\r(?!\n)|[\\p{Cc}&&[^\r\n\t]]", "?");
  }

  /** One line on standard error where a model is not free for every use; nothing where it is. */
  public void restriction(ModelBundle model) {
    model
        .restriction()
        .ifPresent(
            each -> message("Terms of the model %s: %s".formatted(model.name(), each.text())));
  }

  /** Why nothing happens for minutes. */
  public void building() {
    message("An engine is being built for this model and this machine: some minutes, once.");
  }

  /** Writes over the last line of standard error, where somebody watches. */
  public void progress(String text) {
    if (watched()) {
      messages.print(CLEAR + text);
      messages.flush();
    }
  }

  /** One line on standard error that says what went wrong. */
  public void error(String sentence) {
    messages.println(cleared() + "sightline: " + harmless(sentence));
  }

  /** Says what went wrong, logs the cause, and answers the exit code. */
  public int failed(Exception reason) {
    if (reason instanceof SightlineException) {
      LOG.log(Level.DEBUG, "A command failed", reason);
      error(String.valueOf(reason.getMessage()).replace('\n', ' '));
    } else {
      LOG.log(Level.ERROR, "A command failed unexpectedly", reason);
      error(
          "something unexpected went wrong (%s); %s"
              .formatted(
                  String.valueOf(reason).replaceAll("\\s*\\R\\s*", " "), Trace.keep(reason)));
    }
    return 1;
  }

  /** The same where a native library does not load, or does not fit this machine. */
  public int failed(LinkageError reason) {
    return failed(
        "A library that Sightline needs cannot be used on this machine (%s): bring the system up to date, or call a technician",
        reason);
  }

  /** The same where there is no memory left. */
  public int failed(OutOfMemoryError reason) {
    return failed(
        "Out of memory (%s): close other programs, or use smaller pictures or a smaller model",
        reason);
  }

  private int failed(String sentence, Error reason) {
    LOG.log(Level.ERROR, "A command failed", reason);
    String why = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    error(sentence.formatted(why) + "; " + Trace.keep(reason));
    return 1;
  }

  /**
   * The exit code of a command that has printed its result: not done where that went nowhere, onto
   * a full disk mostly.
   */
  public int printed(int code) {
    if (!result.checkError()) {
      return code;
    }
    error(
        "the result could not be written to standard output: check the disk or program it goes to");
    return code == 0 ? 1 : code;
  }

  /** The counts that somebody watches stand on the last line until something else is to be said. */
  private String cleared() {
    return watched() ? CLEAR : "";
  }

  /** True where somebody watches: the launcher looks, for Java cannot tell reliably. */
  public boolean watched() {
    return Boolean.getBoolean("sightline.terminal");
  }

  /** Standard output for who wants a writer; flushed at the end of each line. */
  public PrintWriter resultWriter() {
    return new PrintWriter(result, true, StandardCharsets.UTF_8);
  }

  /** Standard error likewise. */
  public PrintWriter messageWriter() {
    return new PrintWriter(messages, true, StandardCharsets.UTF_8);
  }
}
