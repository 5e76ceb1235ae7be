package io.sightline.app;

import io.sightline.app.command.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command run as from the terminal, in this process.
 *
 * @param code its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record CommandLineRun(int code, String out, String err) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Runs it. */
  public static CommandLineRun of(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int code = on(console, arguments);
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs it on a console of somebody's own; answers its exit code. */
  public static int on(Console console, Object... arguments) {
    return Main.run(
        console, List.of(arguments).stream().map(String::valueOf).toArray(String[]::new));
  }

  /** What it printed, which must be one JSON object and nothing else. */
  public Map<String, Object> json() {
    return json(out);
  }

  /** A text, which must be one JSON object and nothing else. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> json(String text) {
    return JSON.readValue(text, Map.class);
  }

  /** A number of that object. */
  public double number(String key) {
    Object value = json().get(key);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new AssertionError("No number \"" + key + "\" in " + out);
  }
}
