package io.sightline.capture.labelled;

import io.sightline.image.Pictures;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Base of data set tests: makes small pictures and their labels file by file. */
abstract class OnLabelledFolder {
  static final int WIDTH = 100;
  static final int HEIGHT = 50;

  @TempDir Path folder;

  final void picture(String name) throws IOException {
    Pictures.write(folder.resolve(name), Pictures.encoded("png", WIDTH, HEIGHT));
  }

  final void text(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Returns a box of a class, as Pascal VOC writes it. */
  static String object(String name) {
    return "<object><name>%s</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>5</xmax><ymax>6</ymax></bndbox></object>"
        .formatted(name);
  }

  final List<Label> truth(LabelledSet set, String name) {
    return set.pictures().stream()
        .filter(picture -> picture.name().equals(name))
        .findFirst()
        .orElseThrow()
        .in(WIDTH, HEIGHT)
        .truth()
        .orElseThrow()
        .defects();
  }
}
