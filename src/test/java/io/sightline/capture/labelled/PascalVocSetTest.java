package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import io.sightline.capture.TrueBox;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests reading Pascal VOC annotations, and the messages about wrong or hostile ones. */
class PascalVocSetTest extends OnLabelledFolder {
  @Test
  void readsPascalVoc() throws IOException {
    picture("JPEGImages/a.jpg");
    picture("JPEGImages/good.jpg");
    text(
        "Annotations/a.xml",
        """
        <annotation><filename>a.jpg</filename><object><name>spur</name><bndbox>
        <xmin>10</xmin><ymin>5</ymin><xmax>30</xmax><ymax>35.5</ymax></bndbox></object></annotation>
        """);
    text("Annotations/good.xml", "<annotation><filename>good.jpg</filename></annotation>");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(truth(set, "JPEGImages/a.jpg"))
        .containsExactly(new Label("spur", new Box(10, 5, 30, 35.5)));
    assertThat(truth(set, "JPEGImages/good.jpg")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><annotation><object><name>&x;</name></object></annotation>",
        "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><annotation>&y;</annotation>",
        "<annotation><object><name>spur</name></object></annotation>",
        "<annotation><object><name>spur</name><bndbox><xmin>a</xmin></bndbox></object></annotation>",
        "<annotation>",
        "no xml"
      })
  void xmlThatIsWrongOrWantsMoreThanItselfIsRefused(String xml) throws IOException {
    picture("JPEGImages/a.jpg");
    text("Annotations/a.xml", xml);
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("a.xml");
  }

  /** Without an object a picture is of a good part: what else may hold a box must not be lost. */
  @ParameterizedTest
  @CsvSource({
    "<defects><defect><name>spur</name></defect></defects>, root defects",
    "<doc><outputs><object><item><name>spur</name></item></object></outputs></doc>, root doc",
    "<annotations><image name='a.jpg'/></annotations>, root annotations",
    "<annotation><filename>a.jpg</filename><Object><name>spur</name></Object></annotation>, element Object",
    "<annotation><box xmin='1' ymin='2' xmax='5' ymax='6'/></annotation>, element box",
    "<annotation><regions><region/></regions></annotation>, element regions"
  })
  void xmlThatIsNotPascalVocIsNoGoodPart(String xml, String what) throws IOException {
    picture("JPEGImages/a.jpg");
    text("Annotations/a.xml", xml);
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("a.xml is not understood: its " + what)
        .hasMessageContaining("Pascal VOC");
  }

  @Test
  void whatToolsSayOfAPictureBesidesItsObjectsIsNoDefect() throws IOException {
    picture("JPEGImages/a.jpg");
    text(
        "Annotations/a.xml",
        """
        <annotation verified="yes"><folder>f</folder><filename>a.jpg</filename><path>/p/a.jpg</path>
        <source><database>Unknown</database><annotation>x</annotation></source><owner><name>n</name></owner>
        <size><width>100</width><height>50</height><depth>3</depth></size><segmented>0</segmented></annotation>
        """);
    assertThat(truth(LabelledSet.read(folder), "JPEGImages/a.jpg")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "<size><width>100</width><height>50</height><depth>3</depth></size>, none",
        "<size><width>0</width><height>0</height></size>, none",
        "<size/>, none",
        "'', none",
        "<size><width>50</width><height>100</height></size>, JPEGImages/a.jpg is 100x50 and labelled as 50x100"
      })
  void labelsForAnotherSizeAreKnown(String size, @Nullable String unlike) throws IOException {
    picture("JPEGImages/a.jpg");
    text("Annotations/a.xml", "<annotation>" + size + "</annotation>");
    assertThat(LabelledSet.read(folder).pictures().get(0).unlike(WIDTH, HEIGHT))
        .isEqualTo(Optional.ofNullable(unlike));
  }

  /** There are no class numbers that could be mistaken for the model's. */
  @Test
  void goodPartsAloneHaveNoClasses() throws IOException {
    picture("JPEGImages/a.jpg");
    text("Annotations/a.xml", "<annotation><filename>a.jpg</filename></annotation>");
    assertThat(LabelledSet.read(folder).inTermsOf("board", List.of("spur")).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "30, 5, 10, 35, from 30.0 5.0 to 10.0 35.0",
    "10, 5, 30, 4, from 10.0 5.0 to 30.0 4.0",
    "NaN, 5, 30, 35, from NaN 5.0 to"
  })
  void edgesThatMakeNoBoxAreNamed(String x1, String y1, String x2, String y2, String edges)
      throws IOException {
    picture("JPEGImages/a.jpg");
    text(
        "Annotations/a.xml",
        "<annotation><object><name>spur</name><bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object></annotation>"
            .formatted(x1, y1, x2, y2));
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining(
            "a.xml is not understood: object 1 has a bndbox that is none, " + edges)
        .hasMessageContaining("xmin is to be less than xmax");
  }

  /** With inclusive edges, as in 2007, such a box is one pixel wide. */
  @Test
  void aBoxThatEndsWhereItBeginsIsOnePixelWide() throws IOException {
    picture("JPEGImages/a.jpg");
    text(
        "Annotations/a.xml",
        "<annotation>" + object(10, 5, 10, 9, "") + object(20, 7, 22, 7, "") + "</annotation>");
    LabelledSet set = LabelledSet.read(folder);
    assertThat(truth(set, "JPEGImages/a.jpg"))
        .extracting(Label::box)
        .containsExactly(new Box(9.5, 5, 10.5, 9), new Box(20, 6.5, 22, 7.5));
    assertThat(set.notes())
        .containsExactly(
            "2 boxes end where they begin and are taken for one pixel wide or high; the first: The object 1 in %s"
                .formatted(folder.resolve("Annotations/a.xml")));
  }

  @Test
  void whatIsFoundOnADifficultObjectIsNeitherRightNorWrong() throws IOException {
    picture("JPEGImages/a.jpg");
    text(
        "Annotations/a.xml",
        "<annotation>"
            + object(10, 5, 30, 35, "<difficult>1</difficult>")
            + object(40, 5, 50, 35, "<difficult>0</difficult>")
            + "</annotation>");
    LabelledSet set = LabelledSet.read(folder);
    assertThat(truth(set, "JPEGImages/a.jpg"))
        .containsExactly(new Label("spur", new Box(40, 5, 50, 35)));
    assertThat(set.pictures().get(0).crowds()).extracting(TrueBox::x1).containsExactly(10.0);
    assertThat(set.notes())
        .containsExactly(
            "1 objects are marked difficult: what is found on them is neither right nor wrong, though their part is a bad one");
  }

  private static String object(int x1, int y1, int x2, int y2, String more) {
    return "<object><name>spur</name>%s<bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>"
        .formatted(more, x1, y1, x2, y2);
  }
}
