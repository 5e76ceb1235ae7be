package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.FramePool;
import io.sightline.image.Pictures;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what labels beside a folder's pictures tell about them. */
class FolderLabelsTest {
  private static final byte[] PNG = Pictures.encoded("png", 100, 50);

  @TempDir Path temporary;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void readsYoloLabels() throws Exception {
    put("set/images/train/bad.png", PNG);
    put("set/images/train/unlabelled.png", PNG);
    put("set/images/empty.png", PNG);
    put(
        "set/labels/train/bad.TXT",
        "1 0.5 0.5 0.2 0.4\r\n\r\n0 0 0 .1 0 .1 .2 0 .1\n".getBytes(UTF_8));
    put("set/labels/empty.txt", new byte[0]);
    put(
        "set/data.yaml",
        "nc: 2\nnames:\n  0: 'crack' # deep\n  1: dent\ntrain: x\n".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source))
          .containsOnly(
              Map.entry("set/images/empty.png", Optional.of(GroundTruth.GOOD)),
              Map.entry("set/images/train/unlabelled.png", Optional.empty()),
              Map.entry(
                  "set/images/train/bad.png",
                  Truths.of(
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
        "{names: {0: crack, 1: dent}}",
        "names: {'0': crack, \"1\": dent}",
        "\uFEFFnames: [crack, dent]",
      })
  void knowsTheWaysToNameClasses(String yaml) throws Exception {
    put("train/images/a.png", PNG);
    put("train/labels/a.txt", "1 0.5 0.5 0.2 0.4".getBytes(UTF_8));
    put("data.yaml", yaml.getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source).values())
          .containsExactly(Truths.of(new Label("dent", new Box(40, 15, 60, 35))));
    }
  }

  @Test
  void namesThatAreNotUnderstoodAreWarnedAboutAndPassedOver() throws Exception {
    put("images/a.png", PNG);
    put("labels/a.txt", "1 0.5 0.5 0.2 0.4".getBytes(UTF_8));
    put("data.yaml", "names: [crack, dent".getBytes(UTF_8));
    try (Warnings warnings = Warnings.of(ClassNames.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source).values())
          .containsExactly(Truths.of(new Label("1", new Box(40, 15, 60, 35))));
      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .contains(temporary.resolve("data.yaml") + ", line 1, column ", "is not understood");
    }
  }

  /** As LabelImg, CVAT and Darknet write them, with the class names at the top or nearer. */
  @Test
  void readsYoloLabelsAmongThePictures() throws Exception {
    put("a.png", PNG);
    put("a.txt", "0 .5 .5 .2 .2".getBytes(UTF_8));
    put("b.png", PNG);
    put("b.txt", new byte[0]);
    put("c.png", PNG);
    put("obj.names", "crack\n".getBytes(UTF_8));
    put("press/deep/d.png", PNG);
    put("press/deep/d.txt", "0 .5 .5 .2 .2".getBytes(UTF_8));
    put("saw/e.png", PNG);
    put("saw/e.txt", "0 .5 .5 .2 .2".getBytes(UTF_8));
    put("saw/classes.txt", "crack\n".getBytes(UTF_8));
    put("images/f.png", PNG);
    put("images/f.txt", "0 .5 .5 .2 .2".getBytes(UTF_8));
    Optional<GroundTruth> crack = Truths.of(new Label("crack", new Box(40, 20, 60, 30)));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source))
          .containsOnly(
              Map.entry("a.png", crack),
              Map.entry("b.png", Optional.of(GroundTruth.GOOD)),
              Map.entry("c.png", Optional.empty()),
              Map.entry("press/deep/d.png", crack),
              Map.entry("saw/e.png", crack),
              Map.entry("images/f.png", crack));
    }
  }

  @Test
  void textsThatAreNoLabelsTellNothing() throws Exception {
    put("a.png", PNG);
    put("a.txt", "seen on Monday".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source).values()).containsExactly(Optional.empty());
    }
  }

  @Test
  void readsDeepPcbLabels() throws Exception {
    put("images/1.png", PNG);
    put("images/2.png", PNG);
    put("templates/1.png", PNG);
    put("annotations/1.txt", "10 20 30 40 3\n1,2,3,4,6\n".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source))
          .containsOnly(
              Map.entry(
                  "images/1.png",
                  Truths.of(
                      new Label("mousebite", new Box(10, 20, 30, 40)),
                      new Label("pin-hole", new Box(1, 2, 3, 4)))),
              Map.entry("images/2.png", Optional.empty()),
              Map.entry("templates/1.png", Optional.of(GroundTruth.GOOD)));
    }
  }

  /** COCO's annotations folder is named like DeepPCB's; {@code validate} reads the labels, too. */
  @Test
  void annotationsWithoutTextHideNoLabels() throws Exception {
    put("images/a.png", PNG);
    put("templates/b.png", PNG);
    put("labels/a.txt", "1 0.5 0.5 0.2 0.4".getBytes(UTF_8));
    put("annotations/instances.json", "{}".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source))
          .containsOnly(
              Map.entry("images/a.png", Truths.of(new Label("1", new Box(40, 15, 60, 35)))),
              Map.entry("templates/b.png", Optional.empty()));
    }
  }

  /** A folder of that name may hold another lot's labels; {@code validate} reads these, too. */
  @ParameterizedTest
  @ValueSource(strings = {"", "set/", "set/images/lot7/"})
  void labelsThatLabelNothingHideNoLabelsAmongThePictures(String opened) throws Exception {
    put("set/images/lot7/a.png", PNG);
    put("set/images/lot7/a.txt", "1 0.5 0.5 0.2 0.4".getBytes(UTF_8));
    put("set/labels/lot6/b.txt", "1 0.5 0.5 0.1 0.1".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary.resolve(opened), pool)) {
      assertThat(Truths.in(source).values())
          .containsExactly(Truths.of(new Label("1", new Box(40, 15, 60, 35))));
    }
  }

  @Test
  void aLabelOutsideThePictureIsLeftOut() throws Exception {
    put("images/both.png", PNG);
    put("images/outside.png", PNG);
    put("labels/both.txt", "1 1.5 0.5 0.2 0.4\n1 0.5 0.5 0.2 0.4".getBytes(UTF_8));
    put("labels/outside.txt", "1 1.5 0.5 0.2 0.4".getBytes(UTF_8));
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source))
          .containsOnly(
              Map.entry("images/both.png", Truths.of(new Label("1", new Box(40, 15, 60, 35)))),
              Map.entry("images/outside.png", Optional.empty()));
    }
  }

  @Test
  void namesTheFileAndLineOfAWrongLabel() throws Exception {
    put("classes.txt", "crack\ndent\n".getBytes(UTF_8));
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("\n0 0.5 0.5 0.1", "line 2, is not understood: expected class cx cy w h");
    wrong.put("0 0.5 0.5 0.1 0.1 0.9", "line 1, is not understood: expected class cx cy w h");
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
      assertThat(Truths.in(source).values()).hasSize(wrong.size()).allMatch(Optional::isEmpty);
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
      assertThat(Truths.in(source).values()).hasSize(2).allMatch(Optional::isEmpty);
    }
  }

  private Path put(String name, byte[] content) throws IOException {
    return Pictures.write(temporary.resolve(name), content);
  }

  @Test
  void namesAtTheTopAreFoundFromAFolderGivenRelatively() throws Exception {
    put("press/deep/d.png", PNG);
    put("press/deep/d.txt", "0 .5 .5 .2 .2".getBytes(UTF_8));
    put("obj.names", "crack\n".getBytes(UTF_8));
    Path relative = Path.of("").toAbsolutePath().relativize(temporary.toAbsolutePath());

    try (FrameSource source = FolderSource.open(relative, pool)) {
      assertThat(Truths.in(source).values())
          .containsExactly(Truths.of(new Label("crack", new Box(40, 20, 60, 30))));
    }
  }
}
