package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Phrase;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.TestParts.Network;
import io.sightline.store.VerdictCounts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests a recipe that cannot be meant for the 32x24 pictures that arrive: the camera was replaced,
 * or its resolution reduced, while the station was closed.
 */
class RecipeSizeTest extends OnRealStore {
  private static final Recipe WHOLE = ignoring(new Box(0, 0, 64, 48));

  @ParameterizedTest
  @MethodSource("unfit")
  void whatDoesNotFitEndsTheRunAndIsNamed(Recipe recipe, String why, Phrase phrase)
      throws InterruptedException {
    List<Trouble> told = Collections.synchronizedList(new ArrayList<>());
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup(recipe, Camera.of(10)), recorder)) {
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Troubled troubled) {
              told.add(troubled.trouble());
            }
          });
      for (int run = 0; run < 2; run++) {
        line.start();
        RunSummary summary = line.await();

        assertThat(summary.failure())
            .contains(
                "Made-up parts, one in 5 defective: its pictures are 32x24, which the recipe \"Test\" is not"
                    + " made for, as "
                    + why
                    + ": restore the camera's settings, then start again; or change the recipe"
                    + " and open Sightline again");
        assertThat(summary.counts().verdicts()).isEqualTo(new VerdictCounts(0, 0, 0, 0, 0));
        assertThat(summary.framesAlive()).isZero();
      }
    }
    assertThat(told).extracting(Trouble::kind).containsOnly(Trouble.Kind.CAMERA);
    assertThat(told)
        .extracting(Trouble::phrase)
        .containsOnly(Optional.of(Phrase.of("reason.unfit", "32x24", "Test", phrase)));
    assertThat(rows()).isEmpty();
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        arguments(
            WHOLE,
            "its zone from 0,0 to 64,48 covers all of them and nothing would count",
            Phrase.of("misfit.covered", 0L, 0L, 64L, 48L)),
        arguments(
            ignoring(new Box(0, 0, 20, 24), new Box(20, 0, 64, 48)),
            "its 2 zones cover all of them and nothing would count",
            Phrase.of("misfit.covered.together", 2)),
        arguments(
            ignoring(new Box(1, 1, 9, 9), new Box(40, 0, 64, 48)),
            "its zone from 40,0 to 64,48 lies outside them",
            Phrase.of("misfit.outside", 40L, 0L, 64L, 48L)),
        arguments(
            recipe(new ClassLimit(0.5, 0.5, 60)),
            "nothing in them reaches its minimumSize of 60",
            Phrase.of("misfit.size", 60L)));
  }

  @Test
  void thePartThatShowedItToACameraIsMissed() throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup(WHOLE, Camera.of(10).paced()), recorder)) {
      line.startByItself(); // an unattended start does not wait, either
      RunSummary summary = line.await();

      assertThat(summary.failure().orElseThrow()).contains("is not made for");
      assertThat(summary.counts().verdicts()).isEqualTo(new VerdictCounts(0, 0, 0, 0, 1));
      assertThat(summary.reconciliation().discrepancy()).isEmpty();
      assertThat(summary.framesAlive()).isZero();
    }
  }

  @Test
  void aZoneThatLeavesSomethingIsFine() throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup(ignoring(new Box(0, 0, 32, 23)), Camera.of(10)), recorder)) {
      line.start();
      RunSummary summary = line.await();

      assertThat(summary.failure()).isEmpty();
      assertThat(summary.counts().triggered()).isEqualTo(10);
    }
  }

  private static Recipe ignoring(Box... zones) {
    return recipe(ClassLimit.failFrom(0.5), zones);
  }

  private static Recipe recipe(ClassLimit limit, Box... zones) {
    return new Recipe("Test", 1, "Plate", "none", limit, Map.of(), List.of(zones), 1, 0);
  }

  private static LineSetup setup(Recipe recipe, Camera camera) {
    return new LineSetup(
        "Line 1",
        camera::open,
        recipe,
        Network::perfect,
        "",
        new ShiftPlan(List.of(), ZoneOffset.UTC),
        OptionalLong.empty(),
        64,
        LineSetup.USUAL_PATIENCE,
        Optional.of(Duration.ofMillis(5)),
        false);
  }
}
