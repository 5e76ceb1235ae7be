package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training pictures judged together with others flatter the figures: that is said. */
class SplitNotesTest extends OnLabelledFolder {
  private static final String VOC = "<annotation></annotation>";

  @Test
  void setsNamedWithTheirYearAreCountedApart() throws IOException {
    picture("images/train2017/a.jpg");
    picture("images/val2017/b.jpg");
    text("labels/train2017/a.txt", "");
    text("labels/val2017/b.txt", "");
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Pictures of 2 sets are judged together: train2017 1, val2017 1; name one to judge it alone");
  }

  @Test
  void setsOfPascalVocAreCountedApart() throws IOException {
    for (String name : List.of("train/a", "train/b", "valid/a")) {
      picture(name + ".jpg");
      text(name + ".xml", VOC);
    }
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Pictures of 2 sets are judged together: train 2, valid 1; name one to judge it alone");
  }

  /** CVAT's YOLO 1.1, and splits further from the pictures or from the top. */
  @ParameterizedTest
  @CsvSource({
    "obj_train_data/a, obj_valid_data/b, obj_train_data 1, obj_valid_data 1",
    "pcb/train/a, pcb/val/b, train 1, val 1",
    "train/line3/images/a, val/line3/images/b, train 1, val 1",
    "images/line3/train/a, images/line3/val/b, train 1, val 1",
    "training/b, testing/a, testing 1, training 1",
  })
  void setsInOtherFoldersAreCountedApart(String a, String b, String first, String second)
      throws IOException {
    for (String name : List.of(a, b)) {
      picture(name + ".jpg");
      text(name + ".txt", "");
    }
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Pictures of 2 sets are judged together: %s, %s; name one to judge it alone"
                .formatted(first, second));
  }

  @Test
  void foldersOfSetsInJpegImagesAreCountedApart() throws IOException {
    for (String name : List.of("train/a", "val/b")) {
      picture("JPEGImages/" + name + ".jpg");
      text("Annotations/" + name + ".xml", VOC);
    }
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Pictures of 2 sets are judged together: train 1, val 1; name one to judge it alone");
  }

  @Test
  void listsOfPicturesAreNotFollowedAndThatIsSaid() throws IOException {
    picture("VOC2007/JPEGImages/a.jpg");
    text("VOC2007/Annotations/a.xml", VOC);
    text("VOC2007/ImageSets/Main/test.txt", "a\n");
    text("VOC2007/ImageSets/Main/train.txt", "b\n");
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Lists of pictures, such as VOC2007/ImageSets/Main/test.txt, are not followed: all pictures here are judged, also any that were trained on");
  }

  /** Ultralytics' data.yaml and autosplit, Darknet's obj.data, with or without the list itself. */
  @ParameterizedTest
  @CsvSource({
    "data.yaml, 'train: train.txt', train.txt, ./images/a.jpg, train.txt",
    "x.txt, '', autosplit_train.txt, ./images/a.jpg, autosplit_train.txt",
    "obj.data, 'train = data/train.txt', lists/train.txt, 'C:\\data\\images\\a.jpg', lists/train.txt",
    "obj.data, 'classes = 1\ntrain  = data/train.txt', notes.txt, nothing, data/train.txt in obj.data",
    "my.yml, 'val: images\ntrain: \"../train.txt\" # 80 %', notes.txt, a.jpg is blurred, ../train.txt in my.yml"
  })
  void listsOfYoloAreNotFollowedAndThatIsSaid(
      String settings, String said, String list, String listed, String named) throws IOException {
    yoloPictures();
    text(settings, said + "\n");
    text(list, "\n" + listed + "\n");
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Lists of pictures, such as %s, are not followed: all pictures here are judged, also any that were trained on"
                .formatted(named));
  }

  /** CVAT lists all pictures of an export. */
  @ParameterizedTest
  @CsvSource({"'images/a.jpg\nimages/b.jpg\n'", "images/of-another-set.jpg", "'0 0.5 0.5 0.2 0.2'"})
  void listsOfAllPicturesOrNoneHereSplitNothing(String listed) throws IOException {
    yoloPictures();
    text("obj.data", "train = data/train.txt\n");
    text("train.txt", listed);
    assertThat(LabelledSet.read(folder).notes()).isEmpty();
  }

  private void yoloPictures() throws IOException {
    for (String name : List.of("a", "b")) {
      picture("images/" + name + ".jpg");
      text("labels/" + name + ".txt", "");
    }
  }

  @Test
  void setsOfCocoAreCountedApart() throws IOException {
    picture("train2017/a.png");
    picture("val2017/b.png");
    text(
        "i.json",
        """
        {"images": [{"id": 7, "file_name": "train2017/a.png"}, {"id": 8, "file_name": "val2017/b.png"}],
         "categories": [], "annotations": []}
        """);
    assertThat(LabelledSet.read(folder).notes())
        .containsExactly(
            "Pictures of 2 sets are judged together: train2017 1, val2017 1; name one to judge it alone");
  }
}
