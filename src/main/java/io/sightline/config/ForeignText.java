package io.sightline.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text written by other programs in an unknown encoding: UTF-8, or UTF-16 if a byte order mark says
 * so (Windows PowerShell), or else Windows-1252, the default of older editors. The mark is not part
 * of the text.
 */
public final class ForeignText {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final String MARK = "\uFEFF";

  private ForeignText() {}

  /**
   * Reads a whole file.
   *
   * @throws IOException if it cannot be read, is larger than this, or holds characters that never
   *     occur in text
   */
  public static String read(Path file, long mostBytes) throws IOException {
    if (Files.size(file) > mostBytes) {
      throw new IOException("it is larger than %,d KiB".formatted(mostBytes >> 10));
    }
    String text = decoded(Files.readAllBytes(file));
    if (text.indexOf('\0') >= 0) {
      throw new IOException("it is no text");
    }
    return text;
  }

  private static String decoded(byte[] bytes) {
    if (bytes.length > 1 && (marked(bytes, 0xfe, 0xff) || marked(bytes, 0xff, 0xfe))) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, WINDOWS);
    }
    return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
  }

  private static boolean marked(byte[] bytes, int first, int second) {
    return bytes[0] == (byte) first && bytes[1] == (byte) second;
  }
}
