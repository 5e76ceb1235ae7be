package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.InspectionId;
import io.sightline.inspection.Part;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewfinderTest {
  private final FramePool pool = new FramePool();
  private final Frame frame = pool.take(8, 6);
  private long now = Long.MAX_VALUE - 1_000_000; // its clock may begin anywhere, and overflow
  private final Viewfinder viewfinder = new Viewfinder(() -> now);

  @BeforeEach
  void somebodyLooks() {
    viewfinder.watch(true);
  }

  @AfterEach
  void close() {
    viewfinder.forget();
    frame.close();
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void passedPartsAreGivenAtTheEyesPaceAndTheNewestOfThem() {
    see(1, Verdict.PASS);
    assertThat(taken()).contains(1L);
    see(2, Verdict.PASS);
    see(3, Verdict.PASS);
    assertThat(taken()).isEmpty();
    pass(Viewfinder.PACE.minusNanos(1));
    assertThat(taken()).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(taken()).contains(3L);
    assertThat(taken()).isEmpty();
  }

  @Test
  void aPartThatDidNotPassIsGivenAtOnce() {
    see(1, Verdict.PASS);
    assertThat(taken()).contains(1L);
    see(2, Verdict.FAIL);
    assertThat(taken()).contains(2L);
    see(3, Verdict.ERROR);
    assertThat(taken()).contains(3L);
  }

  @Test
  void theNewestIsGivenHoweverLongNoneFollows() {
    see(1, Verdict.PASS);
    assertThat(taken()).contains(1L);
    see(2, Verdict.PASS);
    assertThat(taken()).isEmpty();
    pass(Duration.ofHours(1));
    assertThat(taken()).contains(2L);
  }

  @Test
  void whatIsOnScreenStaysUntouchedWhileOthersAreDrawn() {
    paint(10);
    see(1, Verdict.FAIL);
    Preview shown = viewfinder.take().orElseThrow();
    for (int part = 2; part < 12; part++) {
      paint(10 * part);
      see(part, Verdict.FAIL);
    }
    Preview next = viewfinder.take().orElseThrow();
    paint(200);
    see(12, Verdict.FAIL);

    assertThat(shown.picture().pixels().get(0)).isEqualTo((byte) 10);
    assertThat(next.picture().pixels().get(0)).isEqualTo((byte) 110);
  }

  @Test
  void anotherRunBeginsWithoutAPicture() {
    see(1, Verdict.FAIL);
    viewfinder.forget();
    assertThat(taken()).isEmpty();
    see(2, Verdict.PASS);
    assertThat(taken()).contains(2L);
  }

  @Test
  void theLastPartOfARunCanStillBeTakenWhenItsFramesAreBack() {
    paint(10);
    see(1, Verdict.FAIL);
    viewfinder.settle();
    viewfinder.settle();
    assertThat(pool.alive()).isEqualTo(1); // this test's own
    paint(200);

    Preview last = viewfinder.take().orElseThrow();
    assertThat(last.inspection().part().serial()).isEqualTo(1);
    assertThat(last.picture().pixels().get(0)).isEqualTo((byte) 10);
    assertThat(taken()).isEmpty();
  }

  @Test
  void nobodyLooksAndNoFrameIsKept() {
    viewfinder.watch(false);
    see(1, Verdict.FAIL);
    assertThat(pool.alive()).isEqualTo(1);
    assertThat(taken()).isEmpty();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void paint(int grey) {
    frame.mat().put(new Scalar(grey, grey, grey, 0));
  }

  private Optional<Long> taken() {
    return viewfinder.take().map(preview -> preview.inspection().part().serial());
  }

  private void see(long serial, Verdict verdict) {
    Instant at = Instant.parse("2026-11-24T06:00:00Z");
    viewfinder.show(
        frame,
        new Inspection(
            InspectionId.next(at),
            new Part("Line 1", serial, "", at),
            "",
            new RecipeVersion("plates", 1, "Plate A"),
            new ModelVersion("none", "1", "0".repeat(64), "cpu"),
            at,
            verdict,
            List.of(),
            new StageTimes(0, 0, 0, 0, 0),
            "",
            Optional.empty(),
            Optional.empty(),
            verdict == Verdict.ERROR ? Optional.of("no answer") : Optional.empty()));
  }
}
