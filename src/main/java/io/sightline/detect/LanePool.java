package io.sightline.detect;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelFile;
import io.sightline.image.Frame;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
 * Several lanes of the same network that process frames at the same time, each with its share of
 * the CPU cores; with an accelerator, they prepare its input and read its output. Two threads on
 * one picture wait for each other dozens of times, and whenever one loses its core the other waits,
 * too; two pictures with a thread each do not. Nor does a lane wait for its neighbours: a free lane
 * takes the next frame begun, or several if several are queued and the network takes several in one
 * run. No frame waits for others to arrive. Owns the lanes and their threads {@code
 * detect-<model>-<n>}.
 */
final class LanePool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LanePool.class.getName());

  /** Maximum number of lanes: each has its own copy of the weights, so memory is the limit. */
  private static final int MOST_LANES = 4;

  /**
   * The part of the room for memory outside the heap that a detector may fill. Java gives as much
   * there as it gives to the heap.
   */
  private static final double MOST_OF_ROOM = 0.75;

  /** While an accelerator runs one picture, the CPU prepares the next and decodes the last. */
  private static final int BESIDE_AN_ACCELERATOR = 2;

  private final List<Lane> lanes;

  /** As many lanes as threads, so that a thread always finds one. */
  private final Queue<Lane> idle;

  /** Frames begun that no lane has taken yet, guarded by itself. */
  private final Queue<Begun> waiting = new ArrayDeque<>();

  private final ExecutorService threads;

  private LanePool(List<Lane> lanes, ExecutorService threads) {
    this.lanes = lanes;
    this.idle = new ArrayBlockingQueue<>(Math.max(1, lanes.size()), false, lanes);
    this.threads = threads;
  }

  /** Returns the engines of the lanes that pay: none if the engine has only one thread. */
  static List<Engine> shares(Engine engine) {
    int threads = engine.threads();
    if (threads == 0) {
      return Collections.nCopies(BESIDE_AN_ACCELERATOR, engine);
    }
    int count = Math.min(MOST_LANES, threads);
    // Every thread belongs to a lane: with six in four lanes, two have two.
    return count > 1
        ? IntStream.range(0, count)
            .mapToObj(lane -> engine.withThreads((threads + lane) / count))
            .toList()
        : List.of();
  }

  /**
   * As {@link #shares(Engine)}, but none if memory is short: each lane has its own copy of the
   * weights, and its own pictures and answers, of a fixed batch all of them.
   *
   * @param lane what the pictures and answers of one lane take outside the heap, bytes
   * @throws DetectException if the machine does not report its free memory
   */
  static List<Engine> shares(ModelBundle bundle, Engine engine, long lane) {
    List<Engine> shares = shares(engine);
    if (shares.isEmpty() || engine.threads() == 0) {
      return shares;
    }
    // The lane with all the threads has as many of them, too.
    double sets = MOST_OF_ROOM * Runtime.getRuntime().maxMemory() / Math.max(1, lane);
    return affordable(shares, Math.min(ModelFile.copies(bundle.bytes()), (long) sets - 1));
  }

  /** Returns all or none: without all lanes, a detector runs all threads on one picture. */
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
   * Opens the lanes that pay on this engine.
   *
   * @param tried the lane with all the engine's threads, if there is one
   * @throws DetectException as for {@link Lane#open}
   */
  static LanePool open(
      ModelBundle bundle, Engine engine, Thresholds thresholds, Optional<Lane> tried) {
    List<Engine> shares = shares(bundle, engine, tried.map(Lane::bytes).orElse(0L));
    List<Lane> lanes = new ArrayList<>();
    OptionalInt pictures =
        tried.map(lane -> OptionalInt.of(lane.batchSize())).orElse(OptionalInt.empty());
    try {
      for (Engine share : shares) {
        Lane lane = Lane.open(bundle, share, thresholds, pictures);
        lanes.add(lane);
        pictures = OptionalInt.of(lane.batchSize());
      }
    } catch (RuntimeException | Error e) {
      lanes.forEach(Lane::close);
      throw e;
    }
    AtomicInteger number = new AtomicInteger(1);
    return new LanePool(
        lanes,
        Executors.newFixedThreadPool(
            Math.max(1, shares.size()),
            work -> new Thread(work, "detect-" + bundle.name() + "-" + number.getAndIncrement())));
  }

  /** Returns how many frames run at the same time; 0 if only one after the other. */
  int places() {
    return lanes.stream().mapToInt(Lane::batchSize).sum();
  }

  /** Returns whether the lanes merge boxes that overlap. */
  boolean merge() {
    return lanes.stream().anyMatch(Lane::merges);
  }

  /** Returns the maximum number of frames that a lane takes for one run, 1 or more. */
  int largestBatch() {
    return lanes.stream().mapToInt(Lane::batchSize).max().orElse(1);
  }

  /** Queues a frame for the next free lane, as {@link Detector#begin}. */
  PendingFindings begin(Frame frame) {
    Begun begun = new Begun(frame, new CompletableFuture<>());
    synchronized (waiting) {
      waiting.add(begun);
    }
    try {
      threads.execute(this::detectWaiting);
    } catch (RuntimeException | Error e) { // no thread: no lane would take it
      synchronized (waiting) {
        waiting.remove(begun);
      }
      throw e;
    }
    return begun;
  }

  /**
   * Returns what the network finds in each frame. They are borrowed: no lane uses them any more
   * when this returns or throws.
   *
   * @throws DetectException if it fails on one of them
   */
  List<Findings> detect(List<Frame> frames) {
    List<PendingFindings> begun = frames.stream().map(this::begin).toList();
    List<Findings> found = new ArrayList<>();
    DetectException failure = null;
    for (PendingFindings each : begun) {
      try {
        found.add(each.findings());
      } catch (DetectException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return found;
  }

  /** Runs on a lane's thread. The queue may be empty: an earlier lane may have taken several. */
  private void detectWaiting() {
    Lane lane;
    List<Begun> together;
    synchronized (waiting) { // with the lane, or another that wakes now would get none
      lane = idle.remove();
      together = taken(lane.batchSize());
    }
    try {
      if (!together.isEmpty()) {
        answer(lane, together);
      }
    } finally {
      idle.add(lane);
    }
  }

  /** Takes what is queued, but leaves idle lanes their share: they begin it sooner. */
  private List<Begun> taken(int most) {
    int lanesLeft = 1 + idle.size();
    int share = (waiting.size() + lanesLeft - 1) / lanesLeft;
    return Stream.generate(waiting::remove).limit(Math.min(most, share)).toList();
  }

  private static void answer(Lane lane, List<Begun> together) {
    try {
      List<Findings> found = lane.detect(together.stream().map(Begun::frame).toList());
      for (int i = 0; i < together.size(); i++) {
        together.get(i).found().complete(found.get(i));
      }
    } catch (RuntimeException | Error e) {
      together.forEach(begun -> begun.found().completeExceptionally(e));
    }
  }

  /** A frame queued for a lane, and its findings once they are there. */
  private record Begun(Frame frame, CompletableFuture<Findings> found) implements PendingFindings {
    @Override
    public Findings findings() {
      return answer(found);
    }

    @Override
    public void whenDone(Runnable told) {
      CompletableFuture<Findings> unused = found.whenComplete((findings, failure) -> told.run());
    }
  }

  /** Waits uninterruptibly: the frame is borrowed, and its owner closes it after this. */
  private static Findings answer(CompletableFuture<Findings> pending) {
    try {
      return Uninterruptibly.ask(pending::get);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DetectException known) {
        throw known;
      }
      throw new DetectException("A frame could not be looked at: " + e.getCause(), e);
    }
  }

  /** Ends the threads once they have processed all that was begun, and frees the lanes. */
  @Override
  public void close() {
    end(threads); // a lane is not freed while in use
    lanes.forEach(Lane::close);
  }

  /** Ends threads once they have finished their work. */
  static void end(ExecutorService threads) {
    threads.shutdown();
    Uninterruptibly.run(() -> threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }
}
