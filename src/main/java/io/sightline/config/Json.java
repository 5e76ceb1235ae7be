package io.sightline.config;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Converts records to JSON and back. Reading is strict: an unknown or missing key, a wrong type or
 * a value that the record refuses is an error that names file, line and reason. Stateless after
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
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // Java's own differs by its version
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          // Mistakes in hand-written files are reported, never corrected by a guess.
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfigDefaults(
              all -> all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .build();

  /**
   * Reads a record from a UTF-8 file.
   *
   * @throws ConfigException if the file is missing, too large, not JSON, or not such a record
   */
  public <T> T read(Path file, Class<T> type) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(
            file + " is larger than 4 MiB: it is not a Sightline settings file");
      }
      byte[] text = Files.readAllBytes(file);
      try {
        T value = mapper.readValue(text, type);
        if (value == null) {
          throw new ConfigException(file + " says null: it needs an object {...}");
        }
        return value;
      } catch (JacksonException e) {
        JsonMistake mistake = JsonMistake.of(e, new String(text, StandardCharsets.UTF_8));
        throw new ConfigException(file + mistake.where() + ": " + mistake.reason(), e);
      }
    } catch (NoSuchFileException e) {
      throw new ConfigException("There is no file " + file, e);
    } catch (IOException e) {
      throw new ConfigException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns one line of JSON. */
  public String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  /**
   * Saves indented, as a {@link WholeFile}: a crash leaves the old file or the new one.
   *
   * @throws ConfigException if the file cannot be written
   */
  public void save(Path file, Object value) {
    byte[] text =
        (mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      WholeFile.save(file, text);
    } catch (IOException e) {
      throw new ConfigException("Cannot save " + file + ": " + e.getMessage(), e);
    }
  }
}
