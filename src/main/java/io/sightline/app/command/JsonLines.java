package io.sightline.app.command;

import io.sightline.config.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of one JSON object a line (UTF-8). Each line is handed to the operating system before the
 * next: a source without an end may be cut off at any time. One thread.
 */
public final class JsonLines implements AutoCloseable {
  private final Path file;
  private final Json json;
  private final BufferedWriter writer;
  private long count;

  private JsonLines(Path file, Json json, BufferedWriter writer) {
    this.file = file;
    this.json = json;
    this.writer = writer;
  }

  /**
   * Begins the file; an older one is replaced.
   *
   * @throws AppException when it cannot be written
   */
  public static JsonLines to(Path file, Json json) {
    try {
      return new JsonLines(file, json, Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * Writes the next line.
   *
   * @throws AppException when it cannot be written
   */
  public void add(Object value) {
    try {
      writer.write(json.write(value));
      writer.write('\n');
      writer.flush();
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
      writer.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }
}
