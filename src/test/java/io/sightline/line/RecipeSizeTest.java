package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/**
 * Tests a recipe that cannot be meant for the 32x24 pictures that arrive: the camera was replaced,
 * or its resolution reduced, while the station was closed.
 */
class RecipeSizeTest extends OnRealStore {
  private static final Recipe WHOLE = ignoring(new Box(0, 0, 64, 48));

  @Test
  void aZoneAsLargeAsThePictureEndsTheRun() throws InterruptedException {
    List<Trouble> told = Collections.synchronizedList(new ArrayList<>());
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup(WHOLE, Camera.of(10)), recorder)) {
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
                    + " made for, as its zone from 0,0 to 64,48 covers all of them and nothing would"
                    + " count: restore the camera's settings, then start again; or change the recipe"
                    + " and open Sightline again");
        assertThat(summary.counts().verdicts()).isEqualTo(new VerdictCounts(0, 0, 0, 0, 0));
        assertThat(summary.framesAlive()).isZero();
      }
    }
    assertThat(told).extracting(Trouble::kind).containsOnly(Trouble.Kind.CAMERA);
    assertThat(told)
        .allSatisfy(
            each ->
                assertThat(each.phrase())
                    .hasValue(
                        Phrase.of(
                            "reason.unfit", "32x24", "Test", Phrase.of("misfit.covered", 1))));
    assertThat(rows()).isEmpty();
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

  private static Recipe ignoring(Box zone) {
    return new Recipe(
        "Test", 1, "Plate", "none", ClassLimit.failFrom(0.5), Map.of(), List.of(zone), 1, 0);
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
