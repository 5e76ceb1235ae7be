package io.sightline.capture.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;

import io.sightline.capture.CaptureException;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the data set written from simulated boards. */
class LabelledImagesTest {
  private static final BoardSettings SETTINGS = new BoardSettings(4, 0.6, 1, 3, 0.5);

  @TempDir Path folder;

  @Test
  void writesEveryBoardWithItsTruthInTheYoloLayout() throws IOException {
    List<Long> progress = new ArrayList<>();
    new LabelledImages(SETTINGS, folder, false).write(10, 12, progress::add);

    assertThat(progress).hasSize(12).last().isEqualTo(12L);
    assertThat(Files.readAllLines(folder.resolve("classes.txt")))
        .containsExactly("open", "short", "mousebite", "spur", "copper", "pin-hole");
    assertThat(Files.readString(folder.resolve("data.yaml"))).contains("  5: pin-hole\n");
    PartMaker maker = new PartMaker(SETTINGS);
    int good = 0;
    for (long i = 10; i < 22; i++) {
      Path picture = folder.resolve("images/0000" + i + ".jpg");
      try (Mat image = imread(picture.toString())) {
        assertThat(image.cols()).isEqualTo(1280);
        assertThat(image.rows()).isEqualTo(1024);
      }
      List<String> lines = Files.readAllLines(folder.resolve("labels/0000" + i + ".txt"));
      List<GroundTruth.Label> truth = maker.make(i).truth().defects();
      assertThat(lines).hasSameSizeAs(truth);
      good += lines.isEmpty() ? 1 : 0;
      for (int k = 0; k < lines.size(); k++) {
        String[] fields = lines.get(k).split(" ", -1);
        Box box = truth.get(k).box();
        assertThat(DefectKind.classNames().get(Integer.parseInt(fields[0])))
            .isEqualTo(truth.get(k).className());
        double width = Double.parseDouble(fields[3]) * 1280;
        double height = Double.parseDouble(fields[4]) * 1024;
        assertThat(Double.parseDouble(fields[1]) * 1280 - width / 2)
            .isCloseTo(box.x1(), within(0.01));
        assertThat(Double.parseDouble(fields[2]) * 1024 - height / 2)
            .isCloseTo(box.y1(), within(0.01));
        assertThat(width).isCloseTo(box.width(), within(0.01));
        assertThat(height).isCloseTo(box.height(), within(0.01));
      }
    }
    assertThat(good).isBetween(1, 11);
  }

  @Test
  void aFileIsNoFolderForBoards() throws IOException {
    Path file = Files.writeString(folder.resolve("boards"), "");

    assertThatThrownBy(() -> new LabelledImages(SETTINGS, file, false).write(0, 1, done -> {}))
        .hasMessage(file + " is a file: name a folder for the boards");
  }

  @Test
  void holdsOnePictureInNativeMemoryHoweverManyItWrites() {
    LabelledImages boards = new LabelledImages(SETTINGS, folder, false);
    boards.write(0, 2, done -> {});
    long before = Pointer.totalBytes();
    long[] most = {before};
    boards.write(2, 60, done -> most[0] = Math.max(most[0], Pointer.totalBytes()));
    assertThat(most[0] - before).isLessThan(6L << 20); // the 60 files hold 11 MB
  }

  @Test
  void saysWhereItCouldNotWrite() throws IOException {
    Files.writeString(folder.resolve("images"), "a file, not a folder");
    assertThatThrownBy(() -> new LabelledImages(SETTINGS, folder, false).write(0, 1, done -> {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("Cannot write simulated boards into " + folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"images/000007.jpg", "images/000007.png", "labels/000007.txt"})
  void refusesToMixTwoSetsBeforeItWrites(String there) throws IOException {
    Path file = folder.resolve(there);
    Files.createDirectories(folder.resolve(there).getParent());
    Files.writeString(file, "of another set");
    LabelledImages boards = new LabelledImages(SETTINGS, folder, false);

    assertThatThrownBy(() -> boards.write(5, 4, done -> {}))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "There is a board of that number already, %s: name another folder, or go on with --first 8",
            file);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).containsExactly(file);
    }
    assertThat(file).hasContent("of another set");
  }

  @Test
  void namesTheFirstBoardThatIsThereAndTheNumberAfterTheLast() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    for (String name : List.of("1000003.jpg", "000002.png", "000001.jpg", "000001.txt", "9.jpg")) {
      Files.createFile(images.resolve(name));
    }
    assertThatThrownBy(() -> new LabelledImages(SETTINGS, folder, false).write(0, 3, done -> {}))
        .hasMessageContaining(images.resolve("000001.jpg").toString())
        .hasMessageEndingWith("--first 1000004");
  }

  @Test
  void severalRunsFillOneFolder() {
    new LabelledImages(SETTINGS, folder, false).write(0, 1, done -> {});
    new LabelledImages(SETTINGS, folder, true).write(1, 1, done -> {});
    assertThat(folder.resolve("images/000000.jpg")).exists();
    assertThat(folder.resolve("images/000001.png")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes.txt",
        "data.yaml",
        "images/board-a.PNG",
        "images/7.jpg",
        "images/train/000000.jpg",
        "labels/board-a.txt",
        "labels/train/000000.txt"
      })
  void writesIntoNoOtherDataSet(String there) throws IOException {
    Path file = folder.resolve(there);
    Files.createDirectories(file.getParent());
    Files.write(file, "of another set: Größe".getBytes(StandardCharsets.ISO_8859_1));
    byte[] before = Files.readAllBytes(file);
    LabelledImages boards = new LabelledImages(SETTINGS, folder, false);

    assertThatThrownBy(() -> boards.write(5, 4, done -> {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageMatching(
            "\\Q" + folder + "\\E holds another data set, as .+ shows: name another folder");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).containsExactly(file);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void whatIsNoPartOfADataSetMayBeThere() throws IOException {
    for (String name :
        List.of("recipe.json", "images/.thumbs", "images/notes.md", "labels.cache")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "{}");
    }
    new LabelledImages(SETTINGS, folder, false).write(0, 1, done -> {});
    assertThat(folder.resolve("images/000000.jpg")).exists();
  }

  @Test
  void aSetOfAnEarlierVersionGoesOn() throws IOException {
    new LabelledImages(SETTINGS, folder, false).write(0, 1, done -> {});
    Path yaml = folder.resolve("data.yaml");
    Files.writeString(yaml, "path: .\n" + Files.readString(yaml));
    new LabelledImages(SETTINGS, folder, false).write(1, 1, done -> {});
    assertThat(folder.resolve("images/000001.jpg")).exists();
  }

  /** Ultralytics resolves relative paths against the folder that it is started in. */
  @Test
  void theSetIsWhereItsYamlIs() {
    new LabelledImages(SETTINGS, folder, false).write(0, 1, done -> {});
    assertThat(folder.resolve("data.yaml")).content().startsWith("train: images\nval: images\n");
  }

  @Test
  void aLosslessSetHasThePixelsOfTheLine() {
    new LabelledImages(SETTINGS, folder, true).write(3, 1, done -> {});

    try (BoardRenderer renderer = new BoardRenderer();
        Mat rendered = new Mat(BoardRenderer.HEIGHT, BoardRenderer.WIDTH, CV_8UC3);
        Mat read = imread(folder.resolve("images/000003.png").toString())) {
      renderer.render(new PartMaker(SETTINGS).make(3), rendered);
      assertThat(norm(rendered, read)).isZero();
    }
  }
}
