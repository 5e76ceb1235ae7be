package io.sightline.app.command;

import io.sightline.config.Json;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.SightlineException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * A command's two streams: results on standard output, everything else on standard error.
 *
 * @param result receives the result and nothing else
 * @param messages receives progress and errors
 */
public record Console(PrintStream result, PrintStream messages) {
  private static final System.Logger LOG = System.getLogger(Console.class.getName());

  /** Returns to the start of the line and clears it. */
  private static final String CLEAR = "\r\033[K";

  /** Prints text to standard output. */
  public void print(Object text) {
    result.println(harmless(String.valueOf(text)));
    result.flush();
  }

  /** Prints a value as one JSON object to standard output, its text unfiltered. */
  public void printJson(Json json, Object value) {
    result.println(json.write(value));
    result.flush();
  }

  /** Prints one line to standard error. */
  public void message(String line) {
    messages.println(cleared() + harmless(line));
  }

  /** Replaces control characters: a file's name may move a terminal's cursor or set its title. */
  private static String harmless(String line) {
    return line.replaceAll("\r(?!\n)|[\\p{Cc}&&[^\r\n\t]]", "?");
  }

  /** Prints one line to standard error if the model is not free for every use. */
  public void restriction(ModelBundle model) {
    model
        .restriction()
        .ifPresent(
            each -> message("Terms of the model %s: %s".formatted(model.name(), each.text())));
  }

  /** Explains why nothing will happen for minutes. */
  public void building() {
    message("An engine is being built for this model and this machine, which takes some minutes.");
  }

  /** Overwrites the last line of standard error if the terminal is watched. */
  public void progress(String text) {
    if (watched()) {
      messages.print(CLEAR + text);
      messages.flush();
    }
  }

  /** Prints one line to standard error about a failure. */
  public void error(String sentence) {
    messages.println(cleared() + "sightline: " + harmless(sentence));
  }

  /** Reports a failure, logs its cause, and returns the exit code. */
  public int failed(Exception reason) {
    if (reason instanceof SightlineException known) {
      LOG.log(Level.DEBUG, "A command failed", reason);
      error(OneLine.of(known));
    } else {
      LOG.log(Level.ERROR, "A command failed unexpectedly", reason);
      error(
          "something unexpected went wrong (%s); %s"
              .formatted(OneLine.of(String.valueOf(reason)), FailureTrace.keep(reason)));
    }
    return 1;
  }

  /** As {@link #failed(Exception)}, for a native library that does not load or fit this machine. */
  public int failed(LinkageError reason) {
    return failed(
        "A library that Sightline needs cannot be used on this machine (%s): bring the system up to date, or call a technician",
        reason);
  }

  /** As {@link #failed(Exception)}, for lack of memory. */
  public int failed(OutOfMemoryError reason) {
    return failed(
        "Out of memory (%s): close other programs, or use smaller pictures or a smaller model",
        reason);
  }

  private int failed(String sentence, Error reason) {
    LOG.log(Level.ERROR, "A command failed", reason);
    String why = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    error(sentence.formatted(why) + "; " + FailureTrace.keep(reason));
    return 1;
  }

  /**
   * Returns whether all that was printed on standard output could be written; not after a reader
   * has closed its pipe or a disk is full. An endless command then ends: {@link #printed} says why.
   */
  public boolean writes() {
    return !result.checkError();
  }

  /**
   * Returns the exit code of a command that has printed its result: a failure if the result could
   * not be written, mostly because of a full disk.
   */
  public int printed(int code) {
    if (writes()) {
      return code;
    }
    error(
        "the result could not be written to standard output: check the disk or program it goes to");
    return code == 0 ? 1 : code;
  }

  /** Progress stays on the last line until other output replaces it. */
  private String cleared() {
    return watched() ? CLEAR : "";
  }

  /** Returns whether a terminal is watched; set by the launcher, as Java cannot tell reliably. */
  public boolean watched() {
    return Boolean.getBoolean("sightline.terminal");
  }

  /** Returns a writer to standard output, flushed at the end of each line. */
  public PrintWriter resultWriter() {
    return new PrintWriter(result, true, StandardCharsets.UTF_8);
  }

  /** Returns a writer to standard error, flushed at the end of each line. */
  public PrintWriter messageWriter() {
    return new PrintWriter(messages, true, StandardCharsets.UTF_8);
  }
}
