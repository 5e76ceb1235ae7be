package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.Pictures;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSourceTest {
  private static final byte[] PNG = Pictures.encoded("png", 100, 50);

  @TempDir Path temporary;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void givesEveryPictureOnceInNaturalOrder() throws Exception {
    put("img10.png", Pictures.encoded("jpg", 10, 5));
    put("img2.jpg", Pictures.encoded("webp", 10, 5));
    put("img1", Pictures.encoded("tiff", 10, 5));
    put("deep folder/ö/img3.bmp", PNG);
    put("img30.TIF", Pictures.encoded("bmp", 10, 5));
    put(".hidden.png", PNG);
    put(".git/picture.png", PNG);
    put("notes.txt", "no picture".getBytes(UTF_8));
    put("Thumbs.db", new byte[0]);
    Files.createSymbolicLink(temporary.resolve("deep folder/loop"), temporary);
    Files.createSymbolicLink(temporary.resolve("gone.png"), temporary.resolve("nowhere"));

    try (FrameSource source = FrameSources.open(SourceUri.parse("folder:" + temporary), pool)) {
      assertThat(source.live()).isFalse();
      assertThat(source.describe()).isEqualTo("Pictures in " + temporary);
      assertThat(truths(source).keySet())
          .containsExactly("deep folder/ö/img3.bmp", "img1", "img2.jpg", "img10.png", "img30.TIF");
      assertThat(source.unreadable()).isZero();
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void numbersTheFrames() throws Exception {
    put("a.png", PNG);
    put("b.png", new byte[0]);
    put("c.png", PNG);
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      for (long expected = 0; expected < 2; expected++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.tag().sequence()).isEqualTo(expected);
          assertThat(frame.width()).isEqualTo(100);
        }
      }
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void skipsCountsAndNamesWhatCannotBeRead() throws Exception {
    put("1.png", Arrays.copyOf(PNG, 60));
    put("2.jpg", new byte[0]);
    put("3.png", PNG);
    put("4.jpg", "a text that claims to be a picture".getBytes(UTF_8));
    try (Warnings warnings = Warnings.of(FolderSource.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(truths(source)).containsOnlyKeys("3.png");
      assertThat(source.unreadable()).isEqualTo(3);
      assertThat(warnings.texts())
          .hasSize(3)
          .anyMatch(text -> text.contains("1.png: it is cut off"))
          .anyMatch(text -> text.contains("2.jpg: it is empty"))
          .anyMatch(text -> text.contains("4.jpg: its content is none of"));
    }
  }

  @Test
  void endsInAnErrorWhenNothingCanBeRead() throws Exception {
    put("1.png", new byte[0]);
    put("2.png", Arrays.copyOf(PNG, 40));
    try (Warnings warnings = Warnings.of(FolderSource.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("None of the 2 pictures in " + temporary)
          .hasMessageContaining("1.png: it is empty");
      assertThat(warnings.texts()).hasSize(2);
    }
  }

  @Test
  void refusesAFolderWithoutPictures() throws IOException {
    Path file = put("notes.txt", "text".getBytes(UTF_8));
    assertThatThrownBy(() -> FolderSource.open(temporary, pool))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("There is no picture in the folder " + temporary);
    assertThatThrownBy(() -> FolderSource.open(temporary.resolve("x"), pool))
        .hasMessage("There is no folder " + temporary.resolve("x"));
    assertThatThrownBy(() -> FolderSource.open(file, pool))
        .hasMessageEndingWith("is a file, not a folder: use file:" + file);
    assertThatThrownBy(() -> FrameSources.open(new SourceUri.File(temporary), pool))
        .hasMessageEndingWith("is a folder, not a file: use folder:" + temporary);
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws Exception {
    put("a.png", PNG);
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(source::next).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void takesASinglePictureFile() throws Exception {
    Path file = put("images/one.dat", PNG);
    put("labels/one.txt", "0 0.5 0.5 0.1 0.2".getBytes(UTF_8));
    try (FrameSource source = FrameSources.open(SourceUri.parse(file.toString()), pool)) {
      assertThat(truths(source))
          .containsExactly(Map.entry("one.dat", truth(new Label("0", new Box(45, 20, 55, 30)))));
    }
  }

  @Test
  void readsYoloLabels() throws Exception {
    put("set/images/train/bad.png", PNG);
    put("set/images/train/good.png", PNG);
    put("set/images/empty.png", PNG);
    put(
        "set/labels/train/bad.txt",
        "1 0.5 0.5 0.2 0.4\r\n\r\n0 0 0 .1 0 .1 .2 0 .1\n".getBytes(UTF_8));
    put("set/labels/empty.txt", new byte[0]);
    put(
        "set/data.yaml",
        "nc: 2\nnames:\n  0: 'crack' # deep\n  1: dent\ntrain: x\n".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(truths(source))
          .containsOnly(
              Map.entry("set/images/empty.png", Optional.of(GroundTruth.GOOD)),
              Map.entry("set/images/train/good.png", Optional.of(GroundTruth.GOOD)),
              Map.entry(
                  "set/images/train/bad.png",
                  truth(
                      new Label("dent", new Box(40, 15, 60, 35)),
                      new Label("crack", new Box(0, 0, 10, 10)))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "names: [crack, 'dent']",
        "train: a\nnames: ['crack',\n  'dent']\nnc: 2",
        "names:\n- crack\n- \"dent\"\nnc: 2",
        "names:\n  0: crack\n  1: dent",
        "names:\n  - crack # deep\n\n  - dent\npath: x, y",
        "{}\nnames: {0: crack, 1: dent}",
      })
  void knowsTheWaysToNameClasses(String yaml) throws Exception {
    put("train/images/a.png", PNG);
    put("train/labels/a.txt", "1 0.5 0.5 0.2 0.4".getBytes(UTF_8));
    put("data.yaml", yaml.getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(truths(source).values())
          .containsExactly(truth(new Label("dent", new Box(40, 15, 60, 35))));
    }
  }

  @Test
  void readsDeepPcbLabels() throws Exception {
    put("images/1.png", PNG);
    put("images/2.png", PNG);
    put("templates/1.png", PNG);
    put("annotations/1.txt", "10 20 30 40 3\n1,2,3,4,6\n".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(truths(source))
          .containsOnly(
              Map.entry(
                  "images/1.png",
                  truth(
                      new Label("mousebite", new Box(10, 20, 30, 40)),
                      new Label("pin-hole", new Box(1, 2, 3, 4)))),
              Map.entry("images/2.png", Optional.empty()),
              Map.entry("templates/1.png", Optional.of(GroundTruth.GOOD)));
    }
  }

  @Test
  void namesTheFileAndLineOfAWrongLabel() throws Exception {
    put("classes.txt", "crack\ndent\n".getBytes(UTF_8));
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("\n0 0.5 0.5 0.1", "line 2, is not understood: expected class cx cy w h");
    wrong.put("0 0.5 0.5 0.1 x", "line 1, is not understood: \"x\" is not a number");
    wrong.put("0 0.5 0.5 0.1 NaN", "line 1, is not understood: \"NaN\" is not a number");
    wrong.put("2 0.5 0.5 0.1 0.1", "there is no class 2 in " + temporary.resolve("classes.txt"));
    wrong.put("0.5 0.5 0.5 0.1 0.1", "expected a whole number for the class");
    wrong.put("0 320 240 10 10", "expected fractions of the picture, from 0 to 1");
    wrong.put("0 0.5 0.5 0 0.1", "expected a box with a width and a height");
    wrong.put("\u0000\u0001\u0002", "is not a number");
    int number = 0;
    for (String text : wrong.keySet()) {
      put("images/" + number + ".png", PNG);
      put("labels/" + number++ + ".txt", text.getBytes(UTF_8));
    }
    try (Warnings warnings = Warnings.of(LabelFiles.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(truths(source).values()).hasSize(wrong.size()).allMatch(Optional::isEmpty);
      List<String> texts = warnings.texts();
      number = 0;
      for (String expected : wrong.values()) {
        assertThat(texts.get(number))
            .contains(temporary.resolve("labels/" + number + ".txt").toString(), expected);
        number++;
      }
    }
  }

  @Test
  void knowsNothingOfPlainPictures() throws Exception {
    put("images/a.png", PNG);
    put("templates/b.png", PNG);
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(truths(source).values()).hasSize(2).allMatch(Optional::isEmpty);
    }
  }

  @Test
  void readsTheRealBoards() throws Exception {
    Path boards = Path.of(System.getProperty("sightline.home", "."), "../shared/data/deeppcb");
    assumeTrue(Files.isDirectory(boards), "DeepPCB is not here: nothing to read");
    for (boolean defective : new boolean[] {true, false}) {
      Path folder = boards.resolve(defective ? "images" : "templates");
      try (FrameSource source = FolderSource.open(folder, pool)) {
        for (int i = 0; i < 100; i++) {
          try (Frame frame = source.next().orElseThrow()) {
            assertThat(frame.width()).isEqualTo(640);
            assertThat(frame.tag().truth().map(GroundTruth::defective)).contains(defective);
          }
        }
        assertThat(source.unreadable()).isZero();
      }
    }
  }

  private Path put(String name, byte[] content) throws IOException {
    return Pictures.write(temporary.resolve(name), content);
  }

  private static Optional<GroundTruth> truth(Label... labels) {
    return Optional.of(new GroundTruth(List.of(labels)));
  }

  /** Reads to the end: what each picture is called, and its truth. */
  private static Map<String, Optional<GroundTruth>> truths(FrameSource source)
      throws InterruptedException {
    Map<String, Optional<GroundTruth>> truths = new LinkedHashMap<>();
    for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
      try (Frame frame = next.get()) {
        Optional<GroundTruth> truth = frame.tag().truth().map(FolderSourceTest::rounded);
        assertThat(truths.put(frame.tag().origin(), truth)).as("given once").isNull();
      }
    }
    return truths;
  }

  /** Fractions times pixels are not exact: rounded, boxes compare. */
  private static GroundTruth rounded(GroundTruth truth) {
    return new GroundTruth(
        truth.defects().stream()
            .map(
                label ->
                    new Label(
                        label.className(),
                        new Box(
                            Math.rint(label.box().x1()),
                            Math.rint(label.box().y1()),
                            Math.rint(label.box().x2()),
                            Math.rint(label.box().y2()))))
            .toList());
  }
}
