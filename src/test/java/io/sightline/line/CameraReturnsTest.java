package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.CameraAwayException;
import io.sightline.capture.CameraRefusesException;
import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.TestParts.Network;
import io.sightline.line.Trouble.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests a camera that is lost during a run, and returns or does not. */
@Timeout(60)
class CameraReturnsTest extends OnRealStore {
  private static final Camera LOST = Camera.of(Integer.MAX_VALUE).paced().failingAfter(20);

  /** Stands for no camera: opening it fails. */
  private static final Camera NOBODY = Camera.of(0);

  private final List<LineEvent> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aLineGoesOnWhereItsCameraComesBack() throws InterruptedException {
    RunSummary run =
        run(cameras(LOST, NOBODY, NOBODY, Camera.of(10).paced()), OptionalLong.empty());

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().triggered()).isEqualTo(30);
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(rows()).extracting(row -> row.part().serial()).hasSize(30).doesNotHaveDuplicates();
    assertThat(rows())
        .extracting(Inspection::origin)
        .doesNotHaveDuplicates()
        .contains("part 1", "2/part 1");
    assertThat(run.framesAlive()).isZero();
    assertThat(told).filteredOn(LineEvent.Started.class::isInstance).hasSize(1);
    assertThat(about())
        .as("the second time with another reason")
        .containsExactly("RECONNECTING", "RECONNECTING", "RECONNECTING over", "UNSEEN");
    assertThat(reason(Kind.UNSEEN)).matches("for \\d+ s, back at \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void aCameraThatIsLostAgainIsSaidAgain() throws InterruptedException {
    RunSummary run;
    List<String> logged;
    try (LineLog log = LineLog.open()) {
      run = run(cameras(LOST, LOST, Camera.of(10).paced()), OptionalLong.of(45));
      logged = log.texts();
    }

    assertThat(run.counts().triggered()).isEqualTo(45);
    assertThat(about())
        .containsExactly(
            "RECONNECTING",
            "RECONNECTING over",
            "UNSEEN",
            "RECONNECTING",
            "RECONNECTING over",
            "UNSEEN");
    assertThat(reason(Kind.UNSEEN)).matches("2 times, for \\d+ s in all, the last time back at .*");
    assertThat(logged)
        .as("each loss and each return, once")
        .filteredOn(line -> line.contains("unplugged") || line.contains("was away"))
        .satisfiesExactly(
            lost -> assertThat(lost).contains("unplugged"),
            back -> assertThat(back).contains("was away for"),
            lost -> assertThat(lost).contains("unplugged"),
            back -> assertThat(back).contains("was away 2 times"));
  }

  /** Each gap lasts at least 0.8 s and is reported as 1 s; both together as 2 s. */
  @Test
  void whatWasUnseenAndUnreadableIsSummedUp() throws InterruptedException {
    RunSummary run =
        run(
            setup(
                cameras(LOST.passingOver(1), LOST.passingOver(1), Camera.of(10).paced()),
                OptionalLong.of(45),
                Optional.of(Duration.ofMillis(800))),
            Line::start);

    assertThat(run.unreadable()).isEqualTo(2);
    Matcher inAll = Pattern.compile("2 times, for (\\d+) s in all").matcher(reason(Kind.UNSEEN));
    assertThat(inAll.lookingAt()).as(reason(Kind.UNSEEN)).isTrue();
    assertThat(Integer.parseInt(inAll.group(1))).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aLineWhoseCameraStaysAwayCanBeStopped() throws InterruptedException {
    CountDownLatch away = new CountDownLatch(3);
    Function<FramePool, FrameSource> first = cameras(LOST);
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line =
            new Line(
                setup(
                    pool -> {
                      away.countDown();
                      return first.apply(pool);
                    },
                    OptionalLong.empty(),
                    Optional.of(Duration.ofMillis(10))),
                recorder)) {
      line.addListener(told::add);
      line.start();
      away.await();
      assertThat(line.state()).isEqualTo(Line.State.RUNNING);
      line.stop();
      RunSummary run = line.await();

      assertThat(run.failure()).as("stopped by a person").isEmpty();
      assertThat(run.counts().triggered()).isEqualTo(20);
      assertThat(about())
          .containsExactly("RECONNECTING", "RECONNECTING", "RECONNECTING over", "UNSEEN");
      assertThat(reason(Kind.UNSEEN)).matches("for \\d+ s, until the line was stopped at .*");
    }
  }

  @Test
  void aCameraThatIsNotThereAtTheStartEndsTheRun() throws InterruptedException {
    RunSummary run = run(cameras(), OptionalLong.empty());

    assertThat(run.failure()).hasValue("Nobody answers");
    assertThat(about()).containsExactly("SOURCE");
  }

  @Test
  void aCameraThatAnswersLaterEndsARunThatSomebodyStarted() throws InterruptedException {
    RunSummary run = run(late(1, Camera.of(10).paced()), OptionalLong.empty());

    assertThat(run.failure()).hasValue("No camera yet");
  }

  @Test
  void aLineThatStartsByItselfWaitsForItsCamera() throws InterruptedException {
    RunSummary run = runByItself(late(3, Camera.of(10).paced()));

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().triggered()).isEqualTo(10);
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(about()).containsExactly("RECONNECTING", "RECONNECTING over", "UNSEEN");
    assertThat(reason(Kind.UNSEEN)).matches("for \\d+ s, back at .*");
    assertThat(told).filteredOn(LineEvent.Started.class::isInstance).hasSize(1);
  }

  @Test
  void aLineThatStartsByItselfWaitsForTheFirstFrame() throws InterruptedException {
    RunSummary run = runByItself(cameras(LOST.failingAfter(0), Camera.of(10).paced()));

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().triggered()).isEqualTo(10);
  }

  @Test
  void aLineThatStartsByItselfDoesNotWaitForTheSettingsToMend() throws InterruptedException {
    RunSummary run = runByItself(cameras(NOBODY, Camera.of(10).paced()));

    assertThat(run.failure()).hasValue("Nobody answers");
    assertThat(about()).containsExactly("SOURCE");
  }

  /** The camera boots, then rejects the password: endless attempts would make it lock itself. */
  @Test
  void aLineThatWaitedForItsCameraDoesNotWaitForItsPassword() throws InterruptedException {
    RunSummary run = runByItself(late(1, NOBODY));

    assertThat(run.failure()).isPresent();
    assertThat(run.counts().triggered()).isZero();
  }

  /** Its password was changed meanwhile. */
  @Test
  void aCameraThatComesBackAndRefusesTheLoginIsNotAskedAgain() throws InterruptedException {
    Function<FramePool, FrameSource> others = cameras(LOST, Camera.of(10).paced());
    AtomicInteger asked = new AtomicInteger();
    RunSummary run =
        run(
            pool -> {
              if (asked.incrementAndGet() == 2) {
                throw new CameraRefusesException("A wrong password", new IOException("401"));
              }
              return others.apply(pool);
            },
            OptionalLong.empty());

    assertThat(run.failure()).hasValue("A wrong password");
    assertThat(asked).hasValue(2);
    assertThat(run.counts().triggered()).isEqualTo(20);
    assertThat(about()).containsExactly("RECONNECTING", "SOURCE", "RECONNECTING over", "UNSEEN");
  }

  @Test
  void aCameraThatNeverSendsAFrameEndsTheRun() throws InterruptedException {
    RunSummary run =
        run(cameras(LOST.failingAfter(0), Camera.of(10).paced()), OptionalLong.empty());

    assertThat(run.failure()).hasValue("The camera was unplugged");
    assertThat(run.counts().triggered()).isZero();
  }

  /** Another size would end the run: see {@link CameraSizeTest}. */
  @Test
  void aCameraThatIsDescribedOtherwiseAfterwardsIsStillTheLines() throws InterruptedException {
    RunSummary run =
        run(cameras(LOST, new Camera(10, true, 3, Integer.MAX_VALUE)), OptionalLong.empty());

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().triggered()).isEqualTo(30);
  }

  @Test
  void aFolderThatIsGoneIsNotWaitedFor() throws InterruptedException {
    RunSummary run =
        run(cameras(Camera.of(50).failingAfter(20), Camera.of(10)), OptionalLong.empty());

    assertThat(run.failure()).hasValue("The camera was unplugged");
    assertThat(run.counts().triggered()).isEqualTo(20);
  }

  private RunSummary run(Function<FramePool, FrameSource> cameras, OptionalLong parts)
      throws InterruptedException {
    return run(cameras, parts, Line::start);
  }

  private RunSummary runByItself(Function<FramePool, FrameSource> cameras)
      throws InterruptedException {
    return run(cameras, OptionalLong.empty(), Line::startByItself);
  }

  private RunSummary run(
      Function<FramePool, FrameSource> cameras, OptionalLong parts, Consumer<Line> start)
      throws InterruptedException {
    return run(setup(cameras, parts, Optional.of(Duration.ofMillis(5))), start);
  }

  private RunSummary run(LineSetup setup, Consumer<Line> start) throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup, recorder)) {
      line.addListener(told::add);
      start.accept(line);
      return line.await();
    }
  }

  private static LineSetup setup(
      Function<FramePool, FrameSource> cameras,
      OptionalLong parts,
      Optional<Duration> reconnecting) {
    return new LineSetup(
        "Line 1",
        cameras,
        TestParts.RECIPE,
        Network::perfect,
        "",
        new ShiftPlan(List.of(), ZoneOffset.UTC),
        parts,
        64,
        LineSetup.USUAL_PATIENCE,
        reconnecting,
        false);
  }

  /** Opens these cameras in turn, one per connection; after the last, opening fails. */
  private static Function<FramePool, FrameSource> cameras(Camera... cameras) {
    Queue<Camera> left = new ArrayDeque<>(List.of(cameras));
    return pool ->
        Optional.ofNullable(left.poll())
            .filter(camera -> !camera.equals(NOBODY))
            .orElseThrow(() -> new CaptureException("Nobody answers"))
            .open(pool);
  }

  /** Opens a camera that is not there yet the first few times. */
  private static Function<FramePool, FrameSource> late(int times, Camera camera) {
    Queue<CameraAwayException> left =
        new ArrayDeque<>(Collections.nCopies(times, new CameraAwayException("No camera yet")));
    return pool -> {
      CameraAwayException away = left.poll();
      if (away != null) {
        throw away;
      }
      return cameras(camera).apply(pool);
    };
  }

  /** Returns the reason of the last trouble of this kind. */
  private String reason(Kind kind) {
    return List.copyOf(told).stream()
        .filter(LineEvent.Troubled.class::isInstance)
        .map(event -> ((LineEvent.Troubled) event).trouble())
        .filter(trouble -> trouble.kind() == kind)
        .reduce((earlier, later) -> later)
        .orElseThrow()
        .reason();
  }

  /** Returns the events about the source, in order. */
  private List<String> about() {
    List<Kind> kinds = List.of(Kind.SOURCE, Kind.RECONNECTING, Kind.UNSEEN);
    List<String> said = new ArrayList<>();
    for (LineEvent event : List.copyOf(told)) {
      if (event instanceof LineEvent.Troubled on && kinds.contains(on.trouble().kind())) {
        said.add(on.trouble().kind().name());
      } else if (event instanceof LineEvent.Cleared over && kinds.contains(over.kind())) {
        said.add(over.kind() + " over");
      }
    }
    return said;
  }
}
