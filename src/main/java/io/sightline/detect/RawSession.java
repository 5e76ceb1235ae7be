package io.sightline.detect;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.BatchIndependence;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.Session;
import io.sightline.detect.picture.TestPicture;

/**
 * A bare session of a bundle's network, with a detector's options and nothing around it: the
 * yardstick for the pipeline. Owns its native memory. Not thread-safe.
 */
public final class RawSession implements AutoCloseable {
  private final Session session;
  private final int batchSize;
  private long shown;

  /**
   * Loads the network and makes its pictures mid-grey.
   *
   * @throws DetectException if the engine cannot run here, or cannot load the network
   */
  public RawSession(ModelBundle bundle, Engine engine) {
    session = Session.open(bundle, engine);
    batchSize = batchSize(session, bundle);
    for (int i = 0; i < batchSize; i++) {
      TestPicture.paint(session.input(), session.picture(i), (x, y, colour) -> 128);
    }
  }

  /**
   * Returns how long at least {@code wanted} pictures take, seconds; each run has as many as a
   * detector would show in it.
   *
   * @throws DetectException if the network fails
   */
  public double secondsFor(int wanted) {
    long start = System.nanoTime();
    for (int done = 0; done < wanted; done += batchSize) {
      runFull();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static int batchSize(Session session, ModelBundle bundle) {
    try {
      return BatchIndependence.count(session, bundle);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** Returns how much memory its pictures and answers take outside the heap, bytes. */
  long bytes() {
    return session.bytes();
  }

  /** Returns how many pictures a run may have. */
  int batchSize() {
    return batchSize;
  }

  /** Runs the network once with as many pictures as a run may have. */
  void runFull() {
    session.run(batchSize);
    shown += batchSize;
  }

  /** Returns how many pictures it was shown in all its runs. */
  public long shown() {
    return shown;
  }

  @Override
  public void close() {
    session.close();
  }
}
