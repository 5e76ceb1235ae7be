package io.sightline.app;

import io.sightline.config.Json;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import io.sightline.report.validation.JudgedPicture;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model's own boxes, before any recipe, as lines of JSON: one a picture. The file stands under
 * a temporary name until {@link #finish()}; closed before that, nothing is left of it.
 */
final class BoxFile implements AutoCloseable {
  private final Path file;
  private final Path fresh;
  private final Writer lines;
  private final Json json;

  private BoxFile(Path file, Path fresh, Writer lines, Json json) {
    this.file = file;
    this.fresh = fresh;
    this.lines = lines;
    this.json = json;
  }

  /**
   * Begins a file.
   *
   * @throws AppException where it cannot be written
   */
  static BoxFile begin(Path named, Json json) {
    Path file = named.toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new AppException(named + " is a folder: name a file for the boxes");
    }
    if (!Files.isDirectory(file.resolveSibling("."))) {
      throw new AppException("There is no folder for the boxes " + named + ": make it first");
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    try {
      return new BoxFile(file, fresh, Files.newBufferedWriter(fresh), json);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Adds a picture's line. */
  void add(JudgedPicture picture) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("image", picture.name());
    line.put("width", picture.width());
    line.put("height", picture.height());
    line.put("detections", picture.found().stream().map(BoxFile::detection).toList());
    try {
      lines.write(json.write(line));
      lines.write('\n');
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static Map<String, Object> detection(Detection found) {
    Box box = found.box();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("class", found.className());
    all.put("class_id", found.classId());
    all.put("score", found.confidence());
    all.put("box", List.of(box.x1(), box.y1(), box.x2(), box.y2()));
    return all;
  }

  /** The file is whole: it gets its name. */
  void finish() {
    try {
      lines.close();
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static AppException unwritable(Path file, IOException why) {
    return new AppException(
        "The boxes %s cannot be written (%s): check the folder, its rights and the space on the disk"
            .formatted(file, why.getMessage()),
        why);
  }
}
