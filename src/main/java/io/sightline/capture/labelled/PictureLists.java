package io.sightline.capture.labelled;

import io.sightline.capture.FileEnding;
import io.sightline.config.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists of the pictures to train on and to test with. They are not followed, and the user must know
 * it: training pictures that are judged with the others flatter the results.
 */
final class PictureLists {
  private static final long MOST_BYTES = 64L << 20;

  private static final Pattern PICTURE =
      Pattern.compile("(?i)(?:.*[/\\\\])?([^/\\\\]+\\.(?:png|jpe?g|bmp|tiff?|webp))");

  /** A list that {@code data.yaml} or Darknet's {@code obj.data} names. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?m)^\\s*(?:train|val|valid|test)\\s*[:=]\\s*[\"']?([^#\"'\\r\\n]*\\.txt)\\b");

  private PictureLists() {}

  /** Returns a note if there is a list of Pascal VOC's, in {@code ImageSets}. */
  static Optional<String> ofPascalVoc(Path folder, List<Path> files) {
    return texts(files)
        .map(file -> SetLayout.name(folder, file))
        .filter(name -> name.matches("(.*/)?ImageSets/.*"))
        .findFirst()
        .map(PictureLists::note);
  }

  /**
   * Returns a note if a list in the set holds some of its pictures, but not all, or if a list
   * elsewhere is named in it: Ultralytics' {@code train.txt} and {@code autosplit_train.txt}, or
   * Darknet's.
   */
  static Optional<String> ofYolo(Path folder, List<Path> files, List<Path> pictures) {
    Set<String> stems = pictures.stream().map(SetLayout::stem).collect(Collectors.toSet());
    Set<String> names = pictures.stream().map(PictureLists::fileName).collect(Collectors.toSet());
    return texts(files)
        .filter(file -> !stems.contains(SetLayout.stem(file))) // else it is a label file
        .filter(file -> splits(file, names))
        .map(file -> SetLayout.name(folder, file))
        .findFirst()
        .or(() -> elsewhere(folder, files))
        .map(PictureLists::note);
  }

  private static Stream<Path> texts(List<Path> files) {
    return files.stream().filter(file -> FileEnding.is(file, ".txt"));
  }

  private static String note(String list) {
    return "Lists of pictures, such as %s, are not followed: all pictures here are judged, also any that were trained on"
        .formatted(list);
  }

  /** Returns whether it lists some of these pictures, but not all of them. */
  private static boolean splits(Path file, Set<String> names) {
    List<String> lines = text(file).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty() || !PICTURE.matcher(lines.get(0)).matches()) {
      return false;
    }
    Set<String> listed = new HashSet<>();
    for (String line : lines) {
      Matcher picture = PICTURE.matcher(line);
      if (picture.matches() && names.contains(picture.group(1))) {
        listed.add(picture.group(1));
      }
    }
    return !listed.isEmpty() && listed.size() < names.size();
  }

  /** Returns a list that is named in the set but does not lie in it. */
  private static Optional<String> elsewhere(Path folder, List<Path> files) {
    Set<String> here = texts(files).map(PictureLists::fileName).collect(Collectors.toSet());
    return files.stream()
        .filter(file -> Stream.of(".yaml", ".yml", ".data").anyMatch(e -> FileEnding.is(file, e)))
        .flatMap(
            file ->
                NAMED
                    .matcher(text(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(list -> !here.contains(list.replaceFirst(".*[/\\\\]", "")))
                    .map(list -> list + " in " + SetLayout.name(folder, file)))
        .findFirst();
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * Returns a file's text; none if it is unreadable or too large, as it is not known for a list.
   */
  private static String text(Path file) {
    try {
      return ForeignText.read(file, MOST_BYTES);
    } catch (IOException e) {
      return "";
    }
  }
}
