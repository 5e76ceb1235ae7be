package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.PendingFindings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.InspectionQuery;
import io.sightline.store.VerdictCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests what a line does before its first part to make its verdict as fast as later ones. */
class WarmUpTest extends OnRealStore {
  private static final int WANTED = 20;

  private final List<String> seen = new ArrayList<>();
  private final List<LineEvent> told = new ArrayList<>();
  private Runnable atTheThird = () -> {};
  private int opened;

  @Test
  void picturesOfACamerasSizeAreLookedAtBeforeTheFirstPartAndNobodyIsTold()
      throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = line(recorder)) {
      line.start();
      RunSummary first = line.await();
      int before = seen.indexOf("32x24");

      assertThat(before).isGreaterThanOrEqualTo(WANTED);
      assertThat(seen.subList(0, before)).contains("alone").contains("1280x1024");
      assertThat(first.counts().verdicts()).isEqualTo(new VerdictCounts(5, 0, 0, 0, 0));
      assertThat(first.firstSerial()).isEqualTo(1);
      assertThat(told.get(0)).isInstanceOf(LineEvent.Started.class);
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(5);

      seen.clear();
      line.start();
      line.await();
      assertThat(seen).as("it is still warm").doesNotContain("1280x1024");
    }
  }

  @Test
  void stopEndsItBeforeTheCameraIsOpened() throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = line(recorder)) {
      atTheThird =
          () -> {
            line.stop();
            assertThat(line.state()).isEqualTo(Line.State.STOPPING);
          };
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.counts().triggered()).isZero();
      assertThat(told).singleElement().isInstanceOf(LineEvent.Stopped.class);

      atTheThird = () -> {};
      line.start();
      assertThat(line.await().counts().triggered()).isEqualTo(5);
    }
  }

  @Test
  void anEngineThatFailsAtItEndsTheRunWithItsReason() throws InterruptedException {
    atTheThird =
        () -> {
          throw new DetectException("There is no such card any more");
        };
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = line(recorder)) {
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure())
          .hasValueSatisfying(why -> assertThat(why).contains("There is no such card any more"));
      assertThat(run.counts().triggered()).isZero();
    }
  }

  @Test
  void anEngineThatFailsAtItOnceIsStartedAgainForAllToSee() throws InterruptedException {
    atTheThird =
        () -> {
          if (opened == 1) {
            throw new DetectException("The card fell off the bus");
          }
        };
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = line(recorder)) {
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.restarts()).isEqualTo(1);
      assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(5, 0, 0, 0, 0));
      assertThat(troubles()).containsExactly(Kind.RESTARTING, Kind.RESTARTED);
      assertThat(told).contains(new LineEvent.Cleared(Kind.RESTARTING));
    }
  }

  /** The pictures of the warm-up are no parts: they prove no engine that was started again. */
  @Test
  void anEngineThatFailsAtItAndAtAPartStopsTheLine() throws InterruptedException {
    atTheThird =
        () -> {
          if (opened == 1 || Collections.frequency(seen, "32x24") >= 3) {
            throw new DetectException("The card fell off the bus");
          }
        };
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = line(recorder)) {
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure())
          .hasValueSatisfying(
              why -> assertThat(why).startsWith("The engine failed once more, 2 parts after"));
      assertThat(run.restarts()).isEqualTo(1);
      assertThat(opened).isEqualTo(2);
    }
  }

  @Test
  void noPartIsReportedWhereASoundEngineCannotLookAtThem() throws InterruptedException {
    atTheThird =
        () -> {
          if (seen.size() < 30 && seen.get(seen.size() - 1).equals("1280x1024")) {
            throw new DetectException("Too wide a picture");
          }
        };
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = line(recorder)) {
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.restarts()).isZero();
      assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(5, 0, 0, 0, 0));
      assertThat(troubles()).isEmpty();
    }
  }

  private List<Kind> troubles() {
    return told.stream()
        .filter(LineEvent.Troubled.class::isInstance)
        .map(event -> ((LineEvent.Troubled) event).trouble().kind())
        .toList();
  }

  private Line line(Recorder recorder) {
    Camera camera = new Camera(5, false, Integer.MAX_VALUE, Integer.MAX_VALUE);
    Line line = new Line(TestParts.setup(camera, Cold::new, 4), recorder);
    line.addListener(
        event -> {
          if (!(event instanceof LineEvent.Recorded)) {
            told.add(event);
          }
        });
    return line;
  }

  /** Needs warming up; inspects two parts at once, on the calling thread. */
  private final class Cold extends MadeUpNetwork {
    Cold() {
      super("open");
      opened++;
    }

    @Override
    public int framesUntilWarm() {
      return WANTED;
    }

    @Override
    public int concurrency() {
      return 2;
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      seen.add("alone");
      return frames.stream().map(this::look).toList();
    }

    @Override
    public PendingFindings begin(Frame frame) {
      return () -> look(frame);
    }

    private Findings look(Frame frame) {
      seen.add(frame.width() + "x" + frame.height());
      if (seen.size() >= 3) {
        atTheThird.run();
      }
      return new Findings(List.of(), 0, 1, 0);
    }
  }
}
