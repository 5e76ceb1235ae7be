package io.sightline.capture.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which class of the model a label belongs to. */
class ModelNamesTest extends OnLabelledFolder {
  @Test
  void anotherSpellingStandsForTheOneClassThatItFits() {
    ModelNames names = new ModelNames(List.of("pin-hole", "Open"), List.of("pin_hole", "open"));

    assertThat(names.of("pin_hole")).hasValue("pin-hole");
    assertThat(names.of("open")).hasValue("Open");
    assertThat(names.of("short")).isEmpty();
    assertThat(names.notes()).isEmpty();
  }

  @Test
  void classesThatDifferBySpellingAloneAreKeptApart() {
    List<String> model = List.of("-1", "1", "pin hole", "pin-hole");
    ModelNames names = new ModelNames(model, List.of("1", "-1", "pin_hole"));

    assertThat(names.of("1")).hasValue("1");
    assertThat(names.of("-1")).hasValue("-1");
    assertThat(names.of("pin_hole")).as("of which of the two?").isEmpty();
    assertThat(names.notes()).isEmpty();
  }

  @Test
  void severalNamesForOneClassAreTold() {
    ModelNames names = new ModelNames(List.of("scratch"), List.of("Scratch", "scratch", "dent"));

    assertThat(names.of("Scratch")).hasValue("scratch");
    assertThat(names.notes())
        .containsExactly(
            "The data set's classes \"Scratch\", \"scratch\" are all taken for the model's"
                + " \"scratch\"");
  }

  @Test
  void numbersAreTheModels() {
    ModelNames names = new ModelNames(List.of("open", "short"), List.of());

    assertThat(names.of("1")).hasValue("short");
    assertThat(names.of("open")).isEmpty();
  }

  /** These used to count as one class, which silently made the figures wrong. */
  @Test
  void aSetOfSuchClassesIsReadAsItIs() throws IOException {
    picture("images/a.png");
    text("labels/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.5 0.5 0.2 0.4\n");
    text("data.yaml", "names: ['-1', '1']\n");

    LabelledSet set = LabelledSet.read(folder).inTermsOf("m", List.of("-1", "1"));

    assertThat(truth(set, "images/a.png"))
        .extracting(label -> label.className())
        .containsExactly("-1", "1");
    assertThatThrownBy(() -> LabelledSet.read(folder).inTermsOf("m", List.of("- 1", "_1")))
        .isInstanceOf(CaptureException.class);
  }
}
