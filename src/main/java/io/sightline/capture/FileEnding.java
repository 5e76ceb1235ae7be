package io.sightline.capture;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares file extensions regardless of case: files from Windows or a camera's card have them in
 * upper case.
 */
public final class FileEnding {
  private FileEnding() {}

  /**
   * Whether a file has this extension.
   *
   * @param ending with its dot
   */
  public static boolean is(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    return name.regionMatches(true, name.length() - ending.length(), ending, 0, ending.length());
  }

  /**
   * The existing file with this name or one that differs in the case of its extension; the given
   * name if there is none.
   *
   * @param file with a short extension in lower case
   */
  public static Path existing(Path file) {
    String name = String.valueOf(file.getFileName());
    int letters = name.length() - name.lastIndexOf('.') - 1;
    for (int large = 0; large < 1 << letters; large++) { // a bit for each of them
      Path spelled = file.resolveSibling(spelled(name, large));
      if (Files.exists(spelled)) {
        return spelled;
      }
    }
    return file;
  }

  private static String spelled(String name, int large) {
    StringBuilder spelled = new StringBuilder(name);
    for (int i = 0; large >> i != 0; i++) {
      if ((large >> i & 1) == 1) {
        int at = name.length() - 1 - i;
        spelled.setCharAt(at, Character.toUpperCase(name.charAt(at)));
      }
    }
    return spelled.toString();
  }
}
