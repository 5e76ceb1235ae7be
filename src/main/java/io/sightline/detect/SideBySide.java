package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several lanes of the same network, each with its share of the processor's cores, that look at as
 * many frames at the same time. Two threads in one picture wait for each other dozens of times, and
 * whenever something else takes one's core the other waits too; two pictures with a thread each do
 * not. Owns the lanes and the threads {@code detect-<model>-<n>} of all but the first, which runs
 * on the caller's.
 */
final class SideBySide implements AutoCloseable {
  /** Each lane holds the network's weights once more; beyond a few, memory is what runs short. */
  private static final int MOST_LANES = 4;

  private final List<Lane> lanes;
  private final ExecutorService threads;

  private SideBySide(List<Lane> lanes, ExecutorService threads) {
    this.lanes = lanes;
    this.threads = threads;
  }

  /**
   * The lanes that pay on this engine: none where it has but one thread, or does not work on the
   * processor's cores.
   *
   * @throws DetectException as {@link Lane#open}
   */
  static SideBySide open(ModelBundle bundle, Engine engine, Thresholds thresholds) {
    int count = Math.min(MOST_LANES, engine.threads());
    List<Lane> lanes = new ArrayList<>();
    try {
      if (count > 1) {
        Engine share = engine.withThreads(engine.threads() / count);
        while (lanes.size() < count) {
          lanes.add(Lane.open(bundle, share, thresholds));
        }
      }
    } catch (RuntimeException e) {
      lanes.forEach(Lane::close);
      throw e;
    }
    AtomicInteger number = new AtomicInteger(1);
    return new SideBySide(
        lanes,
        Executors.newFixedThreadPool(
            Math.max(1, count - 1),
            work -> new Thread(work, "detect-" + bundle.name() + "-" + number.incrementAndGet())));
  }

  /** How many frames are looked at at the same time; 0 where only one after the other is. */
  int lanes() {
    return lanes.size();
  }

  /**
   * What the network finds in each frame, at most {@link #lanes()} of them, which are borrowed: no
   * lane looks any more when this returns or throws.
   *
   * @throws DetectException when it could not look at one of them
   */
  List<Findings> look(List<Frame> frames) {
    List<FutureTask<Findings>> looks = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Lane lane = lanes.get(i);
      Frame frame = frames.get(i);
      looks.add(new FutureTask<>(() -> lane.look(frame)));
    }
    looks.subList(1, looks.size()).forEach(threads::execute);
    looks.get(0).run();
    List<Findings> found = new ArrayList<>();
    DetectException failure = null;
    for (FutureTask<Findings> look : looks) {
      try {
        found.add(answer(look));
      } catch (DetectException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return found;
  }

  /** Waits whatever happens: the frame is borrowed, and its owner closes it after this. */
  private static Findings answer(FutureTask<Findings> look) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return look.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DetectException known) {
        throw known;
      }
      throw new DetectException("A frame could not be looked at: " + e.getCause(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the threads, which are idle then, and frees the lanes. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // they are idle and end all the same
    }
    lanes.forEach(Lane::close);
  }
}
