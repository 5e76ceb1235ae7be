package io.sightline.detect;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bare sessions of a bundle's network side by side, in the number and with the thread shares of a
 * detector's lanes: with pictures queued, they do more than one session with all the threads. Owns
 * their native memory and the threads {@code raw-<n>}. Not thread-safe.
 */
public final class RawLanes implements AutoCloseable {
  private final List<RawSession> sessions = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Loads the network once per lane of a detector; not at all if a detector has only one.
   *
   * @param whole a session with all the engine's threads: as large as each of these
   * @throws DetectException as for {@link RawSession}
   */
  public RawLanes(ModelBundle bundle, Engine engine, RawSession whole) {
    List<Engine> shares = LanePool.shares(bundle, engine, whole.bytes());
    try {
      shares.forEach(share -> sessions.add(new RawSession(bundle, share)));
    } catch (RuntimeException | Error e) {
      sessions.forEach(RawSession::close);
      throw e;
    }
    AtomicInteger number = new AtomicInteger(1);
    threads =
        Executors.newFixedThreadPool(
            Math.max(1, shares.size()),
            work -> new Thread(work, "raw-" + number.getAndIncrement()));
  }

  /** Returns the number of sessions, 2 or more; 0 if side by side is no faster. */
  public int count() {
    return sessions.size();
  }

  /**
   * Returns how long at least {@code pictures} pictures take, seconds; each free session runs as
   * many of them as it takes at once.
   *
   * @throws DetectException if the network fails
   */
  public double secondsFor(int pictures) {
    AtomicInteger left = new AtomicInteger(pictures);
    long start = System.nanoTime();
    List<CompletableFuture<Void>> working =
        sessions.stream()
            .map(session -> CompletableFuture.runAsync(() -> run(session, left), threads))
            .toList();
    try {
      working.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof DetectException known ? known : e;
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void run(RawSession session, AtomicInteger left) {
    while (left.getAndAdd(-session.batchSize()) > 0) {
      session.runFull();
    }
  }

  /** Returns how many pictures the sessions were shown, together. */
  public long shown() {
    return sessions.stream().mapToLong(RawSession::shown).sum();
  }

  /** Ends the threads once they have finished their work, and frees the sessions. */
  @Override
  public void close() {
    LanePool.end(threads);
    sessions.forEach(RawSession::close);
  }
}
