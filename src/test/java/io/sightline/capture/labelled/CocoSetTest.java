package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
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

/** Tests reading COCO instances files, and the messages about wrong ones. */
class CocoSetTest extends OnLabelledFolder {
  @ParameterizedTest
  @ValueSource(strings = {"annotations/instances.json", "INSTANCE.JSON"})
  void readsCoco(String name) throws IOException {
    picture("pictures/a.png");
    picture("pictures/b.png");
    picture("pictures/unlisted.png");
    text("notes.json", "[1, 2]");
    text(
        name,
        """
        {"info": {"year": 2026},
         "images": [{"id": 7, "file_name": "a.png", "width": 100}, {"id": 8, "file_name": "./b.png"}],
         "categories": [{"id": 40, "name": "scratch", "supercategory": "x"}],
         "annotations": [
           {"id": 1, "image_id": 7, "category_id": 40, "bbox": [10, 5, 20, 30], "iscrowd": 0},
           {"id": 2, "image_id": 8, "category_id": 40, "bbox": [1, 1, 2, 2], "iscrowd": 1}]}
        """);

    LabelledSet set = LabelledSet.read(folder);

    assertThat(set.layout()).isEqualTo("COCO");
    assertThat(truth(set, "pictures/a.png"))
        .containsExactly(new Label("scratch", new Box(10, 5, 30, 35)));
    assertThat(set.notes()).first().asString().contains("are crowd regions");
    assertThat(set.unlabelled()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "100, \"height\": 50|none",
        "100, \"height\": 50.0|none",
        "100|none",
        "null, \"height\": null|none",
        "0, \"height\": 0|none",
        "\"wide\", \"height\": 50|none",
        "200, \"height\": 100|a.png is 100x50 and labelled as 200x100",
        "50, \"height\": 100|a.png is 100x50 and labelled as 50x100"
      })
  void labelsForAnotherSizeAreKnown(String width, @Nullable String unlike) throws IOException {
    picture("a.png");
    text(
        "instances.json",
        "{\"images\": [{\"id\": 7, \"file_name\": \"a.png\", \"width\": %s}], \"categories\": [], \"annotations\": []}"
            .formatted(width));
    LabelledSet set = LabelledSet.read(folder).inTermsOf("board", List.of("spur"));
    assertThat(set.pictures().get(0).unlike(WIDTH, HEIGHT)).isEqualTo(Optional.ofNullable(unlike));
  }

  /** The defects are labelled, but not individually. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "1.0"})
  void aPictureWithCrowdRegionsOnlyIsOfABadPart(String crowd) throws IOException {
    picture("a.png");
    picture("b.png");
    text(
        "instances.json",
        """
        {"images": [{"id": 7, "file_name": "a.png"}, {"id": 8, "file_name": "b.png"}],
         "categories": [{"id": 40, "name": "scratch"}],
         "annotations": [
           {"id": 1, "image_id": 7, "category_id": 40, "bbox": [1, 1, 2, 2], "iscrowd": %s},
           {"id": 2, "image_id": 8, "category_id": 40, "bbox": [1, 1, 2, 2], "iscrowd": false},
           {"id": 3, "image_id": 8, "category_id": 40, "bbox": [1, 1, 2, 2], "iscrowd": %s}]}
        """
            .formatted(crowd, crowd));

    LabelledSet set = LabelledSet.read(folder).withUnlabelledAsGood();

    assertThat(set.pictures()).allMatch(LabelledPicture::bad);
    assertThat(truth(set, "a.png")).isEmpty();
    assertThat(truth(set, "b.png")).as("its crowd region stands apart").hasSize(1);
    for (LabelledPicture each : set.inTermsOf("model", List.of("Scratch")).pictures()) {
      assertThat(each.in(WIDTH, HEIGHT).truth().orElseThrow().crowds())
          .containsExactly(new Label("Scratch", new Box(1, 1, 3, 3)));
    }
    assertThat(set.notes()).singleElement().asString().startsWith("2 annotations of ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"file_name\": \"b.png\"}|||The image \"b.png\" in|has no id",
        "{\"id\": 7, \"file_name\": \"b.png\"}|||The images \"a.png\" and \"b.png\" in|one id, 7",
        "{\"id\": 8}|||The image 8 in|has no file_name",
        "|{\"id\": 123, \"category_id\": 40}||The annotation 123 in|has no image_id",
        "|{\"id\": 123, \"image_id\": 7}||The annotation 123 in|has no category_id",
        "|{\"category_id\": 40}||The annotation number 2 (from 1) in|has no image_id",
        "|{\"id\": 5, \"image_id\": 7, \"category_id\": 40, \"iscrowd\": \"no\"}||annotation 5|neither 0 nor 1",
        "||{\"id\": 40, \"name\": \"y\"}|The categories \"x\" and \"y\" in|one id, 40",
        "||{\"name\": \"y\"}|The category \"y\" in|has no id",
        "||{\"id\": 41}|The category 41 in|has no name",
        "||{\"id\": 41, \"name\": \" \"}|The category 41 in|has no name"
      })
  void anIdThatIsMissingOrThereTwiceIsRefused(
      @Nullable String image,
      @Nullable String annotation,
      @Nullable String category,
      String what,
      String why)
      throws IOException {
    picture("a.png");
    picture("b.png");
    text(
        "instances.json",
        """
        {"images": [{"id": 7, "file_name": "a.png"}%s],
         "annotations": [{"id": 1, "image_id": 7, "category_id": 40, "bbox": [1, 1, 2, 2]}%s],
         "categories": [{"id": 40, "name": "x"}%s]}
        """
            .formatted(more(image), more(annotation), more(category)));
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .message()
        .contains(what, "instances.json", why)
        .doesNotContain("null", "\n");
  }

  private static String more(@Nullable String entry) {
    return entry == null ? "" : ", " + entry;
  }

  @ParameterizedTest
  @CsvSource({
    "99, 40, '[1,1,2,2]', image 99",
    "7, 41, '[1,1,2,2]', category 41",
    "7, 40, '[1,1,0,2]', bbox",
    "7, 40, null, bbox",
    "7, 40, '[1,null,2,2]', bbox",
    "7, 40, '[1e20,1,2,2]', none"
  })
  void aCocoAnnotationThatIsWrongIsNamed(String image, String category, String box, String why)
      throws IOException {
    picture("a.png");
    text(
        "instances.json",
        """
        {"images": [{"id": 7, "file_name": "a.png"}], "categories": [{"id": 40, "name": "x"}],
         "annotations": [{"id": 123, "image_id": %s, "category_id": %s, "bbox": %s}]}
        """
            .formatted(image, category, box));
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("annotation 123")
        .hasMessageContaining("instances.json")
        .hasMessageContaining(why);
  }

  @Test
  void aCocoFileDoesNotLeadOutOfItsFolder() throws IOException {
    picture("set/a.png");
    picture("secret.png");
    text(
        "set/instances.json",
        "{\"images\": [{\"id\": 7, \"file_name\": \"../secret.png\"}], \"categories\": [], \"annotations\": []}");
    assertThatThrownBy(() -> LabelledSet.read(folder.resolve("set")))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("secret.png, which is not in");
  }

  @ParameterizedTest
  @CsvSource({
    "i.json, a.png, cam2/a.png",
    "annotations/i.json, a.png, cam2/a.png",
    "annotations/i.json, images/a.png, images/cam2/a.png",
    "lot/i.json, lot/a.png, a.png",
    "lot/annotations/i.json, lot/images/a.png, cam2/lot/images/a.png"
  })
  void ofSeveralPicturesOfOneNameTheOneNearTheFileIsMeant(
      String json, String picture, String namesake) throws IOException {
    picture(picture);
    picture(namesake);
    text(
        json,
        "{\"images\": [{\"id\": 7, \"file_name\": \"a.png\"}], \"categories\": [], \"annotations\": []}");
    LabelledSet set = LabelledSet.read(folder);
    assertThat(set.pictures()).extracting(LabelledPicture::name).containsExactly(picture);
    assertThat(set.unlabelled()).extracting(LabelledPicture::name).containsExactly(namesake);
  }

  @ParameterizedTest
  @CsvSource({"i.json, cam1/a.png, cam2/a.png", "i.json, a.png, images/a.png"})
  void aNameThatMayMeanTwoPicturesIsRefused(String json, String one, String other)
      throws IOException {
    picture(one);
    picture(other);
    text(
        json,
        "{\"images\": [{\"id\": 7, \"file_name\": \"a.png\"}], \"categories\": [], \"annotations\": []}");
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("a.png, of which there are 2 in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"images\": [{\"id\": 7, \"file_name\": \"a.png\"}, {\"id\"|line 1, column",
        "{\"images\": [], \"annotations\": [{\"id\": \"x\"}], \"categories\": []}|line 1, column 39",
        "{\"categories\": [{\"id\": 1,, \"name\": \"x\"}]}|line 1, column 26",
        "{\"images\": [], \"annotations\": [{\"bbox\": 5}], \"categories\": []}|line 1, column"
      })
  void aDamagedCocoFileIsNamedWithThePlace(String content, String place) throws IOException {
    picture("a.png");
    text("instances.json", content);
    assertThatThrownBy(() -> LabelledSet.read(folder))
        .isInstanceOf(CaptureException.class)
        .message()
        .startsWith("The COCO file ")
        .contains("instances.json, " + place)
        .contains("is not understood: ")
        .doesNotContain("\n", "io.sightline", "java.", "Source:");
  }

  @Test
  void damagedJsonOfAnotherKindIsNoCocoFile() throws IOException {
    picture("a.png");
    text("settings.json", "{\"images\": \"a folder\", ");
    assertThatThrownBy(() -> LabelledSet.read(folder)).hasMessageContaining("no labels");
  }

  @Test
  void aDamagedCocoFileBesideAWholeOneIsNoted() throws IOException {
    picture("a.png");
    text("copy.json", "{\"images\": [{\"id\": 7");
    text(
        "instances.json",
        "{\"images\": [{\"id\": 7, \"file_name\": \"a.png\"}], \"categories\": [], \"annotations\": []}");
    LabelledSet set = LabelledSet.read(folder);
    assertThat(set.pictures()).hasSize(1);
    assertThat(set.notes()).singleElement().asString().contains("copy.json, line 1");
  }
}
