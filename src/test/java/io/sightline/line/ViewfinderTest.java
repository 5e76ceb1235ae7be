package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.InspectionId;
import io.sightline.inspection.Part;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewfinderTest {
  private static final Room ROOM = new Room(800, 600, 1, 1);
  private static final Room LARGER = new Room(1200, 900, 1, 1);
  private static final Room SCREEN = new Room(1920, 1200, 1, 1);

  private final FramePool pool = new FramePool();
  private final Frame frame = pool.take(8, 6);
  private long now = Long.MAX_VALUE - 1_000_000; // the clock may start anywhere and overflow
  private final Viewfinder viewfinder = new Viewfinder(() -> now, this::canvas);
  private boolean memory = true;

  /** The widest picture for which there is memory. */
  private int most = Integer.MAX_VALUE;

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
    Preview shown = take(ROOM).orElseThrow();
    for (int part = 2; part < 12; part++) {
      paint(10 * part);
      see(part, Verdict.FAIL);
    }
    Preview next = take(ROOM).orElseThrow();
    paint(200);
    see(12, Verdict.FAIL);

    assertThat(shown.picture().orElseThrow().pixels().get(0)).isEqualTo((byte) 10);
    assertThat(next.picture().orElseThrow().pixels().get(0)).isEqualTo((byte) 110);
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

    Preview last = take(ROOM).orElseThrow();
    assertThat(last.inspection().part().serial()).isEqualTo(1);
    assertThat(last.picture().orElseThrow().pixels().get(0)).isEqualTo((byte) 10);
    assertThat(taken()).isEmpty();
  }

  @Test
  void nobodyLooksAndNoFrameIsKept() {
    viewfinder.watch(false);
    see(1, Verdict.FAIL);
    assertThat(pool.alive()).isEqualTo(1);
    assertThat(taken()).isEmpty();
  }

  @Test
  void aPictureIsNoLargerThanItIsShownHoweverLargeTheCamerasIs() {
    try (Frame large = pool.take(5472, 3648)) {
      Set<Picture> held = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int part = 1; part <= 5; part++) {
        see(large, part, Verdict.FAIL);
        Preview given = take(ROOM).orElseThrow();
        assertThat(given.sourceWidth()).as("boxes are in the source's pixels").isEqualTo(5472);
        assertThat(given.sourceHeight()).isEqualTo(3648);
        held.add(given.picture().orElseThrow());
      }
      assertThat(held).hasSizeLessThanOrEqualTo(3);
      assertThat(held).allMatch(each -> each.width() == 800 && each.height() == 533);

      see(large, 6, Verdict.FAIL);
      Picture grown = take(new Room(800, 600, 2, 2)).orElseThrow().picture().orElseThrow();
      assertThat(grown.width()).as("as sharp as there is room for").isEqualTo(1600);

      see(large, 7, Verdict.FAIL);
      viewfinder.settle();
      Picture last = take(ROOM).orElseThrow().picture().orElseThrow();
      assertThat(last.width()).as("as large as the screen can show it").isEqualTo(1800);
    }
  }

  @Test
  void aPartIsGivenAgainWhenItsRoomGrows() {
    try (Frame large = pool.take(5472, 3648)) {
      see(large, 1, Verdict.FAIL);
      assertThat(take(ROOM).orElseThrow().picture().orElseThrow().width()).isEqualTo(800);
      pass(Viewfinder.PACE);
      assertThat(take(ROOM)).isEmpty();
      assertThat(take(new Room(700, 900, 1, 1))).as("no wider").isEmpty();

      Preview grown = take(LARGER).orElseThrow();
      assertThat(grown.inspection().part().serial()).isEqualTo(1);
      assertThat(grown.picture().orElseThrow().width()).isEqualTo(1200);
      pass(Viewfinder.PACE);
      assertThat(take(LARGER)).isEmpty();

      memory = false;
      assertThat(take(SCREEN)).as("what it has stays on screen").isEmpty();
      memory = true;
      see(large, 2, Verdict.FAIL);
      assertThat(take(ROOM).orElseThrow().inspection().part().serial()).isEqualTo(2);
    }
  }

  @Test
  void soIsTheLastPartOfARunWhenItsFramesAreBack() {
    try (Frame large = pool.take(5472, 3648)) {
      see(large, 1, Verdict.FAIL);
      assertThat(take(ROOM)).isPresent();
      viewfinder.settle();
      pass(Viewfinder.PACE);
      assertThat(pool.alive()).as("this test's own two").isEqualTo(2);
      assertThat(take(ROOM)).isEmpty();

      Preview grown = take(LARGER).orElseThrow();
      assertThat(grown.inspection().part().serial()).isEqualTo(1);
      assertThat(grown.sourceWidth()).isEqualTo(5472);
      assertThat(grown.picture().orElseThrow().width()).as("as the screen").isEqualTo(1800);
      pass(Viewfinder.PACE);
      assertThat(take(SCREEN)).as("it is as large as that already").isEmpty();
    }
  }

  @Test
  void aPartThatIsShownWithAllItsPixelsIsNotGivenAgain() {
    see(1, Verdict.FAIL);
    assertThat(take(ROOM)).isPresent();
    pass(Viewfinder.PACE);
    assertThat(take(SCREEN)).isEmpty();
    viewfinder.settle();
    assertThat(take(SCREEN)).isEmpty();
  }

  @Test
  void theLastPartIsAsSmallAsThereIsMemoryFor() {
    try (Frame large = pool.take(5472, 3648)) {
      most = 800;
      see(large, 1, Verdict.FAIL);
      assertThat(take(ROOM)).isPresent();
      see(large, 2, Verdict.FAIL);
      viewfinder.settle();
      assertThat(take(ROOM).orElseThrow().picture().orElseThrow().width()).isEqualTo(800);

      see(large, 3, Verdict.FAIL);
      assertThat(take(ROOM)).isPresent();
      viewfinder.settle();
      pass(Viewfinder.PACE);
      assertThat(take(LARGER)).isEmpty();
    }
  }

  @Test
  void aSmallPictureIsNotEnlarged() {
    see(1, Verdict.FAIL);
    Picture given = take(ROOM).orElseThrow().picture().orElseThrow();
    assertThat(given.width()).isEqualTo(8);
    assertThat(given.height()).isEqualTo(6);
  }

  @Test
  void aPartWhosePictureFindsNoMemoryIsGivenWithoutOne() {
    memory = false;
    see(1, Verdict.FAIL);
    Preview bare = take(ROOM).orElseThrow();
    assertThat(bare.picture()).isEmpty();
    assertThat(bare.inspection().part().serial()).isEqualTo(1);
    see(2, Verdict.FAIL);
    viewfinder.settle();
    assertThat(taken()).contains(2L);
    assertThat(pool.alive()).as("this test's own alone").isEqualTo(1);

    memory = true;
    see(3, Verdict.FAIL);
    assertThat(take(ROOM).orElseThrow().picture()).isPresent();
  }

  private Picture canvas(int width, int height) {
    if (!memory || width > most) {
      throw new OutOfMemoryError("Cannot reserve direct buffer memory");
    }
    return new Picture(width, height);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void paint(int grey) {
    frame.mat().put(new Scalar(grey, grey, grey, 0));
  }

  private Optional<Preview> take(Room room) {
    return viewfinder.take(room, SCREEN);
  }

  private Optional<Long> taken() {
    return take(ROOM).map(preview -> preview.inspection().part().serial());
  }

  private void see(long serial, Verdict verdict) {
    see(frame, serial, verdict);
  }

  private void see(Frame frame, long serial, Verdict verdict) {
    Instant at = Instant.parse("2026-11-24T06:00:00Z");
    viewfinder.show(
        frame,
        new Inspection(
            InspectionId.next(at),
            new Part("Line 1", serial, "", at),
            "",
            new RecipeVersion("plates", 1, "Plate A", Optional.empty()),
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
