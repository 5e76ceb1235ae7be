package io.sightline.capture;

import io.sightline.inspection.GroundTruth;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The truth of labelled pictures, from the files beside them:
 *
 * <ul>
 *   <li>YOLO layout: for {@code images/a.jpg} the file {@code labels/a.txt}, class names from
 *       {@code classes.txt} or {@code data.yaml}; an empty label file says that a part is good, a
 *       picture without one is not known, as {@code validate} has it.
 *   <li>DeepPCB's layout: for {@code images/a.jpg} the file {@code annotations/a.txt}; {@code
 *       templates} beside {@code annotations} holds good parts.
 * </ul>
 *
 * <p>A label file that says something else is named in a warning, with its line, and the truth of
 * that picture is not known. Used by one thread.
 */
final class LabelFiles {
  private static final Logger LOG = System.getLogger(LabelFiles.class.getName());
  private static final long MOST_BYTES = 4L << 20;

  private final Map<Path, Boolean> folders = new HashMap<>();
  private final Map<Path, ClassNames> classes = new HashMap<>();

  /**
   * What this picture really shows; empty where nothing says so.
   *
   * @param picture the picture's file
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   */
  Optional<GroundTruth> truth(Path picture, int width, int height) {
    Path file = picture.toAbsolutePath().normalize();
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Path root = folder.getParent();
      String name = String.valueOf(folder.getFileName());
      if (root == null || !(name.equals("images") || name.equals("templates"))) {
        continue;
      }
      boolean deepPcb = isFolder(root.resolve("annotations"));
      if (name.equals("templates")) {
        return deepPcb ? Optional.of(GroundTruth.GOOD) : Optional.empty();
      }
      Path text = withTxt(folder.relativize(file));
      if (deepPcb) {
        return read(root.resolve("annotations").resolve(text), LabelLine::deepPcb);
      }
      if (isFolder(root.resolve("labels"))) {
        Path labels = root.resolve("labels").resolve(text);
        ClassNames names = classes.computeIfAbsent(root, ClassNames::ofAsFarAsUnderstood);
        return read(labels, lines -> LabelLine.yolo(lines, names, width, height));
      }
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<GroundTruth> read(Path file, LabelFormat format) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than 4 MiB");
      }
      // Latin-1 takes every byte: a line that is no label is refused as such, with its number.
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      return Optional.of(new GroundTruth(format.parse(lines)));
    } catch (LabelLine.WrongLine e) {
      LOG.log(
          Level.WARNING,
          "The label file {0}, line {1}, is not understood: {2}; its picture counts as unlabelled",
          file,
          String.valueOf(e.line()),
          e.getMessage());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "Cannot read the label file {0}: {1}; its picture counts as unlabelled",
          file,
          e.getMessage());
    }
    return Optional.empty();
  }

  private boolean isFolder(Path path) {
    return folders.computeIfAbsent(path, Files::isDirectory);
  }

  private static Path withTxt(Path relative) {
    String name = String.valueOf(relative.getFileName());
    int dot = name.lastIndexOf('.');
    return relative.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".txt");
  }

  private interface LabelFormat {
    List<GroundTruth.Label> parse(List<String> lines) throws LabelLine.WrongLine;
  }
}
