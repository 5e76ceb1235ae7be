package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels and names of classes are found where tools leave them, whatever else lies around. */
class LabelPlacesTest extends OnLabelledFolder {
  /** An unlabelled bad part may be taken for a good one. */
  @ParameterizedTest
  @CsvSource({
    "'\uFEFF1 0.5 0.5 0.2 0.4\r\n'",
    "'\uFEFF'",
    "'1.0 0.5 0.5 0.2 0.4\n'",
    "'1.000000000000000000e+00 5.000000000000000000e-01 5.000000000000000000e-01 2.000000000000000000e-01 4.000000000000000000e-01\n'"
  })
  void labelsAmongPicturesAreKnownHoweverTheyWereSaved(String content) throws IOException {
    picture("cam1/a.png");
    picture("cam2/b.png");
    text("cam1/a.txt", content);
    text("cam2/b.txt", "0 0.5 0.5 0.2 0.4\n");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.unlabelled()).isEmpty();
    assertThat(truth(set, "cam1/a.png")).hasSize(content.contains("5") ? 1 : 0);
  }

  /** A folder of that name may have nothing to do with the set. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels/i.json|{\"images\": [{\"id\": 7, \"file_name\": \"a.png\"}], \"categories\": [], \"annotations\": []}|COCO",
        "Annotations/a.xml|<annotation/>|Pascal VOC",
        "images/a.txt|0 0.5 0.5 0.2 0.4|YOLO"
      })
  void aFolderOfLabelsThatLabelsNothingHidesNoOtherLayout(
      String file, String content, String layout) throws IOException {
    picture("images/a.png");
    Files.createDirectories(folder.resolve("labels"));
    text(file, content);

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.layout()).isEqualTo(layout);
    assertThat(set.pictures()).extracting(LabelledPicture::name).containsExactly("images/a.png");
  }

  @Test
  void aFolderOfLabelsAboveTheSetHidesNoLabelsInIt() throws IOException {
    picture("images/lot7/a.png");
    text("images/lot7/a.txt", "0 0.5 0.5 0.2 0.4\n");
    text("labels/other/b.txt", "0 0.5 0.5 0.2 0.4\n");
    assertThat(truth(LabelledSet.read(folder.resolve("images/lot7")), "a.png")).hasSize(1);
  }

  /** CVAT's "YOLO 1.1" with pictures in folders. */
  @Test
  void namesMayLieAnyNumberOfFoldersAboveThePictures() throws IOException {
    picture("obj_train_data/line1/cam1/a.png");
    text("obj_train_data/line1/cam1/a.txt", "1 0.5 0.5 0.2 0.4\n");
    picture("obj_train_data/b.png");
    text("obj_train_data/b.txt", "0 0.5 0.5 0.2 0.4\n");
    text("obj.names", "spur\nshort\n");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.classNames()).containsExactly("spur", "short");
    assertThat(truth(set, "obj_train_data/line1/cam1/a.png"))
        .extracting(Label::className)
        .containsExactly("short");
    assertThat(truth(LabelledSet.read(folder.resolve("obj_train_data")), "line1/cam1/a.png"))
        .as("names one above the set")
        .extracting(Label::className)
        .containsExactly("short");
  }

  /** Those beside their pictures would be passed over, and bad parts then taken for good ones. */
  @ParameterizedTest
  @CsvSource({
    "images/b.png, images/b.txt, labels/a.txt, 0 0.5 0.5 0.2 0.4",
    "lot7/b.png, lot7/b.TXT, labels/a.txt, 0 0.5 0.5 0.2 0.4",
    "images/b.png, images/b.txt, annotations/a.txt, 10 20 30 40 3"
  })
  void labelsInTwoPlacesAreRefused(String picture, String beside, String label, String line)
      throws IOException {
    picture("images/a.png");
    text(label, line);
    picture(picture);
    text(beside, "scratched on the left\n"); // no labels: a tool's note
    assertThat(LabelledSet.read(folder).pictures()).hasSize(1);

    text(beside, "0 0.5 0.5 0.2 0.4\n");

    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "The labels of %s are in two places: in %s, and beside pictures such as %s; move all label files to one place"
                .formatted(folder, label.replace("/a.txt", ""), picture));
  }

  /** Some tools leave copies beside the pictures. */
  @Test
  void labelsThatAreInBothPlacesAreReadFromTheirFolder() throws IOException {
    picture("images/a.png");
    picture("images/b.png");
    text("labels/a.txt", "0 0.5 0.5 0.2 0.4\n");
    text("images/a.txt", "");
    assertThat(truth(LabelledSet.read(folder), "images/a.png")).hasSize(1);
  }
}
