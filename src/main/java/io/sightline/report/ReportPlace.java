package io.sightline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a report goes. It is moved there once it is whole, which would put a file in the place of a
 * device, a pipe or a link, and of whatever else is there: a store, settings, a picture. Only an
 * older report makes room.
 */
public final class ReportPlace {
  /** Of inspections, of a validation, of chosen limits, of detections a line. */
  private static final List<String> BEGINNINGS =
      List.of("inspection_id", "<!DOCTYPE html>", "row,escapes,", "{\"image\":");

  /** Empty for a while, but somebody's. */
  private static final Pattern HELD = Pattern.compile(".*(-wal|-shm|-journal|\\.lock)");

  private ReportPlace() {}

  /**
   * The file itself, where a link leads to it.
   *
   * @throws ReportException when something else than an older report or an empty file is there, no
   *     folder for it, or one that nothing may be written to
   */
  public static Path of(Path file) {
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
      if (!makesRoom(real)) {
        throw new ReportException(
            whole + " is there already and is no report of ours: name another file");
      }
      return writable(real);
    } catch (IOException e) {
      throw new ReportException(
          "What is at " + whole + " already cannot be read: name another file", e);
    }
  }

  /** By its first letters, as a spreadsheet may have saved them again: in quotes, say. */
  private static boolean makesRoom(Path file) throws IOException {
    if (HELD.matcher(file.getFileName().toString()).matches()) {
      return false; // not even opened: closing it would let go of this process's own locks
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(32);
    }
    String text =
        new String(bytes, StandardCharsets.UTF_8)
            .replaceFirst("^\uFEFF?\"?", "")
            .replace(';', ','); // as German spreadsheets part columns
    return bytes.length == 0 || BEGINNINGS.stream().anyMatch(text::startsWith);
  }

  private static Path writable(Path place) {
    if (!Files.isWritable(place.resolveSibling("."))) {
      throw new ReportException(
          "The report %s cannot be written: check the rights of its folder".formatted(place));
    }
    return place;
  }
}
