package io.sightline.line;

import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.line.TestParts.Network;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Opens detectors one after another. Each inspects a given number of parts, then fails on
 * everything, even on a test picture. Opening fails once none is left, or as configured.
 */
final class MortalEngines implements Supplier<Detector> {
  private final int[] lives;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicInteger mostAlive = new AtomicInteger();
  private Function<String, RuntimeException> fault = DetectException::new;
  private String blindTo = "none";
  private String silentOn = "none";
  private String hangingOn = "none";
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private int unopenable;
  private int openedNever;
  private int concurrency = 1;
  private volatile Runnable beforeReopening = () -> {};

  private MortalEngines(int... lives) {
    this.lives = lives;
  }

  /** Returns engines that inspect this many parts each before they die. */
  static MortalEngines living(int... parts) {
    return new MortalEngines(parts);
  }

  /** Sets the exception that failing detectors throw. */
  MortalEngines failingWith(Function<String, RuntimeException> thrown) {
    fault = thrown;
    return this;
  }

  /** Makes the detectors fail on this part only. */
  MortalEngines blindTo(String origin) {
    blindTo = origin;
    return this;
  }

  /** Makes the detectors return no findings for this part. */
  MortalEngines silentOn(String origin) {
    silentOn = origin;
    return this;
  }

  /** Makes the detectors hang on this part until {@link #release()}, even if interrupted. */
  MortalEngines hangingOn(String origin) {
    hangingOn = origin;
    return this;
  }

  /** Waits until a detector hangs on a part. */
  void awaitHanging() throws InterruptedException {
    hanging.await();
  }

  /** Lets hanging detectors return, and keeps any from hanging again. */
  void release() {
    released.countDown();
  }

  MortalEngines threeAtOnce() {
    concurrency = 3;
    return this;
  }

  /** Makes opening this detector fail once, 1 for the first. */
  MortalEngines failingToOpen(int number) {
    unopenable = number;
    return this;
  }

  /** Makes opening this detector hang until {@link #release()}, 1 for the first. */
  MortalEngines hangingToOpen(int number) {
    openedNever = number;
    return this;
  }

  /** Sets what runs on the inspecting thread before another detector opens. */
  void beforeReopening(Runnable happens) {
    beforeReopening = happens;
  }

  /** Returns how many detectors were opened. */
  int opened() {
    return opened.get();
  }

  /** Returns how many detectors are open. */
  int alive() {
    return alive.get();
  }

  /** Returns the most detectors open at the same time. */
  int mostAlive() {
    return mostAlive.get();
  }

  @Override
  public Detector get() {
    int number = opened.get() + 1;
    if (number > 1) {
      beforeReopening.run();
    }
    if (number > lives.length || number == unopenable) {
      unopenable = 0;
      throw new DetectException("There is no such card any more");
    }
    if (number == openedNever) {
      Uninterruptibly.run(released::await);
    }
    opened.set(number);
    mostAlive.accumulateAndGet(alive.incrementAndGet(), Math::max);
    return new Mortal(lives[number - 1]);
  }

  private final class Mortal implements Detector {
    private final Network network = Network.perfect();
    private int left;

    Mortal(int left) {
      this.left = left;
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      boolean plain = frames.get(0).tag().origin().isEmpty();
      if (left < (plain ? 1 : frames.size())) {
        left = 0;
        throw fault.apply("CUDA error 700:\n  an illegal memory access was encountered");
      }
      if (frames.stream().anyMatch(frame -> frame.tag().origin().equals(blindTo))) {
        throw fault.apply("Too narrow a picture");
      }
      if (frames.stream().anyMatch(frame -> frame.tag().origin().equals(silentOn))) {
        return List.of();
      }
      if (frames.stream().anyMatch(frame -> frame.tag().origin().equals(hangingOn))) {
        hanging.countDown();
        Uninterruptibly.run(released::await);
      }
      left -= plain ? 0 : frames.size();
      return frames.stream().flatMap(frame -> network.detect(List.of(frame)).stream()).toList();
    }

    @Override
    public int concurrency() {
      return concurrency;
    }

    @Override
    public ModelVersion version() {
      return network.version();
    }

    @Override
    public List<String> classes() {
      return network.classes();
    }

    @Override
    public void close() {
      alive.decrementAndGet();
    }
  }
}
