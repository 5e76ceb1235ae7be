package io.sightline.detect;

import io.sightline.detect.picture.TestPicture;

/**
 * The bare session of a bundle's network, with the same options as the detector's and nothing
 * around it: the yardstick that the pipeline is measured by. Owns its native memory. One thread at
 * a time.
 */
public final class RawSession implements AutoCloseable {
  private final Session session;
  private final int pictures;

  /**
   * Loads the network. Its pictures are mid-grey.
   *
   * @throws DetectException when the engine cannot run here, or cannot load the network
   */
  public RawSession(ModelBundle bundle, Engine engine) {
    session = Session.open(bundle, engine);
    pictures = pictures(session, bundle);
    for (int i = 0; i < pictures; i++) {
      TestPicture.paint(session.input(), session.picture(i), (x, y, colour) -> 128);
    }
  }

  /**
   * How long so many runs take that are shown one picture each, seconds.
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

  private static int pictures(Session session, ModelBundle bundle) {
    try {
      return PicturesApart.count(session, bundle);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** How many pictures a run may be shown. */
  int pictures() {
    return pictures;
  }

  /** One run that is shown all the pictures it may be. */
  void runFull() {
    session.run(pictures);
  }

  @Override
  public void close() {
    session.close();
  }
}
