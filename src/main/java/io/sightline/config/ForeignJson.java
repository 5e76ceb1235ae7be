package io.sightline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON written by other programs, read into records: keys in snake case; keys that the record does
 * not name are ignored. Stateless after construction; safe for use by any thread.
 */
public final class ForeignJson {
  private static final long MAX_BYTES = 512L << 20;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * Reads a record from a file.
   *
   * @throws ConfigException if the file cannot be read, is larger than 512 MiB, or is not such a
   *     record, naming the file, line and column
   */
  public <T> T read(Path file, Class<T> type) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is larger than 512 MiB");
      }
      return mapper.readValue(file.toFile(), type);
    } catch (JacksonException e) {
      throw new ConfigException(
          "%s%s is not understood: %s".formatted(file, where(e), reason(e)), e);
    } catch (IOException e) {
      throw new ConfigException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Programs write everything on one line, so the line alone says nothing. */
  private static String where(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : ", line %d, column %d,"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /** Jackson's first line without its type names and positions. */
  private static String reason(JacksonException e) {
    return e.getOriginalMessage()
        .replaceAll(" \\(start marker at [^)]*\\)?\\]?\\)?", "")
        .replaceAll("`(?:\\w+[.$])+(\\w+)(?:<[^`]*>)?`", "$1")
        .lines()
        .findFirst()
        .orElse("");
  }
}
