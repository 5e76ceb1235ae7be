package io.sightline.detect;

import io.sightline.detect.picture.TestPicture;

/**
 * The bare session of a bundle's network, with the same options as the detector's and nothing
 * around it: the yardstick that the pipeline is measured by. Owns its native memory. One thread at
 * a time.
 */
public final class RawSession implements AutoCloseable {
  private final Session session;

  /**
   * Loads the network. Its input is mid-grey.
   *
   * @throws DetectException when the engine cannot run here, or cannot load the network
   */
  public RawSession(ModelBundle bundle, Engine engine) {
    session = Session.open(bundle, engine);
    TestPicture.paint(session.input(), session.picture(), (x, y, colour) -> 128);
  }

  /**
   * How long so many runs take, seconds.
   *
   * @throws DetectException when the network fails
   */
  public double secondsFor(int runs) {
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      session.run();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    session.close();
  }
}
