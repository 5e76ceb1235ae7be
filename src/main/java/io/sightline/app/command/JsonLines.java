package io.sightline.app.command;

import io.sightline.config.Json;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of one JSON object a line (UTF-8). Each line is handed to the operating system before the
 * next: a source without an end may be cut off at any time. An older file is replaced by the first
 * line, not before: of a run that sees nothing there is none. One thread.
 */
public final class JsonLines implements AutoCloseable {
  private final Path file;
  private final Json json;
  private @Nullable BufferedWriter writer;
  private long count;

  private JsonLines(Path file, Json json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Lines for a file, a device or a pipe. Nothing is written yet.
   *
   * @throws io.sightline.report.ReportException when something is there that makes no room
   */
  public static JsonLines to(Path file, Json json) {
    check(file);
    return new JsonLines(file, json);
  }

  /**
   * Does nothing where lines may be saved under this name.
   *
   * @throws io.sightline.report.ReportException otherwise
   */
  public static void check(Path file) {
    if (!isStream(file)) {
      ReportPlace.of(file, Kind.DETECTIONS);
    }
  }

  /** Whether it is a device or a pipe: written where it is, so that such is as good a place. */
  public static boolean isStream(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /**
   * Writes the next line.
   *
   * @throws AppException when it cannot be written
   */
  public void add(Object value) {
    try {
      BufferedWriter to = writer == null ? Files.newBufferedWriter(file) : writer;
      writer = to;
      to.write(json.write(value));
      to.write('\n');
      to.flush();
      count++;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** How many lines are written. */
  public long count() {
    return count;
  }

  private static AppException failed(Path file, IOException e) {
    return new AppException(
        "Cannot write "
            + file
            + ": check that its folder exists and may be written, and that the disk has room",
        e);
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }
}
