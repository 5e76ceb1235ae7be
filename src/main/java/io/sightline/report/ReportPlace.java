package io.sightline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where a report goes. It is moved there once it is whole, which would put a file in the place of a
 * device, a pipe or a link, and of whatever else is there: a store, settings, a picture, a signed
 * report. Only an older report of the same kind makes room.
 */
public final class ReportPlace {
  /** What a report is of, told by how its file begins. */
  public enum Kind {
    /** CSV, a row a part. */
    INSPECTIONS("inspection_id"),
    /** A page to sign. */
    VALIDATION("<!DOCTYPE html>"),
    /** CSV, what other limits would have done. */
    CURVE("row,escapes,"),
    /** A line of JSON a picture. */
    DETECTIONS("{\"image\":");

    private final String beginning;

    Kind(String beginning) {
      this.beginning = beginning;
    }

    private boolean begins(String text) {
      return text.startsWith(beginning);
    }
  }

  /** Empty for a while, but somebody's. */
  private static final Pattern HELD = Pattern.compile(".*(-wal|-shm|-journal|\\.lock)");

  private ReportPlace() {}

  /**
   * The file itself, where a link leads to it.
   *
   * @param kind of the report to come
   * @throws ReportException when something else than an older report of that kind or an empty file
   *     is there, no folder for it, or one that nothing may be written to
   */
  public static Path of(Path file, Kind kind) {
    Path whole = file.toAbsolutePath();
    if (!Files.isDirectory(whole.resolveSibling("."))) {
      throw new ReportException("There is no folder for the report " + file + ": make it first");
    }
    if (Files.isDirectory(whole)) {
      throw new ReportException(whole + " is a folder: name a file for the report");
    }
    if (!Files.exists(whole)) {
      return writable(whole);
    }
    if (!Files.isRegularFile(whole)) {
      throw new ReportException(
          whole + " is a device or a pipe: name a file for the report, and pass that on");
    }
    try {
      Path real = whole.toRealPath();
      String begin = beginning(real);
      if (begin.isEmpty() || kind.begins(begin)) {
        return writable(real);
      }
      boolean ours = Arrays.stream(Kind.values()).anyMatch(other -> other.begins(begin));
      throw new ReportException(
          "%s is already there and is %s: name another file"
              .formatted(whole, ours ? "a report of another kind" : "not a Sightline report"));
    } catch (IOException e) {
      throw new ReportException(
          "What is at " + whole + " already cannot be read: name another file", e);
    }
  }

  /** Its first letters, as ours, though a spreadsheet may have saved them again: in quotes, say. */
  private static String beginning(Path file) throws IOException {
    if (HELD.matcher(file.getFileName().toString()).matches()) {
      return "held"; // not even opened: closing it would let go of this process's own locks
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(32);
    }
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceFirst("^\uFEFF?\"?(?=.)", "") // what is not empty does not become so
        .replace(';', ','); // as German spreadsheets part columns
  }

  private static Path writable(Path place) {
    if (!Files.isWritable(place.resolveSibling("."))) {
      throw new ReportException(
          "The report %s cannot be written: check the rights of its folder".formatted(place));
    }
    return place;
  }
}
