package io.sightline.config;

import io.sightline.inspection.SightlineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records to JSON and back. Reading is strict: an unknown or missing key, a wrong type or a value
 * that the record refuses is an error that names file, line and reason. Stateless after
 * construction; safe for use by any thread.
 */
public final class Json {
  private static final long MAX_BYTES = 4L << 20;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  /**
   * Reads a record from a UTF-8 file.
   *
   * @throws ConfigException when the file is missing, too large, no JSON, or not such a record
   */
  public <T> T read(Path file, Class<T> type) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is larger than 4 MiB: that is no settings file of ours");
      }
      return mapper.readValue(Files.readAllBytes(file), type);
    } catch (JacksonException e) {
      throw new ConfigException(file + where(e) + ": " + reason(e), e);
    } catch (NoSuchFileException e) {
      throw new ConfigException("There is no file " + file, e);
    } catch (IOException e) {
      throw new ConfigException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads a record from text that came from {@link #write(Object)}. */
  public <T> T parse(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JacksonException e) {
      throw new ConfigException("Not what was expected" + where(e) + ": " + reason(e), e);
    }
  }

  /** One line of JSON. */
  public String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  /**
   * Saves indented, to a temporary name first and moved: a crash leaves the old file or the new.
   */
  public void save(Path file, Object value) {
    byte[] text =
        (mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(fresh, text);
      try {
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new ConfigException("Cannot save " + file + ": " + e.getMessage(), e);
    }
  }

  private static String where(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : ", line " + e.getLocation().getLineNr();
  }

  /** Jackson's first line without its type names, or the sentence of the record that refused. */
  private static String reason(JacksonException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException || cause instanceof SightlineException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return e.getOriginalMessage()
        .replaceAll(" \\(class [^)]*\\)", "")
        .lines()
        .findFirst()
        .orElse("");
  }
}
