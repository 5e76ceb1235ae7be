package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bare sessions of a bundle's network side by side, as many and with the same share of the
 * threads as a detector has lanes: where pictures wait, that is more than one session with all the
 * threads can do. Owns their native memory and the threads {@code raw-<n>}. One thread at a time.
 */
public final class RawLanes implements AutoCloseable {
  private final List<RawSession> sessions = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Loads the network as often as a detector has lanes; none where it has but one.
   *
   * @throws DetectException as {@link RawSession}
   */
  public RawLanes(ModelBundle bundle, Engine engine) {
    List<Engine> shares = SideBySide.shares(bundle, engine);
    try {
      shares.forEach(share -> sessions.add(new RawSession(bundle, share)));
    } catch (RuntimeException e) {
      sessions.forEach(RawSession::close);
      throw e;
    }
    AtomicInteger number = new AtomicInteger(1);
    threads =
        Executors.newFixedThreadPool(
            Math.max(1, shares.size()),
            work -> new Thread(work, "raw-" + number.getAndIncrement()));
  }

  /** How many there are, 2 or more; 0 where side by side is no faster. */
  public int count() {
    return sessions.size();
  }

  /**
   * How long so many pictures take, seconds, each run by the next session that is free and with as
   * many as it takes.
   *
   * @throws DetectException when the network fails
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
    while (left.getAndAdd(-session.pictures()) > 0) {
      session.runFull();
    }
  }

  /** Ends the threads when they have done what they were asked, and frees the sessions. */
  @Override
  public void close() {
    SideBySide.end(threads);
    sessions.forEach(RawSession::close);
  }
}
