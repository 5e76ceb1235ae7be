package io.sightline.capture;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares the endings of file names without regard to case: files from Windows or from a camera's
 * card often have endings in capitals.
 */
public final class FileEnding {
  private FileEnding() {}

  /**
   * Returns whether a file's name has this ending.
   *
   * @param ending with its dot
   */
  public static boolean is(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    return name.regionMatches(true, name.length() - ending.length(), ending, 0, ending.length());
  }

  /**
   * Returns the existing file with this name or with one that differs only in the case of its
   * ending; the given file if there is none.
   *
   * @param file with a short ending in lower case
   */
  public static Path existing(Path file) {
    String name = String.valueOf(file.getFileName());
    int letters = name.length() - name.lastIndexOf('.') - 1;
    for (int large = 0; large < 1 << letters; large++) { // one bit per letter
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
