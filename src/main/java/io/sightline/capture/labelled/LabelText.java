package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.ClassNames;
import io.sightline.capture.LabelLine;
import io.sightline.capture.labelled.TrueBox.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Label files of plain text, read strictly: what is not understood is named and ends it. */
final class LabelText {
  private static final long MOST_BYTES = 4L << 20;

  private LabelText() {}

  /** DeepPCB's lines, in pixels. */
  static List<TrueBox> deepPcb(Path file) {
    return boxes(file, LabelLine::deepPcbLines, id -> LabelLine.DEEP_PCB.get(id - 1), Unit.PIXELS);
  }

  /** YOLO's lines, in fractions of the picture. */
  static List<TrueBox> yolo(Path file, ClassNames names) {
    return boxes(file, lines -> LabelLine.yoloLines(lines, names), names::name, Unit.FRACTIONS);
  }

  /** The lines of a file. Latin-1 takes every byte: what is no label is refused as such. */
  static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than 4 MiB");
      }
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new CaptureException("Cannot read the label file " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<TrueBox> boxes(Path file, Format format, Names names, Unit unit) {
    try {
      return format.parse(lines(file)).stream()
          .map(
              line ->
                  new TrueBox(
                      names.name(line.classId()),
                      line.x1(),
                      line.y1(),
                      line.x2(),
                      line.y2(),
                      unit,
                      "The label in %s, line %d,".formatted(file, line.line())))
          .toList();
    } catch (LabelLine.WrongLine e) {
      throw new CaptureException(
          "The label file %s, line %d, is not understood: %s"
              .formatted(file, e.line(), e.getMessage()),
          e);
    }
  }

  private interface Format {
    List<LabelLine> parse(List<String> lines) throws LabelLine.WrongLine;
  }

  private interface Names {
    String name(int id);
  }
}
