package io.sightline.capture;

import io.sightline.config.UserHome;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a {@code folder:} or {@code file:} source. People type paths literally, while
 * programs write them as URIs ({@code file:///a%20b}). The path is therefore tried as typed, then
 * with its escapes decoded, then with a leading {@code ~} as the user's home. The first that exists
 * is taken; if none does, the path as typed, so that the message can name it.
 */
final class SourcePath {
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  private SourcePath() {}

  static Path of(String scheme, String typed) {
    String text = withoutUriSlashes(typed);
    if (text.isEmpty()) {
      throw new CaptureException(
          "Expected a path after %s:, as in %s".formatted(scheme, example(scheme)));
    }
    Path plain = path(text);
    if (Files.exists(plain)) {
      return plain;
    }
    return unescaped(text)
        .map(SourcePath::path)
        .filter(Files::exists)
        .or(() -> UserHome.expand(plain).filter(Files::exists))
        .orElse(plain);
  }

  /** Converts {@code ///home/me} and, on Windows, {@code ///C:/clip.mp4} to paths. */
  private static String withoutUriSlashes(String typed) {
    String text = typed.startsWith("///") ? typed.substring(2) : typed;
    boolean drive = java.io.File.separatorChar == '\\' && text.matches("/[A-Za-z]:[/\\\\].*");
    return drive ? text.substring(1) : text;
  }

  /** Returns the source that a bare path names, if there is a folder or file of that name. */
  static Optional<SourceUri> existing(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Path path;
    try {
      path = of("file", text);
    } catch (CaptureException e) {
      return Optional.empty();
    }
    if (Files.isDirectory(path)) {
      return Optional.of(new SourceUri.Folder(path));
    }
    return Files.exists(path) ? Optional.of(new SourceUri.File(path)) : Optional.empty();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CaptureException(
          "\"%s\" cannot be a path on this computer (%s); letters beyond ASCII need a UTF-8 locale, as in LC_ALL=C.UTF-8"
              .formatted(e.getInput(), e.getReason()),
          e);
    }
  }

  private static Optional<String> unescaped(String text) {
    Matcher escape = ESCAPE.matcher(text);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int done = 0;
    while (escape.find()) {
      bytes.writeBytes(text.substring(done, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(escape.group().substring(1), 16));
      done = escape.end();
    }
    if (done == 0) {
      return Optional.empty();
    }
    bytes.writeBytes(text.substring(done).getBytes(StandardCharsets.UTF_8));
    try {
      String result =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      return result.indexOf('\0') < 0 ? Optional.of(result) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String example(String scheme) {
    return scheme.equals("folder") ? "folder:/home/me/pictures" : "file:/home/me/clip.mp4";
  }
}
