package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import io.sightline.inspection.Verdict;
import io.sightline.line.TestParts.Network;
import io.sightline.line.Trouble.Kind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests plain parts, such as a white sheet that may have a spot: what is found on them counts. */
class PlainPartsTest extends OnRealStore {
  private static final int WHITE = 250;

  private final List<Trouble> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whatIsFoundInAPlainPictureFailsThePartAndNothingPassesIt() throws InterruptedException {
    run(new ClassLimit(0.5, 0.5, 0), false, true, false);

    assertThat(rows())
        .extracting(Inspection::verdict)
        .containsExactlyInAnyOrder(Verdict.ERROR, Verdict.FAIL, Verdict.ERROR);
    assertThat(rows())
        .filteredOn(row -> row.verdict() == Verdict.FAIL)
        .singleElement()
        .satisfies(row -> assertThat(row.defects()).hasSize(1));
    assertThat(told).extracting(Trouble::kind).containsOnly(Kind.UNJUDGED).hasSize(2);
  }

  @Test
  void whatIsDoubtfulInItIsForAPersonsEye() throws InterruptedException {
    run(new ClassLimit(0.95, 0.5, 0), true);

    assertThat(rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.verdict()).isEqualTo(Verdict.REVIEW);
              assertThat(row.defects()).hasSize(1);
              assertThat(row.image()).as("to be looked at").hasValue("picture of sheet 1");
            });
    assertThat(told).isEmpty();
  }

  @Test
  void whatDoesNotFailAPlainPartStaysOnRecord() throws InterruptedException {
    run(recipe(ClassLimit.failFrom(0.5), Recipe.USUAL_CONTRAST, 2), WHITE, true);

    assertThat(rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.verdict()).isEqualTo(Verdict.ERROR);
              assertThat(row.defects()).hasSize(1);
            });
  }

  /** No further picture is kept within the minute that a test may last. */
  @Test
  void ofManyThatShowNothingAFewPicturesAreKept() throws InterruptedException {
    run(ClassLimit.failFrom(0.5), new boolean[20]);

    assertThat(rows()).hasSize(20).allMatch(row -> row.verdict() == Verdict.ERROR);
    assertThat(rows()).filteredOn(row -> row.image().isPresent()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"99, PASS", "100, PASS", "101, ERROR"})
  void whoseContrastIsTheLimitPasses(double minimum, Verdict verdict) throws InterruptedException {
    run(recipe(ClassLimit.failFrom(0.5), minimum), WHITE - 100, false);

    assertThat(rows()).extracting(Inspection::verdict).containsExactly(verdict);
  }

  private void run(ClassLimit limit, boolean... spots) throws InterruptedException {
    run(recipe(limit, Recipe.USUAL_CONTRAST), WHITE, spots);
  }

  private static Recipe recipe(ClassLimit limit, double contrast) {
    return recipe(limit, contrast, 1);
  }

  private static Recipe recipe(ClassLimit limit, double contrast, int toFail) {
    return new Recipe("Sheet", 1, "Sheet", "none", limit, Map.of(), List.of(), toFail, contrast);
  }

  private void run(Recipe recipe, int lowerHalf, boolean... spots) throws InterruptedException {
    LineSetup setup =
        new LineSetup(
            "Line 1",
            pool -> sheets(pool, lowerHalf, spots),
            recipe,
            Network::perfect,
            "",
            new ShiftPlan(List.of(), ZoneOffset.UTC),
            OptionalLong.empty(),
            4,
            LineSetup.USUAL_PATIENCE,
            Optional.empty(),
            false);
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup, recorder)) {
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Troubled troubled) {
              told.add(troubled.trouble());
            }
          });
      line.start();
      assertThat(line.await().failure()).isEmpty();
    }
  }

  private static FrameSource sheets(FramePool pool, int lowerHalf, boolean... spots) {
    return new FrameSource() {
      private int shown;

      @Override
      public Optional<Frame> next() {
        if (shown == spots.length) {
          return Optional.empty();
        }
        Frame frame = pool.take(320, 240);
        try (Scalar white = Scalar.all(WHITE);
            Scalar other = Scalar.all(lowerHalf);
            Mat lower = frame.mat().rowRange(120, 240)) {
          frame.mat().put(white);
          lower.put(other);
        }
        // The first byte tells the network what to find; a single pixel is no contrast.
        frame.mat().data().put((byte) (spots[shown] ? 1 : 0));
        return Optional.of(frame.tagged(FrameTag.now(++shown, "sheet " + shown, Optional.empty())));
      }

      @Override
      public boolean live() {
        return false;
      }

      @Override
      public String describe() {
        return "White sheets";
      }

      @Override
      public void close() {}
    };
  }
}
