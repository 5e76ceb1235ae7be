package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.app.CommandLineRun;
import io.sightline.inspection.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The model's own boxes, saved beside a validation's result. */
@Timeout(120)
class ValidateBoxesTest {
  @TempDir private Path folder;

  @Test
  void theBoxesAreLinesOfJsonInPixelsOfThePicture() throws IOException {
    PaintedSet set = PaintedSet.in(folder);
    set.bad("escape", 1, PaintedSet.FAINT);
    set.bad("found", 0, PaintedSet.SURE);
    set.good("good", 2, 0);
    Path boxes = folder.resolve("boxes.jsonl");

    CommandLineRun run = set.validate("--boxes", boxes);

    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(boxes);
    assertThat(lines).hasSize(3);
    Map<?, ?> first = CommandLineRun.json(lines.get(0));
    assertThat(first.get("image")).isEqualTo("images/escape.png");
    assertThat(first.get("width")).isEqualTo(PaintedSet.WIDTH);
    Map<?, ?> faint = surest(first);
    assertThat(faint.get("class")).as("far below what the recipe counts").isEqualTo("red");
    assertThat(((Number) Objects.requireNonNull(faint.get("score"))).doubleValue())
        .isCloseTo(PaintedSet.FAINT / 255.0, within(1e-6));
    assertThat(faint.get("box")).isEqualTo(List.of(8.0, 24.0, 16.0, 32.0));
    assertThat(surest(CommandLineRun.json(lines.get(1))).get("score")).isEqualTo(1.0);
  }

  @Test
  void aBoxCountsForItsFurtherClassesInAveragePrecisionButNotInTheVerdict() throws IOException {
    PaintedSet set = PaintedSet.in(folder);
    set.painted("either", 1, 60, 59); // 0.24 and 0.23: below the network's own limit of 0.25
    set.labelled("either", PaintedSet.cell(1, 1)); // green
    set.good("good", 2, 0);
    Path boxes = folder.resolve("boxes.jsonl");

    CommandLineRun run = set.validate("--boxes", boxes);

    assertThat(run.code()).as(run.err()).isZero();
    List<?> found = detections(CommandLineRun.json(Files.readAllLines(boxes).get(0)));
    Map<?, ?> first = (Map<?, ?>) found.get(0);
    Map<?, ?> second = (Map<?, ?>) found.get(1);
    assertThat(first.get("class")).isEqualTo("red");
    assertThat(first.containsKey("further")).isFalse();
    assertThat(second.get("class")).isEqualTo("green");
    assertThat(second.get("further")).isEqualTo(true);
    assertThat(second.get("box")).isEqualTo(first.get("box"));
    Map<?, ?> figures = CommandLineRun.json(run.out());
    assertThat(figures.get("map50")).as("of green, the only true class").isEqualTo(1.0);
    assertThat(figures.get("f_deeppcb")).as("of what a line reports").isEqualTo(0.0);
  }

  @Test
  void aBoxOfTwoClassesOfOneNameCountsOnce() throws IOException {
    PaintedSet set = PaintedSet.in(folder);
    set.painted("either", 1, 250, 100);
    set.labelled("either", PaintedSet.cell(0, 1));
    Files.writeString(set.set().resolve("classes.txt"), "stain\n");
    Path bundle = Files.createDirectories(folder.resolve("bundle"));
    Files.copy(set.model(), bundle.resolve("model.onnx"));
    String sha256 = Sha256.of(Files.readAllBytes(set.model()));
    Files.writeString(
        bundle.resolve("bundle.json"),
        """
        {"name": "stains", "version": "1", "layout": "yolov8", "classes": ["stain", "stain", "blue"],
         "input": {"width": 96, "height": 64}, "confidence": 0.5, "iou": 0.5, "sha256": "%s"}
        """
            .formatted(sha256));
    Path boxes = folder.resolve("boxes.jsonl");

    CommandLineRun run = new PaintedSet(bundle, set.set()).validate("--boxes", boxes);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(detections(CommandLineRun.json(Files.readAllLines(boxes).get(0))))
        .filteredOn(one -> Objects.equals(((Map<?, ?>) one).get("class"), "stain"))
        .hasSize(1);
  }

  private static List<?> detections(Map<?, ?> line) {
    return (List<?>) Objects.requireNonNull(line.get("detections"));
  }

  private static Map<?, ?> surest(Map<?, ?> line) {
    return (Map<?, ?>) detections(line).get(0);
  }

  @Test
  void boxesThatCannotBeSavedAreRefusedBeforeTheWork() throws IOException {
    PaintedSet set = PaintedSet.in(folder);
    set.bad("a", 0, PaintedSet.SURE);

    CommandLineRun run = set.validate("--boxes", folder.resolve("no such folder/b.jsonl"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .contains("There is no folder for the report")
        .doesNotContain("\n");
  }
}
