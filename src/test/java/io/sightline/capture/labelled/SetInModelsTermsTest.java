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

/** A set whose classes were brought into a model's terms. */
class SetInModelsTermsTest extends OnLabelledFolder {
  @Test
  void classesAreMatchedByNameWhateverTheirOrderAndSpelling() throws IOException {
    picture("images/a.png");
    text("labels/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.5 0.5 0.2 0.4\n");
    text("classes.txt", "Pin_Hole\nopen\n");
    LabelledSet set =
        LabelledSet.read(folder).inTermsOf("board", List.of("open", "short", "pin-hole"));
    assertThat(truth(set, "images/a.png"))
        .extracting(Label::className)
        .containsExactly("pin-hole", "open");
    assertThat(set.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images/a.png|labels/a.txt|1 0.5 0.5 0.2 0.4\\n0 0.5 0.5 0.2 0.4\\n1 0.50 0.5 0.2 0.4|a.txt, line 3",
        "images/a.png|annotations/a.txt|1,2,5,6,2\\n1,2,5,6,1\\n1 2 5 6 2|a.txt, line 3",
        "g/1/7_test.jpg|g/1_not/7.txt|1 2 5 6 2\\n1 2 5 6 1\\n1 2 5 6 2|7.txt, line 3",
        "a.png|Annotations/a.xml|<annotation>SHORT OPEN SHORT</annotation>|The object 3 in ",
        "a.png|i.json|{\"images\": [{\"id\": 7, \"file_name\": \"a.png\"}], \"categories\": [{\"id\": 1, \"name\": \"open\"}, {\"id\": 2, \"name\": \"short\"}, {\"id\": 3, \"name\": \"Short\"}], \"annotations\": [{\"id\": 1, \"image_id\": 7, \"category_id\": 2, \"bbox\": [1, 2, 4, 4]}, {\"id\": 2, \"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 4, 4]}, {\"id\": 3, \"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 4, 4]}]}|The annotation 3 in "
      })
  void aBoxThatIsThereTwiceCountsOnce(String picture, String labels, String content, String where)
      throws IOException {
    picture(picture);
    text("classes.txt", "open\nshort\n");
    text(
        labels,
        content
            .translateEscapes()
            .replace("OPEN", object("open"))
            .replace("SHORT", object("short")));
    LabelledSet set = LabelledSet.read(folder).inTermsOf("board", List.of("open", "short"));
    assertThat(truth(set, picture)).extracting(Label::className).containsExactly("short", "open");
    assertThat(set.notes())
        .filteredOn(note -> !note.startsWith("The data set's classes"))
        .first()
        .asString()
        .startsWith("1 boxes are in their picture's labels twice and count once; the first: ")
        .contains(where)
        .doesNotEndWith(",");
  }

  @Test
  void withoutNamesTheNumbersAreTheModelsAndThatIsSaid() throws IOException {
    picture("images/a.png");
    text("labels/a.txt", "1 0.5 0.5 0.2 0.4\n");
    LabelledSet set = LabelledSet.read(folder).inTermsOf("board", List.of("open", "short"));
    assertThat(truth(set, "images/a.png")).extracting(Label::className).containsExactly("short");
    assertThat(set.notes()).singleElement().asString().contains("numbers only");
    assertThatThrownBy(() -> LabelledSet.read(folder).inTermsOf("one", List.of("open")))
        .hasMessageContaining("a.txt, line 1")
        .hasMessageContaining("class 1")
        .hasMessageContaining("one knows only open");
  }

  @Test
  void aClassThatTheModelDoesNotKnowIsNamedWithBothLists() throws IOException {
    picture("images/a.png");
    text("labels/a.txt", "1 0.5 0.5 0.2 0.4\n");
    text("classes.txt", "open\nscratch\n");
    assertThatThrownBy(() -> LabelledSet.read(folder).inTermsOf("board", List.of("open", "short")))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("a.txt, line 1")
        .hasMessageContaining("\"scratch\"")
        .hasMessageContaining("open, scratch")
        .hasMessageContaining("open, short");
  }
}
