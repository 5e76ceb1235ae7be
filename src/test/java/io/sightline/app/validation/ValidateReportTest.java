package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import io.sightline.detect.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the report and its lists tell those who sign it or train on them. */
@Timeout(120)
class ValidateReportTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
  }

  /** All names are needed, to inspect these pictures next or to train on them. */
  @Test
  void allThatWasJudgedWrongOrNotAtAllIsNamed() throws IOException {
    for (int i = 0; i < 30; i++) {
      set.bad("escape%02d".formatted(i), i % 12, PaintedSet.FAINT);
    }
    set.good("good", 3, 0);
    set.good("false call", 4, PaintedSet.SURE);
    set.painted("unlabelled", 5, 0);
    Files.writeString(set.set().resolve("images/damaged.png"), "no picture");
    set.labelled("damaged", PaintedSet.cell(0, 0));
    Path report = folder.resolve("report.html");

    CommandLineRun run = set.validate("--report", report);

    assertThat(run.json().get("escaped"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .hasSize(30)
        .startsWith("images/escape00.png")
        .endsWith("images/escape29.png");
    assertThat(run.json()).containsEntry("overkilled", List.of("images/false call.png"));
    assertThat(run.json()).containsEntry("unlabelled_pictures", List.of("images/unlabelled.png"));
    assertThat(run.json()).containsEntry("unreadable_pictures", List.of("images/damaged.png"));
    String page = Files.readString(report);
    for (int i = 0; i < 30; i++) {
      assertThat(page).contains("images/escape%02d.png".formatted(i));
    }
    assertThat(page).contains("7 more, not drawn: images/escape");
  }

  /** Silence would suggest that a comparison found nothing. */
  @Test
  void theReportSaysWhetherTrainingPicturesWereCompared() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    set.bad("b", 1, PaintedSet.SURE);
    Path trained = Files.createDirectories(folder.resolve("trained"));
    Path report = folder.resolve("report.html");

    set.validate("--report", report);
    assertThat(Files.readString(report)).contains("<th>Trained on</th><td>not compared</td>");

    Files.writeString(trained.resolve("other.png"), "another");
    set.validate("--report", report, "--train", trained);
    assertThat(Files.readString(report))
        .contains("compared with " + trained + ": none of the 2 pictures is the same file");

    Files.copy(set.set().resolve("images/a.png"), trained.resolve("x.png"));
    set.validate("--report", report, "--train", trained);
    assertThat(Files.readString(report))
        .contains("compared with " + trained + ": 1 of the 2 pictures are the same files");
  }

  /** The row must not contradict the note below it. */
  @Test
  void theReportCountsWhatASetsLayoutLeavesOut() throws IOException {
    for (int x = 0; x < 3; x++) {
      set.painted("part" + x, x, 0);
    }
    Path images = set.set().resolve("images");
    Path masks = Files.createDirectories(set.set().resolve("SegmentationClass"));
    Path labels = Files.createDirectories(set.set().resolve("Annotations"));
    for (String name : List.of("part0", "part1")) {
      Files.copy(images.resolve(name + ".png"), masks.resolve(name + ".png"));
      Files.writeString(labels.resolve(name + ".xml"), "<annotation/>");
    }
    Files.delete(set.set().resolve("labels"));
    Path report = folder.resolve("report.html");

    CommandLineRun run = set.validate("--report", report);

    assertThat(run.number("skipped")).isEqualTo(1);
    assertThat(run.number("set_aside")).isEqualTo(2);
    assertThat(Files.readString(report))
        .contains(
            "<th>Left out</th><td>1 picture without a label, unreadable or labelled only outside the picture; 2 pictures of no parts or not on the set&#39;s list</td>");

    Files.delete(images.resolve("part2.png"));
    set.validate("--report", report);
    assertThat(Files.readString(report))
        .contains("<th>Left out</th><td>2 pictures of no parts or not on the set&#39;s list</td>");
  }

  /**
   * Classes neither true nor called would fill the page: their limits stay, the rest is counted.
   */
  @Test
  void ofManyClassesThoseThatOccurAreShown() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    set.good("b", 2, 0);
    Path report = folder.resolve("report.html");

    set.validate("--report", report);

    assertThat(Files.readString(report).split("What was called what", -1)[1].split("<tr>", -1))
        .as("a head, red and nothing")
        .hasSize(4);
    assertThat(Files.readString(report)).contains("2 classes neither true nor called");
    assertThat(String.valueOf(set.validate().json().get("confusion")))
        .contains("names=[red, nothing]");
    CommandLineRun table =
        CommandLineRun.of("validate", "--model", set.model(), "--data", set.set());
    assertThat(table.out())
        .contains("2 classes neither true nor called")
        .doesNotContain("green", "blue");
  }

  /** Identifies a data set, whichever model judges it and however that spells its classes. */
  @Test
  void theFingerprintIsTheSetsOwnWhateverTheModelCallsItsClasses() throws IOException {
    set.bad("a", 1, PaintedSet.SURE);
    set.good("b", 2, 0);
    Path other = folder.resolve("other.onnx");
    String bytes = Files.readString(set.model(), StandardCharsets.ISO_8859_1);
    Files.writeString(other, bytes.replace("green", "GREEN"), StandardCharsets.ISO_8859_1);

    CommandLineRun run =
        CommandLineRun.of("validate", "--model", other, "--data", set.set(), "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("GREEN");
    assertThat(run.json().get("data_sha256")).isEqualTo(set.validate().json().get("data_sha256"));
  }

  @Test
  void whetherOverlappingBoxesAreMergedIsAsTheNetworkHasIt() throws IOException {
    Path chosen =
        Fixtures.write(folder.resolve("chosen.onnx"), Fixtures.bytes("layouts/detr-rows.onnx"));
    set.bad("a", 0, PaintedSet.SURE);
    set.good("b", 2, 0);
    Path report = folder.resolve("report.html");

    CommandLineRun run = new PaintedSet(chosen, set.set()).validate("--report", report);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(report))
        .contains("each box counts, whatever it overlaps")
        .doesNotContain("the surer counts");

    set.validate("--report", report);
    assertThat(Files.readString(report)).contains("the surer counts");
  }

  /** Printed, a heading alone at a page's foot would head the next page's pictures. */
  @Test
  void aHeadingStaysWithItsFirstPictures() throws IOException {
    for (int x = 0; x < 3; x++) {
      set.bad("escape" + x, x, PaintedSet.FAINT);
    }
    set.good("good", 3, 0);
    Path report = folder.resolve("report.html");

    set.validate("--report", report);

    String page = Files.readString(report);
    assertThat(page).contains(".start { break-inside: avoid; }");
    String start = page.split("<section><div class=\"start\"><h2>Worst escapes</h2>", 2)[1];
    assertThat(start.split("</div></div>\n", 2)[0].split("<figure>", -1)).as("a row").hasSize(3);
    assertThat(start.split("</section>", 2)[0].split("<figure>", -1)).as("and the rest").hasSize(4);
  }

  /** Another class may be seen more surely, but further below its own limit. */
  @Test
  void aCaptionNamesTheBoxThatDecided() throws IOException {
    for (String name : List.of("failed", "for review", "escape")) {
      set.good(name, 8, name.equals("failed") ? 150 : name.equals("escape") ? 72 : 80);
      set.logo(name, name.equals("escape") ? 150 : 240);
    }
    set.labelled("escape", PaintedSet.cell(2, 8));
    Path recipe = folder.resolve("recipe.json");
    Files.writeString(
        recipe,
        """
        {"name": "Own limits", "version": 1, "product": "Cell", "model": "%s", "failFrom": 1.0, "minimumContrast": 0,
         "classes": {"red": {"failFrom": 0.5, "reviewFrom": 0.3}, "green": {"failFrom": 0.999, "reviewFrom": 0.99}}}
        """
            .formatted(set.model()));
    Path report = folder.resolve("report.html");

    CommandLineRun run = set.validate("--recipe", recipe, "--report", report);

    assertThat(run.err()).isEmpty();
    String page = Files.readString(report);
    assertThat(caption(page, "failed"))
        .isEqualTo("good part, verdict FAIL; surest box against its limit: red 0.588, limit 0.500");
    assertThat(caption(page, "for review"))
        .isEqualTo(
            "good part, verdict REVIEW; surest box against its limit: red 0.314, review from 0.300");
    assertThat(caption(page, "escape"))
        .isEqualTo(
            "passed with 1 true defect; surest box against its limit: red 0.282, limit 0.500");
    assertThat(page.split("viewBox=\"48.0 8.0 40.0 40.0\"", -1))
        .as("close-ups about the red cell")
        .hasSize(4);
  }

  private static String caption(String page, String name) {
    return page.split("<b>images/" + name + ".png</b><br>", 2)[1].split("</figcaption>", 2)[0];
  }
}
