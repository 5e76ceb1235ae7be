package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth.Label;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeepPcbSetTest extends OnLabelledFolder {
  @Test
  void readsDeepPcbWithItsTemplatesAsGoodParts() throws IOException {
    picture("images/00041000.jpg");
    picture("templates/00041000.jpg");
    text("annotations/00041000.txt", "10 20 30 40 3\n1,2,5,6,6\n");
    text("annotations/00041001.txt", "10 20 30 40 3\n");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.layout()).isEqualTo("DeepPCB");
    assertThat(truth(set, "images/00041000.jpg"))
        .containsExactly(
            new Label("mousebite", new Box(10, 20, 30, 40)),
            new Label("pin-hole", new Box(1, 2, 5, 6)));
    assertThat(truth(set, "templates/00041000.jpg")).isEmpty();
    assertThat(set.orphans()).containsExactly(folder.resolve("annotations/00041001.txt"));
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void aLostPictureIsMissedThoughItsTemplateIsThere() throws IOException {
    for (String name : List.of("a", "b", "lost")) {
      picture("templates/" + name + ".jpg");
      text("annotations/" + name + ".txt", "10 20 30 40 3\n");
    }
    picture("images/a.jpg");
    picture("images/b.jpg");
    picture("images/more/c.jpg");
    text("annotations/more/c.txt", "");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.orphans()).containsExactly(folder.resolve("annotations/lost.txt"));
    assertThat(set.notes())
        .containsExactly(
            "1 of the 3 boards have no defect-free template, the first is images/more/c.jpg: were pictures lost?",
            "1 of the 3 defect-free templates have no board, the first is templates/lost.jpg: were pictures lost?");
  }

  /** COCO and Pascal VOC folders may have this name, and contain a text without labels. */
  @ParameterizedTest
  @ValueSource(strings = {"README.txt", "classes.txt"})
  void aTextThatIsOfNoPictureMakesNoDeepPcb(String name) throws IOException {
    picture("images/a.jpg");
    text("annotations/" + name, "open\nshort\n");
    text("annotations/a.xml", "<annotation><filename>a.jpg</filename></annotation>");
    assertThat(LabelledSet.read(folder).layout()).isEqualTo("Pascal VOC");

    Files.delete(folder.resolve("annotations/a.xml"));
    text(
        "annotations/instances.json",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}], \"categories\": [{\"id\": 1, \"name\": \"open\"}], \"annotations\": []}");
    assertThat(LabelledSet.read(folder).layout()).startsWith("COCO");
  }

  @Test
  void readsDeepPcbAsPublishedByItsTestList() throws IOException {
    for (String number : List.of("20085291", "20085292")) {
      picture("group20085/20085/" + number + "_test.jpg");
      picture("group20085/20085/" + number + "_temp.jpg");
      text("group20085/20085_not/" + number + ".txt", "10 20 30 40 1\n");
    }
    Files.move(
        folder.resolve("group20085/20085_not/20085292.txt"),
        folder.resolve("group20085/20085_not/20085292.TXT"));
    text("group20085/20085_not/20085293.txt", "10 20 30 40 1\n"); // not in the split
    text("group20085/20085_not/20085294.TXT", "10 20 30 40 1\n");
    text(
        "test.txt",
        """
        group20085/20085/20085294.jpg group20085/20085_not/20085294.txt
        group20085/20085/20085292.jpg group20085/20085_not/20085292.txt
        """);

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.pictures())
        .extracting(LabelledPicture::name)
        .containsExactly(
            "group20085/20085/20085292_temp.jpg", "group20085/20085/20085292_test.jpg");
    assertThat(truth(set, "group20085/20085/20085292_test.jpg"))
        .containsExactly(new Label("open", new Box(10, 20, 30, 40)));
    assertThat(set.notes())
        .containsExactly(
            "Only the 1 boards here that %s lists are judged".formatted(folder.resolve("test.txt")),
            "Of the labelled boards of the 2 pairs listed 1 are not here, the first is 20085294: no published figure compares",
            "Of the defect-free templates of the 2 pairs listed 1 are not here, the first is 20085294: no published figure compares");
    assertThat(set.orphans()).containsExactly(folder.resolve("group20085/20085_not/20085294.TXT"));
    assertThat(set.setAside()).as("the pair that is not listed").isEqualTo(2);
  }

  /** PowerShell's {@code >} writes UTF-16. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "windows-1252"})
  void aTestListMayBeInAnyUsualEncoding(String charset) throws IOException {
    published();
    Files.writeString(
        folder.resolve("test.txt"),
        "grüße/1/7.jpg grüße/1_not/7.txt\r\n",
        Charset.forName(charset));
    LabelledSet set = LabelledSet.read(folder);
    assertThat(set.pictures()).extracting(LabelledPicture::name).containsExactly("g/1/7_test.jpg");
    assertThat(set.notes()).first().asString().contains("Only the 1 boards");
    assertThat(set.notes()).last().asString().contains("templates of the 1 pairs", "first is 7:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "g/1/9.jpg g/1_not/9.txt|test.txt lists none of the 2 pictures in ",
        "''|test.txt lists none of the 2 pictures in ",
        "g/1/7.jpg x\\n\\1\\2 x|test.txt, line 2, is not understood: expected a pair of paths",
        "g/1/7\\0.jpg x|test.txt: it is no text",
      })
  void aTestListThatIsNoneOrOfOtherPicturesIsRefused(String content, String why)
      throws IOException {
    published();
    text("test.txt", content.translateEscapes());
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .message()
        .contains(why)
        .doesNotContain("\n");
  }

  /** A plant's own good boards, for which the authors' names mean nothing. */
  @Test
  void otherPicturesBesideThePublishedOnesAreUnlabelled() throws IOException {
    published();
    picture("line3/0001.jpg");
    picture("line3/0002.jpg");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.unlabelled())
        .extracting(LabelledPicture::name)
        .containsExactly("line3/0001.jpg", "line3/0002.jpg");
    assertThat(set.withUnlabelledAsGood().pictures()).hasSize(4);
  }

  @Test
  void otherPicturesThanATestListsAreLeftOutAndThatIsSaid() throws IOException {
    published();
    picture("g/1/7_temp.jpg");
    picture("line3/0001.jpg");
    picture("line3/0002.jpg");
    text("test.txt", "g/1/7.jpg g/1_not/7.txt\n");

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.unlabelled()).isEmpty();
    assertThat(set.setAside()).isEqualTo(3);
    assertThat(set.notes())
        .containsExactly(
            "Only the 1 boards here that %s lists are judged".formatted(folder.resolve("test.txt")),
            "2 pictures that are neither boards nor templates are left out, the first is line3/0001.jpg");
  }

  private void published() throws IOException {
    picture("g/1/7_test.jpg");
    picture("g/1/8_test.jpg");
    text("g/1_not/7.txt", "10 20 30 40 1\n");
    text("g/1_not/8.txt", "10 20 30 40 1\n");
  }
}
