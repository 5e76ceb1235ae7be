package io.sightline.capture;

import io.sightline.capture.LabelLine.WrongLine;
import io.sightline.capture.TrueBox.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How label files of plain text are written: YOLO's lines in fractions of the picture, or DeepPCB's
 * in pixels.
 *
 * @param deepPcb whether as DeepPCB's
 * @param names what YOLO's classes are called; none for DeepPCB, which has its own
 */
public record LabelText(boolean deepPcb, ClassNames names) {
  public static final LabelText DEEP_PCB = new LabelText(true, ClassNames.none());

  private static final long MOST_BYTES = 4L << 20;

  /** The layout that it belongs to, for people. */
  public String layout() {
    return deepPcb ? "DeepPCB" : "YOLO";
  }

  /**
   * What a file says.
   *
   * @throws WrongLine at the first line that is no label
   * @throws IOException where the file cannot be read, or is too large to be one of labels
   */
  public List<TrueBox> read(Path file) throws WrongLine, IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is larger than 4 MiB");
    }
    // Latin-1 takes every byte: a line that is no label is refused as such, with its number.
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    return deepPcb
        ? LabelLine.deepPcbLines(lines).stream()
            .map(line -> box(file, line, LabelLine.DEEP_PCB.get(line.classId() - 1), Unit.PIXELS))
            .toList()
        : LabelLine.yoloLines(lines, names).stream()
            .map(line -> box(file, line, names.name(line.classId()), Unit.FRACTIONS))
            .toList();
  }

  private static TrueBox box(Path file, LabelLine line, String name, Unit unit) {
    String where = "The label in %s, line %d,".formatted(file, line.line());
    return new TrueBox(name, line.x1(), line.y1(), line.x2(), line.y2(), unit, where);
  }
}
