package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import io.sightline.detect.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code validate} with a network whose answer is no number where a cell of a picture is as green
 * as can be: such a picture is ERROR, as on a line, and the others are judged.
 */
@Timeout(120)
class ValidateUnansweredTest {
  private static final int DAZZLING = 255;

  /** Dazzling only with 30 % more light. */
  private static final int BRIGHT = 200;

  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = new PaintedSet(Fixtures.copy("dazzled.onnx", folder), PaintedSet.in(folder).set());
    for (int x = 0; x < 2; x++) {
      set.bad("bad" + x, x, PaintedSet.SURE);
      set.good("good" + x, 2 + x, 0);
    }
  }

  private void dazzling() throws IOException {
    set.painted("dazzling bad", 4, 0, DAZZLING);
    set.labelled("dazzling bad", PaintedSet.cell(1, 4));
    set.painted("dazzling good", 5, 0, DAZZLING);
    set.labelled("dazzling good", "");
  }

  @Test
  void aPictureWithoutAnAnswerIsAnErrorAndTheOthersAreJudged() throws IOException {
    dazzling();
    Path boxes = folder.resolve("boxes.jsonl");
    Path report = folder.resolve("report.html");

    CommandLineRun run = set.validate("--boxes", boxes, "--report", report);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.number("images")).isEqualTo(6);
    assertThat(run.number("skipped")).isZero();
    assertThat(run.number("escapes")).isZero();
    assertThat(run.json().get("overkilled")).isEqualTo(List.of("images/dazzling good.png"));
    assertThat(run.json().get("unanswered_pictures"))
        .isEqualTo(List.of("images/dazzling bad.png", "images/dazzling good.png"));
    assertThat(run.number("defects_overlooked")).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "2 pictures got no answer from the network", "the first is images/dazzling bad.png")
        .doesNotContain("show almost nothing");
    assertThat(Files.readString(report))
        .contains("2 pictures got no answer", "verdict ERROR; it could not be judged");
    assertThat(Files.readAllLines(boxes))
        .as("no line says that nothing was found in them")
        .hasSize(4)
        .noneMatch(line -> line.contains("dazzling"));
  }

  @Test
  void aSetOnWhichTheNetworkNeverAnswersHasNoFigures() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    set = new PaintedSet(set.model(), PaintedSet.in(other).set());
    dazzling();

    CommandLineRun run = set.validate();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("answers on none of the 2 pictures", "dazzling bad.png");
  }

  @Test
  void noLimitsPassIt() throws IOException {
    dazzling();

    CommandLineRun run = set.validate("--choose", "cost=20");

    Map<?, ?> choice = (Map<?, ?>) Objects.requireNonNull(run.json().get("choice"));
    Map<?, ?> here = (Map<?, ?>) Objects.requireNonNull(choice.get("on_this_set"));
    assertThat(here.get("escapes")).isEqualTo(0);
    assertThat(here.get("overkill")).isEqualTo(1);
  }

  @Test
  void oneWithoutAnAnswerUnderADisturbanceIsAnErrorThere() throws IOException {
    set.painted("bright", 4, 0, BRIGHT);
    set.labelled("bright", PaintedSet.cell(1, 4));

    CommandLineRun run = set.validate("--robustness");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("unanswered_pictures")).isEqualTo(List.of());
    Map<?, ?> robustness = (Map<?, ?>) Objects.requireNonNull(run.json().get("robustness"));
    assertThat((List<?>) Objects.requireNonNull(robustness.get("disturbed")))
        .filteredOn(row -> "brightness +30 %".equals(((Map<?, ?>) row).get("disturbance")))
        .singleElement()
        .satisfies(row -> assertThat(((Map<?, ?>) row).get("escapes")).isEqualTo(0));
  }
}
