package io.sightline.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * YAML written by other programs: maps, lists and words. No word is converted, so "no", "off" and
 * "1" stay what they are, and no tag creates an object. Stateless; safe for use by any thread.
 */
public final class ForeignYaml {
  private static final int MOST_BYTES = 1 << 20;

  /** Deeper than any list of names, shallow enough for any stack. */
  private static final int DEEPEST = 50;

  /** A few aliases are handy; aliases of aliases blow up exponentially. */
  private static final int MOST_ALIASES = 50;

  /**
   * Reads a file. Blank values are empty words.
   *
   * @return a Map with words for keys, a List, or a String; an empty Map for an empty file
   * @throws ConfigException if the file cannot be read, is larger than 1 MiB, or is not YAML,
   *     naming the file, line and column
   */
  public Object read(Path file) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setTagConstructors(Map.of(Tag.NULL, nothing -> ""))
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowNonScalarKeys(false)
            .setCodePointLimit(MOST_BYTES)
            .build();
    try {
      String text = ForeignText.read(file, MOST_BYTES);
      checkDepth(file, new Parse(settings).parseString(text));
      Object value = new Load(settings).loadFromString(text);
      return value == null ? Map.of() : value;
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(ForeignYaml::place).orElse("");
      throw new ConfigException(
          "%s%s is not understood: %s".formatted(file, where, e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new ConfigException(
          "%s is not understood: %s"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new ConfigException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String place(Mark mark) {
    return ", line %d, column %d,".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static void checkDepth(Path file, Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        throw new ConfigException(
            "%s%s is nested more than %d deep"
                .formatted(file, event.getStartMark().map(ForeignYaml::place).orElse(""), DEEPEST));
      }
    }
  }
}
