package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelFile;
import io.sightline.image.Frame;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Several lanes of the same network, each with its share of the processor's cores, that look at
 * frames at the same time; beside an accelerator, that prepare and read what it works on. Two
 * threads in one picture wait for each other dozens of times, and whenever something else takes
 * one's core the other waits too; two pictures with a thread each do not. Nor does a lane wait for
 * its neighbours: when it is done it takes the next frame that was begun, or several where several
 * wait and the network looks at several in one run. No frame waits for others to come. Owns the
 * lanes and their threads {@code detect-<model>-<n>}.
 */
final class SideBySide implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SideBySide.class.getName());

  /** Each lane holds the network's weights once more; beyond a few, memory is what runs short. */
  private static final int MOST_LANES = 4;

  /**
   * While an accelerator has one picture, the processor makes the next ready and reads the last.
   */
  private static final int BESIDE_AN_ACCELERATOR = 2;

  private final List<Lane> lanes;

  /** As many as there are threads: whoever has a thread finds a lane. */
  private final Queue<Lane> idle;

  /** What was begun and no lane has taken, guarded by itself. */
  private final Queue<Begun> waiting = new ArrayDeque<>();

  private final ExecutorService threads;

  private SideBySide(List<Lane> lanes, ExecutorService threads) {
    this.lanes = lanes;
    this.idle = new ArrayBlockingQueue<>(Math.max(1, lanes.size()), false, lanes);
    this.threads = threads;
  }

  /** What the lanes that pay on this engine run on: none where it has but one thread. */
  static List<Engine> shares(Engine engine) {
    int threads = engine.threads();
    if (threads == 0) {
      return Collections.nCopies(BESIDE_AN_ACCELERATOR, engine);
    }
    int count = Math.min(MOST_LANES, threads);
    // Every thread is one lane's: of six in four lanes, two have two.
    return count > 1
        ? IntStream.range(0, count)
            .mapToObj(lane -> engine.withThreads((threads + lane) / count))
            .toList()
        : List.of();
  }

  /**
   * The same as far as the memory goes that is left: each lane holds the weights once more.
   *
   * @throws DetectException when the machine does not say how much there is
   */
  static List<Engine> shares(ModelBundle bundle, Engine engine) {
    List<Engine> shares = shares(engine);
    if (shares.isEmpty()) {
      return shares;
    }
    long copies = engine.threads() == 0 ? shares.size() : ModelFile.copies(bundle.bytes());
    return affordable(shares, copies);
  }

  /** None where not all can be had: a detector has its threads in one picture then. */
  static List<Engine> affordable(List<Engine> shares, long copies) {
    if (copies < shares.size()) {
      LOG.log(
          Level.WARNING,
          "One part at a time is looked at: there is too little memory for the network side by side");
      return List.of();
    }
    return shares;
  }

  /**
   * The lanes that pay on this engine.
   *
   * @param known as {@link Lane#open}
   * @throws DetectException as {@link Lane#open}
   */
  static SideBySide open(
      ModelBundle bundle, Engine engine, Thresholds thresholds, OptionalInt known) {
    List<Engine> shares = shares(bundle, engine);
    List<Lane> lanes = new ArrayList<>();
    OptionalInt pictures = known;
    try {
      for (Engine share : shares) {
        Lane lane = Lane.open(bundle, share, thresholds, pictures);
        lanes.add(lane);
        pictures = OptionalInt.of(lane.pictures());
      }
    } catch (RuntimeException e) {
      lanes.forEach(Lane::close);
      throw e;
    }
    AtomicInteger number = new AtomicInteger(1);
    return new SideBySide(
        lanes,
        Executors.newFixedThreadPool(
            Math.max(1, shares.size()),
            work -> new Thread(work, "detect-" + bundle.name() + "-" + number.getAndIncrement())));
  }

  /** How many frames are looked at at the same time; 0 where only one after the other is. */
  int atOnce() {
    return lanes.stream().mapToInt(Lane::pictures).sum();
  }

  /** How many frames a lane takes for one run at most, 1 or more. */
  int together() {
    return lanes.stream().mapToInt(Lane::pictures).max().orElse(1);
  }

  /** Has the next lane that is free look at a frame, as {@link Detector#begin}. */
  Look begin(Frame frame) {
    Begun begun = new Begun(frame, new CompletableFuture<>());
    synchronized (waiting) {
      waiting.add(begun);
    }
    try {
      threads.execute(this::lookAtWaiting);
    } catch (RuntimeException | Error e) { // no thread can be had: nobody would take it
      synchronized (waiting) {
        waiting.remove(begun);
      }
      throw e;
    }
    return begun;
  }

  /**
   * What the network finds in each frame; they are borrowed: no lane looks any more when this
   * returns or throws.
   *
   * @throws DetectException when it could not look at one of them
   */
  List<Findings> look(List<Frame> frames) {
    List<Look> looks = frames.stream().map(this::begin).toList();
    List<Findings> found = new ArrayList<>();
    DetectException failure = null;
    for (Look look : looks) {
      try {
        found.add(look.findings());
      } catch (DetectException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return found;
  }

  /** On a thread of a lane. There may be nothing left: an earlier one took several. */
  private void lookAtWaiting() {
    Lane lane;
    List<Begun> together;
    synchronized (waiting) { // with the lane, or another that wakes now would find none
      lane = idle.remove();
      together = taken(lane.pictures());
    }
    try {
      if (!together.isEmpty()) {
        answer(lane, together);
      }
    } finally {
      idle.add(lane);
    }
  }

  /** As many as wait, but for the share of the lanes that are idle, too: those begin sooner. */
  private List<Begun> taken(int most) {
    int lanesLeft = 1 + idle.size();
    int share = (waiting.size() + lanesLeft - 1) / lanesLeft;
    return Stream.generate(waiting::remove).limit(Math.min(most, share)).toList();
  }

  private static void answer(Lane lane, List<Begun> together) {
    try {
      List<Findings> found = lane.look(together.stream().map(Begun::frame).toList());
      for (int i = 0; i < together.size(); i++) {
        together.get(i).found().complete(found.get(i));
      }
    } catch (RuntimeException | Error e) {
      together.forEach(begun -> begun.found().completeExceptionally(e));
    }
  }

  /** A frame that a lane is to look at, and its findings once one has. */
  private record Begun(Frame frame, CompletableFuture<Findings> found) implements Look {
    @Override
    public Findings findings() {
      return answer(found);
    }

    @Override
    public void whenDone(Runnable told) {
      CompletableFuture<Findings> unused = found.whenComplete((findings, failure) -> told.run());
    }
  }

  /** Waits whatever happens: the frame is borrowed, and its owner closes it after this. */
  private static Findings answer(CompletableFuture<Findings> look) {
    try {
      return Uninterruptibly.ask(look::get);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DetectException known) {
        throw known;
      }
      throw new DetectException("A frame could not be looked at: " + e.getCause(), e);
    }
  }

  /** Ends the threads when they have looked at all that was begun, and frees the lanes. */
  @Override
  public void close() {
    end(threads); // a lane is not freed while a thread looks
    lanes.forEach(Lane::close);
  }

  /** Ends threads when they have done what they were asked. */
  static void end(ExecutorService threads) {
    threads.shutdown();
    Uninterruptibly.run(() -> threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }
}
