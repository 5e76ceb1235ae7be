package io.sightline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Checks where a report goes, or another file that is moved into place when it is finished: that
 * would replace a device, pipe or link, or any file there: a store, settings, a picture, a signed
 * report. Only an older file of the same kind may be replaced.
 */
public final class ReportPlace {
  /** Heads the page to sign. Pages already signed have it: it never changes. */
  public static final String PAGE_HEADING = "<p>Sightline validation report</p>";

  /** The style precedes the heading of a page; a browser that saves it adds some. */
  private static final int BEGINNING = 1 << 16;

  /** The kind of a report, recognised by how its file begins. */
  public enum Kind {
    /** CSV, one row per part. */
    INSPECTIONS("inspection_id"),
    /** An HTML page to sign, unlike other HTML pages under our heading. */
    VALIDATION("<!DOCTYPE html>", PAGE_HEADING),
    /** CSV, the outcomes of other limits. */
    CURVE("row,escapes,"),
    /** JSON, one line per picture. */
    DETECTIONS("{\"image\":");

    private final String beginning;
    private final String heading;

    Kind(String beginning) {
      this(beginning, "");
    }

    Kind(String beginning, String heading) {
      this.beginning = beginning;
      this.heading = heading;
    }

    private boolean begins(String text) {
      return text.startsWith(beginning) && text.contains(heading);
    }
  }

  /** Journals and locks: they may be empty for a while, but are in use. */
  private static final Pattern HELD = Pattern.compile(".*(-wal|-shm|-journal|\\.lock)");

  private ReportPlace() {}

  /**
   * Returns the file to write, with links resolved.
   *
   * @param kind the kind of the report to be written
   * @throws ReportException if the path holds anything but an empty file or an older report of that
   *     kind, or if its folder is missing or not writable
   */
  public static Path of(Path file, Kind kind) {
    Path whole = file.toAbsolutePath();
    return of(file, "report", real -> requireOlder(whole, real, kind));
  }

  /**
   * As {@link #of(Path, Kind)}, for another kind of file that is moved into place.
   *
   * @param kind its kind in a word, for messages
   * @param older receives the file that is there, if any; throws if it may not be replaced
   * @throws ReportException if no file can be moved there
   */
  public static Path of(Path file, String kind, Consumer<Path> older) {
    Path whole = file.toAbsolutePath();
    if (!Files.isDirectory(whole.resolveSibling("."))) {
      throw new ReportException(
          "There is no folder for the %s %s: make it first".formatted(kind, file));
    }
    if (Files.isDirectory(whole)) {
      throw new ReportException("%s is a folder: name a file for the %s".formatted(whole, kind));
    }
    if (!Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
      return writable(whole, kind);
    }
    if (!Files.exists(whole)) {
      throw new ReportException(
          "%s is a link to a file that is not there: name that file for the %s"
              .formatted(whole, kind));
    }
    if (!Files.isRegularFile(whole)) {
      throw new ReportException(
          "%s is a device or a pipe: name a file for the %s, and pass that on"
              .formatted(whole, kind));
    }
    Path real;
    try {
      real = whole.toRealPath();
    } catch (IOException e) {
      throw unreadable(whole, e);
    }
    if (HELD.matcher(String.valueOf(real.getFileName())).matches()) {
      // Not opened: closing it would release this process's own locks.
      throw new ReportException(
          "%s is already there and is not a Sightline %s: name another file"
              .formatted(whole, kind));
    }
    older.accept(real);
    return writable(real, kind);
  }

  private static void requireOlder(Path whole, Path real, Kind kind) {
    String begin;
    try {
      begin = beginning(real);
    } catch (IOException e) {
      throw unreadable(whole, e);
    }
    if (!begin.isEmpty() && !kind.begins(begin)) {
      boolean ours = Arrays.stream(Kind.values()).anyMatch(other -> other.begins(begin));
      throw new ReportException(
          "%s is already there and is %s: name another file"
              .formatted(whole, ours ? "a report of another kind" : "not a Sightline report"));
    }
  }

  private static ReportException unreadable(Path whole, IOException cause) {
    return new ReportException(
        "What is at " + whole + " already cannot be read: name another file", cause);
  }

  /**
   * Reads the file's first characters, normalised: a spreadsheet may have re-saved it, with quotes
   * for instance.
   */
  private static String beginning(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BEGINNING);
    }
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceFirst("^\uFEFF?\"?(?=.)", "") // never turns a non-empty text into an empty one
        .replace(';', ','); // German spreadsheets separate columns with semicolons
  }

  private static Path writable(Path place, String kind) {
    if (!Files.isWritable(place.resolveSibling("."))) {
      throw new ReportException(
          "The %s %s cannot be written: check the rights of its folder".formatted(kind, place));
    }
    return place;
  }
}
