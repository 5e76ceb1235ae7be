package io.sightline.detect;

import java.nio.FloatBuffer;

/**
 * The bare session of a bundle's network, with the same options as the detector's and nothing
 * around it: the yardstick that the pipeline is measured by. Owns its native memory. One thread at
 * a time.
 */
public final class RawSession implements AutoCloseable {
  private final ModelBundle bundle;
  private final Session session;

  /**
   * Loads the network. Its input is mid-grey until another is shown.
   *
   * @throws DetectException when the engine cannot run here, or cannot load the network
   */
  public RawSession(ModelBundle bundle, Engine engine) {
    this.bundle = bundle;
    session = Session.open(bundle, engine);
    Trial.paint(bundle.input(), session.picture(), (x, y) -> 128);
  }

  /**
   * What it looks at from now on.
   *
   * @param picture 3 x height x width numbers as the network wants them
   * @throws IllegalArgumentException when the network does not take 32-bit floating point
   */
  public void show(FloatBuffer picture) {
    if (bundle.input().type() != ModelInput.Type.FLOAT32) {
      throw new IllegalArgumentException(
          "The model " + bundle.name() + " is shown " + bundle.input().type());
    }
    session.picture().asFloatBuffer().put(0, picture, picture.position(), bundle.input().numbers());
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
