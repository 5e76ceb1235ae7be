package io.sightline.capture;

import io.sightline.capture.LabelLine.WrongLine;
import io.sightline.capture.TrueBox.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The format of plain-text label files: YOLO's lines in fractions of the picture, or DeepPCB's in
 * pixels.
 *
 * @param deepPcb true for DeepPCB's format
 * @param names the names of YOLO's classes; none for DeepPCB, which has its own
 */
public record LabelText(boolean deepPcb, ClassNames names) {
  public static final LabelText DEEP_PCB = new LabelText(true, ClassNames.none());

  private static final long MOST_BYTES = 4L << 20;

  /** Returns the name of the data set layout, for people. */
  public String layout() {
    return deepPcb ? "DeepPCB" : "YOLO";
  }

  /**
   * Reads a label file.
   *
   * @throws WrongLine at the first line that is not a valid label
   * @throws IOException if the file cannot be read, or is too large to be a label file
   */
  public List<TrueBox> read(Path file) throws WrongLine, IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is larger than 4 MiB");
    }
    // Latin-1 accepts every byte: an invalid line is rejected as a label, with its number.
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
