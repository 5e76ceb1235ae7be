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
 * A file with one JSON object per line (UTF-8). Each line is handed to the operating system before
 * the next, because an endless source may be cut off at any time. The first line replaces an older
 * file, so a run without images leaves it alone. Not thread-safe.
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
   * Returns the lines for a file, a device or a pipe. Writes nothing yet.
   *
   * @throws io.sightline.report.ReportException if the path holds something that may not be
   *     replaced
   */
  public static JsonLines to(Path file, Json json) {
    check(file);
    return new JsonLines(file, json);
  }

  /**
   * Checks that lines may be saved there.
   *
   * @throws io.sightline.report.ReportException if not
   */
  public static void check(Path file) {
    if (!isStream(file)) {
      ReportPlace.of(file, Kind.DETECTIONS);
    }
  }

  /** Returns whether it is a device or a pipe, which is written in place and always acceptable. */
  public static boolean isStream(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /**
   * Writes the next line.
   *
   * @throws AppException if it cannot be written
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

  /** Returns the number of lines written. */
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
