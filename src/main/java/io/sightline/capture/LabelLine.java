package io.sightline.capture;

import io.sightline.inspection.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a label file, which is one true defect. Blank lines are ignored.
 *
 * @param line its number in the file, from 1
 * @param classId the class's number in the file: from 0 in YOLO, from 1 in DeepPCB
 * @param x1 left edge, in pixels (DeepPCB) or as a fraction of the picture's width (YOLO)
 * @param y1 top edge, likewise; any edge may lie outside the picture
 * @param x2 right edge, greater than x1
 * @param y2 bottom edge, greater than y1
 */
public record LabelLine(int line, int classId, double x1, double y1, double x2, double y2) {
  /** DeepPCB's classes; its files count them from 1. */
  public static final List<String> DEEP_PCB =
      List.of("open", "short", "mousebite", "spur", "copper", "pin-hole");

  /**
   * Parses DeepPCB's {@code x1 y1 x2 y2 class}: pixels, classes from 1 to 6. Commas count as
   * spaces.
   *
   * @throws WrongLine at the first malformed line
   */
  public static List<LabelLine> deepPcbLines(List<String> lines) throws WrongLine {
    List<LabelLine> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      double[] numbers = numbers(lines.get(i).replace(',', ' '), i + 1);
      if (numbers.length == 0) {
        continue;
      }
      if (numbers.length != 5) {
        throw new WrongLine(i + 1, "expected x1 y1 x2 y2 class");
      }
      int id = whole(numbers[4], i + 1);
      if (id < 1 || id > DEEP_PCB.size()) {
        throw new WrongLine(i + 1, "expected a class from 1 to 6, not " + id);
      }
      labels.add(of(i + 1, id, numbers[0], numbers[1], numbers[2], numbers[3]));
    }
    return labels;
  }

  /**
   * Parses YOLO's {@code class cx cy w h} or {@code class x1 y1 x2 y2 x3 y3 ..} (an outline,
   * reduced to its bounding box) in fractions of the picture, which are not clipped. Every class
   * must have a name, and edges range from -1 to 2. In a pose set the box is followed by its
   * keypoints instead.
   *
   * @throws WrongLine at the first malformed line
   */
  public static List<LabelLine> yoloLines(List<String> lines, ClassNames names) throws WrongLine {
    List<LabelLine> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      double[] numbers = numbers(lines.get(i), i + 1);
      if (numbers.length == 0) {
        continue;
      }
      boolean box = numbers.length == 5 || numbers.length == 5 + names.keypoints();
      boolean outline = names.keypoints() == 0 && numbers.length >= 7 && numbers.length % 2 == 1;
      if (!box && !outline) {
        throw new WrongLine(
            i + 1,
            names.keypoints() == 0
                ? "expected class cx cy w h"
                : "expected class cx cy w h and %d numbers of keypoints, as kpt_shape says"
                    .formatted(names.keypoints()));
      }
      int id = whole(numbers[0], i + 1);
      if (names.name(id).isEmpty()) {
        throw new WrongLine(i + 1, "there is no class " + id + " in " + names.origin());
      }
      double[] edges = outline ? bounds(numbers) : edges(numbers);
      for (double edge : edges) {
        if (!(edge >= -1 && edge <= 2)) {
          throw new WrongLine(i + 1, "expected fractions of the picture, from 0 to 1");
        }
      }
      labels.add(of(i + 1, id, edges[0], edges[1], edges[2], edges[3]));
    }
    return labels;
  }

  private static LabelLine of(int line, int id, double x1, double y1, double x2, double y2)
      throws WrongLine {
    try {
      new Box(x1, y1, x2, y2); // rejects an invalid box
    } catch (IllegalArgumentException e) {
      throw new WrongLine(line, "expected a box with a width and a height");
    }
    return new LabelLine(line, id, x1, y1, x2, y2);
  }

  private static double[] edges(double[] label) {
    double halfWidth = label[3] / 2;
    double halfHeight = label[4] / 2;
    return new double[] {
      label[1] - halfWidth, label[2] - halfHeight, label[1] + halfWidth, label[2] + halfHeight
    };
  }

  private static double[] bounds(double[] label) {
    double[] edges = {label[1], label[2], label[1], label[2]};
    for (int i = 1; i < label.length; i += 2) {
      edges[0] = Math.min(edges[0], label[i]);
      edges[1] = Math.min(edges[1], label[i + 1]);
      edges[2] = Math.max(edges[2], label[i]);
      edges[3] = Math.max(edges[3], label[i + 1]);
    }
    return edges;
  }

  private static int whole(double number, int line) throws WrongLine {
    if (number != Math.rint(number) || Math.abs(number) > 1e6) {
      throw new WrongLine(line, "expected a whole number for the class, not " + number);
    }
    return (int) number;
  }

  private static double[] numbers(String line, int number) throws WrongLine {
    String text = withoutMark(line);
    if (text.isBlank()) {
      return new double[0];
    }
    String[] words = text.strip().split("\\s+", -1);
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      try {
        numbers[i] = Double.parseDouble(words[i]);
      } catch (NumberFormatException e) {
        throw new WrongLine(number, "\"" + shortened(words[i]) + "\" is not a number");
      }
      if (!Double.isFinite(numbers[i])) {
        throw new WrongLine(number, "\"" + words[i] + "\" is not a number");
      }
    }
    return numbers;
  }

  /** Returns text read as Latin-1 without a byte order mark, which some tools write in UTF-8. */
  static String withoutMark(String text) {
    return text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
  }

  private static String shortened(String word) {
    String printable = word.replaceAll("[^ -~]", "?");
    return printable.length() > 30 ? printable.substring(0, 30) + "..." : printable;
  }

  /** A line that is not a valid label. */
  public static final class WrongLine extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    WrongLine(int line, String why) {
      super(why);
      this.line = line;
    }

    /** Returns the line's number, from 1. */
    public int line() {
      return line;
    }
  }
}
