package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import io.sightline.capture.TrueBox;
import io.sightline.image.Pictures;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledSetTest extends OnLabelledFolder {
  @Test
  void readsYolo() throws IOException {
    picture("val/images/bad.png");
    picture("val/images/good.png");
    picture("val/images/deep/outline.jpg");
    picture("val/images/lost.png");
    text("val/labels/gone.txt", "1 0.5 0.5 0.2 0.4\n");
    text("val/labels/classes.txt", "open\nshort\n"); // where labelling tools leave it
    text("val/labels/bad.txt", "1 0.5 0.5 0.2 0.4\n");
    text("val/labels/good.txt", "");
    text("val/labels/deep/outline.txt", "0 0.1 0.2 0.3 0.2 0.3 0.6\n");
    text("data.yaml", "names: [open, short]\n");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.layout()).isEqualTo("YOLO");
    assertThat(set.classNames()).containsExactly("open", "short");
    assertThat(truth(set, "val/images/bad.png"))
        .containsExactly(new Label("short", new Box(40, 15, 60, 35)));
    assertThat(truth(set, "val/images/good.png")).isEmpty();
    assertThat(truth(set, "val/images/deep/outline.jpg"))
        .containsExactly(new Label("open", new Box(10, 10, 30, 30)));
    assertThat(set.unlabelled())
        .extracting(LabelledPicture::name)
        .containsExactly("val/images/lost.png");
    assertThat(set.orphans()).containsExactly(folder.resolve("val/labels/gone.txt"));
    assertThat(truth(set.withUnlabelledAsGood(), "val/images/lost.png")).isEmpty();
  }

  /** As found on Windows and camera cards: bad parts without labels would pass for good. */
  @Test
  void theEndingOfALabelFileMayBeInAnyCase() throws IOException {
    picture("images/a.PNG");
    picture("images/b.png");
    picture("images/c.png");
    text("labels/a.TXT", "0 0.5 0.5 0.2 0.4\n");
    text("labels/b.Txt", "0 0.5 0.5 0.2 0.4\n");
    text("labels/c.txt", "");
    text("labels/c.TXT", "0 0.5 0.5 0.2 0.4\n"); // belongs to no picture: reported
    text("labels/Classes.TXT", "open\n");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.unlabelled()).isEmpty();
    assertThat(truth(set, "images/a.PNG")).hasSize(1);
    assertThat(truth(set, "images/b.png")).hasSize(1);
    assertThat(truth(set, "images/c.png")).isEmpty();
    assertThat(set.orphans()).containsExactly(folder.resolve("labels/c.TXT"));
  }

  @Test
  void theEndingOfALabelFileAmongPicturesMayBeInAnyCase() throws IOException {
    picture("a.JPG");
    text("a.TXT", "0 0.5 0.5 0.2 0.4\n");

    assertThat(truth(LabelledSet.read(folder), "a.JPG")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "%1$s/images/%2$s, %1$s/labels/%2$s",
    "images/%1$s/%2$s, labels/%1$s/%2$s",
    "%1$s/%2$s, %1$s/%2$s"
  })
  void setsThatAreJudgedTogetherAreCountedApart(String picture, String label) throws IOException {
    for (String name : List.of("train/a", "train/b", "valid/c", "test/d")) {
      Object[] parts = name.split("/");
      picture(picture.formatted(parts) + ".jpg");
      text(label.formatted(parts) + ".txt", "");
    }
    text("classes.txt", "open\n");
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Pictures of 3 sets are judged together: test 1, train 2, valid 1; name one to judge it alone");
    String one = picture.startsWith("images") ? "images/train" : "train";
    assertThat(LabelledSet.read(folder.resolve(one)).notes()).isEmpty();
  }

  /** The layouts of CVAT's "YOLO 1.1", LabelImg and Roboflow's "Darknet", with all their files. */
  @ParameterizedTest
  @CsvSource({"obj_train_data, obj.names", "., classes.txt", "train, train/_darknet.labels"})
  void labelsMayLieAmongThePictures(String place, String names) throws IOException {
    String at = place.equals(".") ? "" : place + "/";
    for (String name : List.of("bad.png", "good.png", "lost.png")) {
      picture(at + name);
    }
    text(at + "bad.txt", "1 0.5 0.5 0.2 0.4\n");
    text(at + "good.txt", "");
    text(at + "gone.txt", "0 0.5 0.5 0.2 0.4\n");
    text(names, "spur\nshort\n");
    text("train.txt", "data/x/bad.png\ndata/x/good.png\ndata/x/lost.png\n");
    text(at + "README.roboflow.txt", "3 pictures of boards\n");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.layout()).isEqualTo("YOLO");
    assertThat(set.classNames()).containsExactly("spur", "short");
    assertThat(truth(set, at + "bad.png"))
        .containsExactly(new Label("short", new Box(40, 15, 60, 35)));
    assertThat(truth(set, at + "good.png")).isEmpty();
    assertThat(set.unlabelled()).extracting(LabelledPicture::name).containsExactly(at + "lost.png");
    assertThat(set.orphans()).containsExactly(folder.resolve(at + "gone.txt"));
    assertThat(set.notes()).isEmpty();

    text(at + "good.txt", "scratched on the left\n");
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("good.txt, line 1, is not understood");
  }

  @Test
  void keypointsOfPosesAreNoCornersOfAnOutline() throws IOException {
    picture("images/a.png");
    text("data.yaml", "names: [open]\nkpt_shape: [2, 3]\n");
    text("labels/a.txt", "0 0.5 0.5 0.2 0.4 0.9 0.9 2 0 0 0\n0 0.5 0.5 0.2 0.4\n");
    assertThat(truth(LabelledSet.read(folder), "images/a.png"))
        .extracting(Label::box)
        .containsOnly(new Box(40, 15, 60, 35));
    text("labels/a.txt", "0 0.5 0.5 0.2 0.4 0.9 0.9 2\n");
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .hasMessageContaining("line 1")
        .hasMessageContaining("6 numbers of keypoints");
  }

  /** Otherwise one picture would be judged by the defects of the other. */
  @ParameterizedTest
  @CsvSource({
    "images/a.jpg, images/a.png, labels/a.txt, ''",
    "images/a.jpg, images/a.png, annotations/a.txt, 10 20 30 40 3",
    "g1/1/7_test.jpg, g1/1/7_test.png, g1/1_not/7.txt, 10 20 30 40 3"
  })
  void aLabelFileOfTwoPicturesIsRefused(String one, String other, String labels, String line)
      throws IOException {
    picture(one);
    picture(other);
    text(labels, line);
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining(labels + " is of two pictures")
        .hasMessageContaining(one)
        .hasMessageContaining(other);
  }

  @ParameterizedTest
  @CsvSource({
    "'0 0.5 0.5 0.1 0.1\n7 0.5 0.5 0.1 0.1', 'line 2', 'no class 7'",
    "'0 0.5 0.5 0.1', 'line 1', 'class cx cy w h'",
    "'0 0.5 0.5 x 0.1', 'line 1', 'not a number'",
    "'0 320 240 20 20', 'line 1', 'fractions'",
    "'0 0.5 0.5 0 0.1', 'line 1', 'width and a height'"
  })
  void aWrongLineIsNamedByFileAndNumber(String content, String line, String why)
      throws IOException {
    picture("images/a.png");
    text("labels/a.txt", content);
    text("classes.txt", "open\n");
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("a.txt")
        .hasMessageContaining(line)
        .hasMessageContaining(why);
  }

  @Test
  void labelsAreBroughtIntoThePictureAndCounted() {
    LabelledPicture picture =
        new LabelledPicture(
            folder.resolve("a.png"),
            "a.png",
            List.of(
                box(-10, 5, 10, 15), // partly outside
                box(90, 5, 100.2, 15), // rounding
                box(120, 5, 140, 15))); // entirely outside
    var fitted = picture.in(WIDTH, HEIGHT);
    assertThat(fitted.truth().orElseThrow().defects())
        .extracting(Label::box)
        .containsExactly(new Box(0, 5, 10, 15), new Box(90, 5, 100, 15));
    assertThat(fitted.clipped()).isEqualTo(1);
    assertThat(fitted.outside()).containsExactly("here");
  }

  @Test
  void aPictureWithLabelsOutsideOnlyIsNeitherGoodNorBad() {
    LabelledPicture picture =
        new LabelledPicture(folder.resolve("a.png"), "a.png", List.of(box(120, 5, 140, 15)));
    assertThat(picture.in(WIDTH, HEIGHT).truth()).isEmpty();
  }

  private static TrueBox box(double x1, double y1, double x2, double y2) {
    return new TrueBox("spur", x1, y1, x2, y2, TrueBox.Unit.PIXELS, "here");
  }

  @Test
  void aFolderWithoutPicturesOrLabelsIsRefused() throws IOException {
    assertThatThrownBy(() -> LabelledSet.read(folder)).hasMessageContaining("no picture");
    assertThatThrownBy(() -> LabelledSet.read(folder.resolve("none")))
        .hasMessageContaining("There is no folder");
    picture("a.png");
    assertThatThrownBy(() -> LabelledSet.read(folder)).hasMessageContaining("no labels");
    Files.createDirectories(folder.resolve("labels"));
    picture("images/a.png");
    assertThatThrownBy(() -> LabelledSet.read(folder)).hasMessageContaining("None of the 2");
  }

  @Test
  void repeatedPicturesAreFoundByContent() throws IOException {
    picture("images/a.png");
    picture("images/same.png");
    Pictures.write(folder.resolve("images/other.png"), Pictures.encoded("png", 30, 20));
    picture("train/x.png");
    List<Path> files =
        List.of(
            folder.resolve("images/a.png"),
            folder.resolve("images/same.png"),
            folder.resolve("images/other.png"),
            folder.resolve("images/none.png"));
    assertThat(SameBytes.within(files))
        .containsExactly(new SameBytes.Pair(files.get(1), files.get(0)));
    assertThat(SameBytes.alsoIn(folder.resolve("train"), files))
        .extracting(SameBytes.Pair::file)
        .containsExactly(files.get(0), files.get(1));
  }
}
