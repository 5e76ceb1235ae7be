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
 * The result of a command that ran in this process as from the terminal.
 *
 * @param code the exit code
 * @param out the text printed on standard output
 * @param err the text printed on standard error
 */
public record CommandLineRun(int code, String out, String err) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Runs a command and captures its output. */
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

  /** Runs a command on the given console and returns its exit code. */
  public static int on(Console console, Object... arguments) {
    return Main.run(
        console, List.of(arguments).stream().map(String::valueOf).toArray(String[]::new));
  }

  /** Parses standard output, which must be one JSON object and nothing else. */
  public Map<String, Object> json() {
    return json(out);
  }

  /** Parses a text that must be one JSON object and nothing else. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> json(String text) {
    return JSON.readValue(text, Map.class);
  }

  /** Returns a number of the JSON object on standard output. */
  public double number(String key) {
    Object value = json().get(key);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new AssertionError("No number \"" + key + "\" in " + out);
  }
}
