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
 * A small set painted for a network that says of each 8 x 8 cell how red, green and blue it is:
 * what it must find, and how sure it must be, is known exactly.
 *
 * @param model the network's file, which takes 0.25 and more for certain
 * @param set the set's folder: YOLO's layout, classes in another order than the network's
 */
record PaintedSet(Path model, Path set) {
  /** The red of a cell that the network is quite sure of. */
  static final int SURE = 255;

  /** A confidence of 0.12: below what the network's bare file takes for certain. */
  static final int FAINT = 30;

  /** Of a picture, pixels. */
  static final int WIDTH = 96;

  private static final int HEIGHT = 64;
  private static final int CELL = 8;

  static PaintedSet in(Path folder) throws IOException {
    Path model = folder.resolve("cells.onnx");
    try (InputStream in =
        Objects.requireNonNull(
            PaintedSet.class.getResourceAsStream("/io/sightline/detect/cells.onnx"))) {
      Files.copy(in, model);
    }
    Path set = folder.resolve("set");
    Files.createDirectories(set.resolve("images"));
    Files.createDirectories(set.resolve("labels"));
    Files.writeString(set.resolve("classes.txt"), "blue\ngreen\nred\n"); // not in its order
    return new PaintedSet(model, set);
  }

  /** A nearly black picture with a red cell of this brightness in column {@code x}, row 3. */
  void painted(String name, int x, int red) {
    try (Scalar black = new Scalar(x, 0, 0, 0); // a trace of blue: no two pictures alike
        Scalar ground = new Scalar(x + 10, 0, 0, 0); // and a little more: a part is there
        Scalar colour = new Scalar(0, 0, red, 0);
        Mat mat = new Mat(HEIGHT, WIDTH, CV_8UC3, black);
        Rect lower = new Rect(0, HEIGHT - CELL, WIDTH, CELL);
        Rect cell = new Rect(x * CELL, 3 * CELL, CELL, CELL)) {
      rectangle(mat, lower, ground, -1, 8, 0);
      rectangle(mat, cell, colour, -1, 8, 0);
      assertThat(imwrite(set.resolve("images").resolve(name + ".png").toString(), mat)).isTrue();
    }
  }

  /** Adds a green cell to it, at its upper left: the network is sure that it is one. */
  void logo(String name) {
    String file = set.resolve("images").resolve(name + ".png").toString();
    try (Mat mat = imread(file);
        Scalar green = new Scalar(0, 255, 0, 0);
        Rect cell = new Rect(0, 0, CELL, CELL)) {
      rectangle(mat, cell, green, -1, 8, 0);
      assertThat(imwrite(file, mat)).isTrue();
    }
  }

  void labelled(String name, String lines) throws IOException {
    Files.writeString(set.resolve("labels").resolve(name + ".txt"), lines);
  }

  /** YOLO's line for the cell in that column. */
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

  /** {@code validate --json} on the set with its network. */
  CommandLineRun validate(Object... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("validate", "--model", model, "--data", set, "--json"), Stream.of(more))
            .toArray());
  }
}
