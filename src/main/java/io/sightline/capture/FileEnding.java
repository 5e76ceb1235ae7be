package io.sightline.capture;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a file's name ends in, whatever the case of its letters: files that come from Windows or a
 * camera's card have large ones.
 */
public final class FileEnding {
  private FileEnding() {}

  /**
   * Whether a file's name ends so.
   *
   * @param ending with its dot
   */
  public static boolean is(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    return name.regionMatches(true, name.length() - ending.length(), ending, 0, ending.length());
  }

  /**
   * The file that is there under this name or under one that differs in the case of its ending; the
   * name itself where none is.
   *
   * @param file with an ending of a few letters, small ones
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
