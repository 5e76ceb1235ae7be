package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.Clips;
import io.sightline.capture.FrameSources;
import io.sightline.capture.RtspCamera;
import io.sightline.capture.SourceUri;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.TestParts.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.javacv.FrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network camera whose pictures change their size in a run: the recipe's sizes and zones, in
 * pixels, hold for the first one only.
 */
class CameraSizeTest extends OnRealStore {
  @TempDir private Path temporary;

  @Test
  void aCameraThatComesBackWithAnotherSizeEndsTheRun() throws Exception {
    try (RtspCamera camera = RtspCamera.hangingUpAfter(clip(98, 54), clip(196, 108))) {
      assertRefused(run(camera, OptionalLong.empty()));
    }
  }

  @Test
  void aCameraThatChangesItsSizeInMidStreamEndsTheRun() throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(clip(98, 54));
    both.writeBytes(clip(196, 108));
    try (RtspCamera camera = RtspCamera.hangingUpAfter(both.toByteArray())) {
      assertRefused(run(camera, OptionalLong.empty()));
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

  private void assertRefused(RunSummary run) {
    assertThat(run.failure().orElseThrow())
        .startsWith("The camera rtsp://127.0.0.1:")
        .endsWith(
            " has come back as another (196x108 pixels, before 98x54):"
                + " check the recipe's sizes and zones, then start again");
    assertThat(run.counts().triggered()).isBetween(1L, 20L);
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(run.framesAlive()).isZero();
  }

  private byte[] clip(int width, int height) throws IOException, FrameRecorder.Exception {
    return Files.readAllBytes(Clips.record(temporary.resolve(width + ".ts"), 20, width, height));
  }

  private RunSummary run(RtspCamera camera, OptionalLong parts) throws InterruptedException {
    SourceUri source = SourceUri.parse(camera.address(""));
    LineSetup setup =
        new LineSetup(
            "Line 1",
            pool -> FrameSources.open(source, pool),
            TestParts.RECIPE,
            Network::perfect,
            "",
            new ShiftPlan(List.of(), ZoneOffset.UTC),
            parts,
            64,
            LineSetup.USUAL_PATIENCE,
            Optional.of(Duration.ofMillis(5)));
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup, recorder)) {
      line.start();
      return line.await();
    }
  }
}
