package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.config.Json;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import io.sightline.report.validation.BoxFigures.ClassPrecision;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Compares with pycocotools' figures for the same boxes, as made by make_fixtures.py beside them.
 */
class BoxTallyTest {
  private static final Offset<Double> AGREED = within(1e-9); // 1e-4 is required

  private final Recorded recorded = read();

  record Recorded(
      List<String> classes,
      int images,
      Map<String, Map<String, Object>> expected,
      List<List<Double>> truth,
      List<List<Double>> crowds,
      List<List<Double>> found) {}

  private static Recorded read() {
    try {
      URL file = Objects.requireNonNull(BoxTallyTest.class.getResource("boxes.json"));
      return new Json().read(Path.of(file.toURI()), Recorded.class);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Box box(List<Double> edges) {
    return new Box(
        edges.get(0), edges.get(1), edges.get(0) + edges.get(2), edges.get(1) + edges.get(3));
  }

  private BoxTally tally() {
    BoxTally tally = new BoxTally(recorded.classes);
    for (int image = 0; image < recorded.images; image++) {
      double wanted = image;
      tally.add(
          new GroundTruth(labels(recorded.truth, wanted), labels(recorded.crowds, wanted)),
          recorded.found.stream()
              .filter(f -> f.get(0) == wanted)
              .map(
                  f ->
                      new Detection(
                          f.get(1).intValue(),
                          recorded.classes.get(f.get(1).intValue()),
                          f.get(2),
                          box(f.subList(3, 7))))
              .toList());
    }
    return tally;
  }

  private List<Label> labels(List<List<Double>> rows, double image) {
    return rows.stream()
        .filter(row -> row.get(0) == image)
        .map(row -> new Label(recorded.classes.get(row.get(1).intValue()), box(row.subList(2, 6))))
        .toList();
  }

  private double expected(String of, String figure) {
    return ((Number) recorded.expected.getOrDefault(of, Map.of()).getOrDefault(figure, -1))
        .doubleValue();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> expectedClasses(String of) {
    return (Map<String, Object>)
        recorded.expected.getOrDefault(of, Map.of()).getOrDefault("classes", Map.of());
  }

  @Test
  void agreesWithCocoOnAllPictures() {
    agrees(tally().figures(true), "all");
  }

  @Test
  void agreesWithCocoOnThePicturesOfBadParts() {
    agrees(tally().figures(false), "with_truth");
  }

  private void agrees(BoxFigures figures, String with) {
    assertThat(figures.map50().orElseThrow()).isCloseTo(expected(with, "map50"), AGREED);
    assertThat(figures.map50To95().orElseThrow()).isCloseTo(expected(with, "map50_95"), AGREED);
    assertThat(figures.classes().stream().map(ClassPrecision::name))
        .as("classes without truth are left out, a class never found is not")
        .containsExactly("open", "short", "mousebite", "spur", "never found");
    for (ClassPrecision each : figures.classes()) {
      Map<?, ?> expected =
          (Map<?, ?>) Objects.requireNonNull(expectedClasses(with).get(each.name()));
      assertThat(each.ap50())
          .as(each.name())
          .isCloseTo(((Number) Objects.requireNonNull(expected.get("ap50"))).doubleValue(), AGREED);
      assertThat(each.ap50To95())
          .as(each.name())
          .isCloseTo(
              ((Number) Objects.requireNonNull(expected.get("ap50_95"))).doubleValue(), AGREED);
    }
  }

  @Test
  void followsDeepPcbsProtocol() {
    BoxFigures figures = tally().figures(false);
    assertThat(figures.map33().orElseThrow()).isCloseTo(expected("deep_pcb", "map33"), AGREED);
    BestF best = tally().bestF().orElseThrow();
    assertThat(best.value()).isCloseTo(expected("deep_pcb", "f"), AGREED);
    assertThat(best.threshold()).isEqualTo(expected("deep_pcb", "threshold"));
  }

  @Test
  void withoutTruthThereIsNothingToMeasure() {
    BoxTally tally = new BoxTally(List.of("spur"));
    tally.add(GroundTruth.GOOD, List.of(new Detection(0, "spur", 0.9, new Box(0, 0, 9, 9))));
    assertThat(tally.figures(true).map50()).isEmpty();
    assertThat(tally.bestF()).isEmpty();
  }

  @Test
  void theOrderInWhichAPictureTellsItsBoxesDoesNotMatter() {
    Box box = new Box(10, 10, 30, 30);
    List<Detection> found = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      found.add(new Detection(0, "spur", (i + 1) / 200.0, new Box(i + 100, 100, i + 120, 120)));
    }
    found.add(new Detection(0, "spur", 0.9, box));
    Collections.shuffle(found, new Random(4));
    BoxTally tally = new BoxTally(List.of("spur"));
    tally.add(new GroundTruth(List.of(new Label("spur", box))), found);
    assertThat(tally.figures(true).map50().orElseThrow()).isCloseTo(1, AGREED);
    assertThat(tally.figures(true).map50To95().orElseThrow()).isCloseTo(1, AGREED);
    assertThat(tally.bestF().orElseThrow()).isEqualTo(new BestF(1, 0.9));
  }
}
