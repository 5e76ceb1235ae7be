package io.sightline.config;

import io.sightline.inspection.SightlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Explains what is wrong with a file of ours to the person who wrote it, in other words than the
 * parser's.
 *
 * @param where ", line 3", to be put behind the file's name; empty if it is not known
 * @param reason what is wrong
 */
record JsonMistake(String where, String reason) {
  /**
   * Explains an exception of the parser.
   *
   * @param text the whole file
   */
  static JsonMistake of(JacksonException thrown, String text) {
    if (thrown instanceof UnrecognizedPropertyException unknown) {
      String key = String.valueOf(unknown.getPropertyName());
      Collection<Object> known = unknown.getKnownPropertyIds();
      return new JsonMistake(
          where(new KeyLines(text).of(pointer(thrown))),
          "there is no key \"%s\"; known are %s"
              .formatted(
                  key, known.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    if (text.isBlank()) {
      return new JsonMistake("", "it is empty: write {...}, or delete the file");
    }
    if (text.indexOf('\uFFFD') >= 0 && thrown instanceof StreamReadException) {
      return new JsonMistake("", "it is not valid UTF-8: save it as UTF-8");
    }
    String reason = reason(thrown);
    return new JsonMistake(where(line(thrown, reason, text)), reason);
  }

  /**
   * The line of the key at fault. A record refuses its content only when all of it is read, and
   * begins by naming the key: the parser's own place would be the record's end.
   */
  private static int line(JacksonException thrown, String reason, String text) {
    if (thrown instanceof ValueInstantiationException) {
      int line = new KeyLines(text).ofFirstNamed(pointer(thrown), reason);
      if (line > 0) {
        return line;
      }
    }
    return thrown.getLocation() == null ? 0 : thrown.getLocation().getLineNr();
  }

  private static JsonPointer pointer(JacksonException thrown) {
    JsonPointer pointer = JsonPointer.empty();
    for (JacksonException.Reference step : thrown.getPath()) {
      pointer =
          step.getPropertyName() == null
              ? pointer.appendIndex(step.getIndex())
              : pointer.appendProperty(step.getPropertyName());
    }
    return pointer;
  }

  /**
   * The line of a key of the whole file's object, to be put behind the file's name; empty if it is
   * not known.
   */
  static String where(String key, Path file) {
    try {
      return where(
          new KeyLines(Files.readString(file)).of(JsonPointer.empty().appendProperty(key)));
    } catch (IOException e) {
      return "";
    }
  }

  private static String where(int line) {
    return line < 1 ? "" : ", line " + line;
  }

  private static String reason(JacksonException thrown) {
    for (@Nullable Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException || cause instanceof SightlineException) {
        return String.valueOf(cause.getMessage());
      }
      if (cause instanceof NullPointerException && isWord(cause.getMessage())) {
        return "\"" + cause.getMessage() + "\" is missing";
      }
    }
    if (thrown instanceof MismatchedInputException wrong) {
      String what = thrown.getPath().isEmpty() ? "it" : path(thrown);
      return what + " must be " + wanted(wrong.getTargetType());
    }
    if (thrown instanceof UnexpectedEndOfInputException) {
      return "it ends too early: a quote, a } or a ] is missing";
    }
    return String.valueOf(thrown.getOriginalMessage())
        .replaceAll(" \\((?:class |start marker at )[^)]*\\)*", "")
        .lines()
        .findFirst()
        .orElse("");
  }

  private static boolean isWord(@Nullable String text) {
    return text != null && text.matches("\\w+");
  }

  /** For example: "lines"[0] "source". */
  private static String path(JacksonException thrown) {
    return thrown.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : " \"" + step.getPropertyName() + "\"")
        .collect(Collectors.joining())
        .strip();
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type) || type == double.class) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == LocalTime.class) {
      return "a time such as \"06:00\"";
    }
    if (type == String.class) {
      return "a text in quotes";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list [...]";
    }
    return "an object {...}";
  }
}
