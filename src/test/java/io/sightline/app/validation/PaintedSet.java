package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.sightline.app.CommandLineRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A small set painted for a network whose scores for each 8 x 8 cell are the cell's red, green and
 * blue: what it must find, and with which confidence, is known exactly.
 *
 * @param model the network's file, whose own limit is a confidence of 0.25
 * @param set the set's folder: YOLO's layout, classes in another order than the network's
 */
public record PaintedSet(Path model, Path set) {
  /** Red level of a cell in which the network is certain of a defect. */
  public static final int SURE = 255;

  /** Red level for a confidence of 0.12, below the limit of the network's bare file. */
  static final int FAINT = 30;

  /** Width of a picture, in pixels. */
  static final int WIDTH = 96;

  private static final int HEIGHT = 64;
  private static final int CELL = 8;

  public static PaintedSet in(Path folder) throws IOException {
    Path model = folder.resolve("cells.onnx");
    try (InputStream in =
        Objects.requireNonNull(
            PaintedSet.class.getResourceAsStream("/io/sightline/detect/cells.onnx"))) {
      Files.copy(in, model);
    }
    Path set = folder.resolve("set");
    Files.createDirectories(set.resolve("images"));
    Files.createDirectories(set.resolve("labels"));
    Files.writeString(set.resolve("classes.txt"), "blue\ngreen\nred\n"); // not in model order
    return new PaintedSet(model, set);
  }

  /**
   * Paints a nearly black picture with a red cell of this brightness in column {@code x}, row 3.
   */
  void painted(String name, int x, int red) {
    painted(name, x, red, 0);
  }

  /** Paints the cell in a mixture of red and green, of which the network takes it for either. */
  public void painted(String name, int x, int red, int green) {
    try (Scalar black = new Scalar(x, 0, 0, 0); // a trace of blue, so that pictures differ
        Scalar ground = new Scalar(x + 10, 0, 0, 0); // enough contrast not to count as plain
        Scalar colour = new Scalar(0, green, red, 0);
        Mat mat = new Mat(HEIGHT, WIDTH, CV_8UC3, black);
        Rect lower = new Rect(0, HEIGHT - CELL, WIDTH, CELL);
        Rect cell = new Rect(x * CELL, 3 * CELL, CELL, CELL)) {
      rectangle(mat, lower, ground, -1, 8, 0);
      rectangle(mat, cell, colour, -1, 8, 0);
      assertThat(imwrite(set.resolve("images").resolve(name + ".png").toString(), mat)).isTrue();
    }
  }

  /** Adds a good part whose picture is nearly black, this wide and one cell high. */
  void wide(String name, int width) throws IOException {
    try (Scalar black = new Scalar(0, 0, 0, 0);
        Scalar ground = new Scalar(20, 0, 0, 0);
        Mat mat = new Mat(CELL, width, CV_8UC3, black);
        Rect left = new Rect(0, 0, width / 2, CELL)) {
      rectangle(mat, left, ground, -1, 8, 0);
      assertThat(imwrite(set.resolve("images").resolve(name + ".png").toString(), mat)).isTrue();
    }
    labelled(name, "");
  }

  /** Adds a green cell, of which the network is certain, to the picture's upper left. */
  void logo(String name) {
    logo(name, SURE);
  }

  /** Adds a cell of this green to the picture's upper left. */
  void logo(String name, int level) {
    String file = set.resolve("images").resolve(name + ".png").toString();
    try (Mat mat = imread(file);
        Scalar green = new Scalar(0, level, 0, 0);
        Rect cell = new Rect(0, 0, CELL, CELL)) {
      rectangle(mat, cell, green, -1, 8, 0);
      assertThat(imwrite(file, mat)).isTrue();
    }
  }

  void labelled(String name, String lines) throws IOException {
    Files.writeString(set.resolve("labels").resolve(name + ".txt"), lines);
  }

  /** Returns YOLO's label line for the cell in that column. */
  static String cell(int classId, int x) {
    return "%d %s %s %s %s\n"
        .formatted(
            classId,
            (x + 0.5) * CELL / WIDTH,
            3.5 * CELL / HEIGHT,
            (double) CELL / WIDTH,
            (double) CELL / HEIGHT);
  }

  void bad(String name, int x, int red) throws IOException {
    painted(name, x, red);
    labelled(name, cell(2, x));
  }

  void good(String name, int x, int red) throws IOException {
    painted(name, x, red);
    labelled(name, "");
  }

  /** Runs {@code validate --json} on the set with its network. */
  CommandLineRun validate(Object... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("validate", "--model", model, "--data", set, "--json"), Stream.of(more))
            .toArray());
  }
}
