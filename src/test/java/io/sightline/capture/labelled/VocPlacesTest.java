package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each picture gets the Pascal VOC annotation that is its own, wherever tools put the two. */
class VocPlacesTest extends OnLabelledFolder {
  /** The layouts of PKU's boards, of LabelImg and of Roboflow's exports. */
  @ParameterizedTest
  @CsvSource({
    "images/spur/a.jpg, Annotations/spur/a.xml, images/open/b.jpg, Annotations/open/b.xml",
    "images/spur/a.jpg, Annotations/spur/a.xml, images/open/a.jpg, Annotations/open/a.xml",
    "a.jpg, a.xml, b.jpg, b.xml",
    "a.JPG, a.XML, b.jpg, b.Xml",
    "images/a.JPG, Annotations/a.XML, images/b.jpg, Annotations/b.Xml",
    "lineA/a.jpg, lineA/a.xml, lineB/a.jpg, lineB/a.xml",
    "t/JPEGImages/a.jpg, t/Annotations/a.xml, u/JPEGImages/a.jpg, u/Annotations/a.xml",
    "JPEGImages/a.jpg, Annotations/a.xml, u/JPEGImages/a.jpg, u/Annotations/a.xml",
    "images/a.jpg, Annotations/a.xml, images/open/a.jpg, Annotations/open/a.xml",
    "lineA/JPEGImages/a.jpg, lineA/Annotations/a.xml, lineB/a.jpg, lineB/a.xml",
    "images/a.jpg, images/a.xml, images/b.jpg, images/b.xml",
    "pictures/a.jpg, truth/Annotations/a.xml, pictures/b.jpg, truth/Annotations/b.xml"
  })
  void readsAnnotationsInFoldersAndBesideTheirPictures(
      String spur, String spurXml, String open, String openXml) throws IOException {
    picture(spur);
    picture(open);
    text(spurXml, annotation("spur"));
    text(openXml, annotation("open"));

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.layout()).isEqualTo("Pascal VOC");
    assertThat(truth(set, spur)).extracting(Label::className).containsExactly("spur");
    assertThat(truth(set, open)).extracting(Label::className).containsExactly("open");
    assertThat(set.orphans()).isEmpty();
    assertThat(set.notes()).isEmpty();
  }

  /** A picture whose annotation was lost does not get that of its namesake elsewhere. */
  @Test
  void anAnnotationIsOfItsOwnFoldersPicturesOnly() throws IOException {
    picture("t/JPEGImages/a.jpg");
    picture("u/JPEGImages/a.jpg");
    picture("u/JPEGImages/b.jpg");
    text("t/Annotations/a.xml", annotation("spur"));
    text("u/Annotations/b.xml", annotation("open"));

    LabelledSet set = LabelledSet.read(folder);

    assertThat(truth(set, "t/JPEGImages/a.jpg")).hasSize(1);
    assertThat(set.unlabelled())
        .extracting(LabelledPicture::name)
        .containsExactly("u/JPEGImages/a.jpg");
  }

  /** Its own picture was lost, and one of the same name lies in another class's folder. */
  @ParameterizedTest
  @CsvSource({
    "images/good/001.jpg, images/scratch/002.jpg, Annotations/scratch/",
    "JPEGImages/good/001.jpg, JPEGImages/good/002.jpg, Annotations/scratch/",
    "good/001.jpg, scratch/002.jpg, Annotations/scratch/",
    "pictures/good/001.jpg, pictures/scratch/002.jpg, truth/Annotations/scratch/",
    "train/images/001.jpg, val/images/002.jpg, Annotations/val/"
  })
  void anAnnotationInASubfolderIsNotOfAnotherSubfoldersPicture(
      String namesake, String other, String home) throws IOException {
    picture(namesake);
    picture(other);
    text(home + "001.xml", annotation("spur"));
    text(other.replace(".jpg", ".xml"), annotation("open"));

    LabelledSet set = LabelledSet.read(folder);

    assertThat(truth(set, other)).extracting(Label::className).containsExactly("open");
    assertThat(set.unlabelled()).extracting(LabelledPicture::name).containsExactly(namesake);
    assertThat(set.orphans()).containsExactly(folder.resolve(home + "001.xml"));
  }

  /** Good parts need no annotation folder of their own where others have one. */
  @Test
  void aNamesakeInAnotherSubfolderDoesNotShareTheAnnotation() throws IOException {
    picture("images/good/001.jpg");
    picture("images/scratch/001.jpg");
    text("Annotations/scratch/001.xml", annotation("spur"));

    LabelledSet set = LabelledSet.read(folder);

    assertThat(truth(set, "images/scratch/001.jpg")).hasSize(1);
    assertThat(set.unlabelled())
        .extracting(LabelledPicture::name)
        .containsExactly("images/good/001.jpg");
    assertThat(set.orphans()).isEmpty();
  }

  /** Only the folder's name is not known, or one of the two has no subfolders. */
  @ParameterizedTest
  @CsvSource({
    "images/good/001.jpg, Annotations/001.xml",
    "images/001.jpg, Annotations/scratch/001.xml",
    "pictures/001.jpg, Annotations/scratch/001.xml",
    "data/pictures/001.jpg, Annotations/scratch/001.xml",
    "data/images/001.jpg, Annotations/scratch/001.xml",
    "images/Scratch/001.jpg, Annotations/scratch/001.xml",
    "images/train/line3/001.jpg, Annotations/train/001.xml",
    "train/images/001.jpg, Annotations/train/001.xml"
  })
  void anAnnotationThatMayBeOfAPictureIs(String picture, String xml) throws IOException {
    picture(picture);
    text(xml, annotation("spur"));
    assertThat(truth(LabelledSet.read(folder), picture)).hasSize(1);
  }

  /** Sets whose pictures lie one folder deeper than their annotations. */
  @Test
  void annotationsOfSetsAreTakenByTheSetsName() throws IOException {
    for (String name : List.of("train", "val")) {
      picture(name + "/images/001.jpg");
      text("Annotations/" + name + "/001.xml", annotation(name));
    }

    LabelledSet set = LabelledSet.read(folder);

    assertThat(truth(set, "train/images/001.jpg"))
        .extracting(Label::className)
        .containsExactly("train");
    assertThat(set.orphans()).isEmpty();
  }

  @Test
  void otherXmlBesideAPictureIsNoLabel() throws IOException {
    picture("a.jpg");
    text("a.xml", "<camera><exposure>3</exposure></camera>");
    assertThatThrownBy(() -> LabelledSet.read(folder)).hasMessageContaining("There are no labels");
    picture("b.jpg");
    text("b.xml", "<annotation><object>"); // damaged, but still recognised
    assertThatThrownBy(() -> LabelledSet.read(folder)).hasMessageContaining("b.xml is not");
  }

  private static String annotation(String name) {
    return "<annotation>" + object(name) + "</annotation>";
  }

  @Test
  void masksUnderTheNamesOfPicturesAreNoParts() throws IOException {
    picture("JPEGImages/a.jpg");
    picture("JPEGImages/b.jpg");
    picture("SegmentationClass/a.png");
    picture("SegmentationClass/b.png");
    picture("SegmentationObject/lost.png");
    picture("preview/a.png");
    text("Annotations/a.xml", "<annotation><filename>a.jpg</filename></annotation>");
    text("Annotations/lost.xml", "<annotation><filename>lost.jpg</filename></annotation>");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.pictures())
        .extracting(LabelledPicture::name)
        .containsExactly("JPEGImages/a.jpg");
    assertThat(set.unlabelled())
        .extracting(LabelledPicture::name)
        .containsExactly("JPEGImages/b.jpg");
    assertThat(set.orphans()).containsExactly(folder.resolve("Annotations/lost.xml"));
    assertThat(set.setAside()).isEqualTo(4);
    assertThat(set.withUnlabelledAsGood().setAside()).isEqualTo(4);
    assertThat(set.notes())
        .containsExactly(
            "4 pictures beside those of parts, such as masks, are left out, the first is preview/a.png");
  }

  @ParameterizedTest
  @CsvSource({
    "JPEGImages/a.jpg, JPEGImages/a.png",
    "a.jpg, x/a.jpg",
    "images/a.jpg, JPEGImages/a.jpg"
  })
  void annotationsOfTwoPicturesAreRefused(String one, String other) throws IOException {
    picture(one);
    picture(other);
    text("Annotations/a.xml", "<annotation><filename>a.jpg</filename></annotation>");
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("Annotations/a.xml is of two pictures")
        .hasMessageContaining(one)
        .hasMessageContaining(other);
  }

  @Test
  void annotationsWithoutAPictureAreKnown() throws IOException {
    picture("JPEGImages/a.jpg");
    text("Annotations/a.xml", "<annotation><filename>a.jpg</filename></annotation>");
    text("Annotations/gone.xml", "<annotation><filename>gone.jpg</filename></annotation>");
    assertThat(LabelledSet.read(folder).orphans())
        .containsExactly(folder.resolve("Annotations/gone.xml"));
  }
}
