package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.Clips;
import io.sightline.capture.FrameSource;
import io.sightline.capture.RtspCamera;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.image.FramePool;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.TestParts.Network;
import io.sightline.store.VerdictCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.bytedeco.javacv.FrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a network camera whose pictures change size during a run: the recipe's sizes and zones, in
 * pixels, fit only the first size.
 */
class CameraSizeTest extends OnRealStore {
  @TempDir private Path temporary;

  private final List<Trouble.Kind> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aCameraThatComesBackWithAnotherSizeEndsTheRun() throws Exception {
    try (RtspCamera camera = RtspCamera.hangingUpAfter(clip(98, 54), clip(196, 108))) {
      assertRefused(run(camera, OptionalLong.empty()));
    }
  }

  @Test
  void theNextRunDoesNotJudgeByARecipeForAnotherSizeEither() throws Exception {
    byte[] small = clip(98, 54);
    byte[] large = clip(196, 108);
    try (RtspCamera camera = RtspCamera.hangingUpAfter(small, large, large, small);
        Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup(camera, OptionalLong.of(30)), recorder)) {
      line.addListener(this::tell);
      line.start();
      assertRefused(line.await());
      assertThat(told).contains(Trouble.Kind.CAMERA).doesNotContain(Trouble.Kind.SOURCE);

      line.start();
      RunSummary refused = line.await();
      assertRefused(refused);
      assertThat(refused.counts().verdicts()).isEqualTo(new VerdictCounts(0, 0, 0, 0, 1));

      line.start(); // the first size again
      RunSummary run = line.await();
      assertThat(run.failure()).isEmpty();
      assertThat(run.counts().triggered()).isEqualTo(30);
    }
  }

  @Test
  void aCameraThatChangesItsSizeInMidStreamEndsTheRun() throws Exception {
    try (RtspCamera camera = RtspCamera.hangingUpAfter(clipOfTwoSizes())) {
      assertRefused(run(camera, OptionalLong.empty()));
    }
  }

  /** Closing a camera takes a while, and parts that wait are inspected meanwhile. */
  @Test
  void thePartThatShowsItIsNotMissedBecauseTheLineIsTooFast() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch oneIsThrough = new CountDownLatch(2);
    Network network =
        new Network(
            () -> {
              Uninterruptibly.run(closing::await);
              oneIsThrough.countDown();
            },
            -1);
    try (RtspCamera camera = RtspCamera.hangingUpAfter(clipOfTwoSizes());
        Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line =
            new Line(
                setup(
                    pool ->
                        new Closing(
                            open(camera, pool),
                            () -> {
                              closing.countDown();
                              Uninterruptibly.run(oneIsThrough::await);
                            }),
                    network,
                    OptionalLong.empty()),
                recorder)) {
      line.addListener(this::tell);
      line.start();

      assertRefused(line.await());
      assertThat(told).containsExactly(Trouble.Kind.CAMERA);
    }
  }

  @Test
  void aCameraThatComesBackAsItWasIsTheSame() throws Exception {
    try (RtspCamera camera = RtspCamera.hangingUpAfter(clip(98, 54))) {
      RunSummary run = run(camera, OptionalLong.of(25));

      assertThat(run.failure()).isEmpty();
      assertThat(run.counts().triggered()).isEqualTo(25);
    }
  }

  @Test
  void theFilesOfAFolderMayBeOfDifferentSizes() throws Exception {
    RunSummary run =
        run(
            setup(
                pool -> TestParts.folder(pool, Instant.now(), 32, 64, 32),
                Network.perfect(),
                OptionalLong.empty()));

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(3, 0, 0, 0, 0));
    assertThat(rows()).hasSize(3);
  }

  private void assertRefused(RunSummary run) {
    assertThat(run.failure().orElseThrow())
        .startsWith("The camera rtsp://127.0.0.1:")
        .endsWith(
            " has come back with other pictures (196x108, before 98x54), for which the recipe's sizes and"
                + " zones are wrong: restore the camera's settings, then start again; or change the recipe"
                + " and open Sightline again");
    assertThat(run.counts().triggered()).isBetween(1L, 21L);
    assertThat(run.counts().verdicts().missed()).as("the one that showed it").isPositive();
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(run.framesAlive()).isZero();
  }

  private void tell(LineEvent event) {
    if (event instanceof LineEvent.Troubled troubled) {
      told.add(troubled.trouble().kind());
    }
  }

  private byte[] clipOfTwoSizes() throws IOException, FrameRecorder.Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(clip(98, 54));
    both.writeBytes(clip(196, 108));
    return both.toByteArray();
  }

  private byte[] clip(int width, int height) throws IOException, FrameRecorder.Exception {
    return Files.readAllBytes(Clips.record(temporary.resolve(width + ".ts"), 20, width, height));
  }

  private RunSummary run(RtspCamera camera, OptionalLong parts) throws InterruptedException {
    return run(setup(camera, parts));
  }

  private RunSummary run(LineSetup setup) throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup, recorder)) {
      line.start();
      return line.await();
    }
  }

  private static LineSetup setup(RtspCamera camera, OptionalLong parts) {
    return setup(pool -> open(camera, pool), Network.perfect(), parts);
  }

  private static FrameSource open(RtspCamera camera, FramePool pool) {
    return FrameSources.open(SourceUri.parse(camera.address("")), pool);
  }

  private static LineSetup setup(
      Function<FramePool, FrameSource> source, Network network, OptionalLong parts) {
    return new LineSetup(
        "Line 1",
        source,
        TestParts.RECIPE,
        () -> network,
        "",
        new ShiftPlan(List.of(), ZoneOffset.UTC),
        parts,
        64,
        LineSetup.USUAL_PATIENCE,
        Optional.of(Duration.ofMillis(5)),
        false);
  }

  /** A camera that is closed after something else has happened. */
  private static final class Closing extends DelegatingCamera {
    private final Runnable before;

    Closing(FrameSource camera, Runnable before) {
      super(camera);
      this.before = before;
    }

    @Override
    public void close() {
      before.run();
      super.close();
    }
  }
}
