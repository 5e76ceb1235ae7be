package io.sightline.detect;

import io.sightline.detect.picture.TestPicture;
import java.util.Locale;
import java.util.Optional;

/**
 * How long an engine takes for a picture beside how long the CPU does, in the same moments: some
 * networks are slower on an engine that is faster with most.
 *
 * @param millis an engine's, of its best run
 * @param cpu the CPU's, of its best run
 */
record Pace(double millis, double cpu) {
  /** What else the machine does slows the one or the other down: not each time, if it is that. */
  private static final int LOOKS = 5;

  /** The first runs prepare for the others. */
  private static final int WARMING = 3;

  /** The best of so many is near the same each time, whatever else the machine does. */
  private static final int RUNS = 10;

  /** Large networks take seconds: a start does not wait longer than this for so many runs. */
  private static final double ENOUGH_MILLIS = 1000;

  /** So many times the CPU's time may be chance, or what side by side makes up for. */
  private static final double MUCH = 1.3;

  /** Of small networks, which are fast on every engine, a call may cost more than the network. */
  private static final double NOTICEABLE_MILLIS = 1;

  /**
   * Runs the network on both in turn; where the CPU seems faster, once more and again. Neither is
   * left in memory.
   *
   * @return the engine's best
   * @throws io.sightline.detect.onnx.DetectException when one of them cannot load or run it
   */
  static Pace of(ModelBundle bundle, Engine engine) {
    try (Session one = painted(bundle, engine);
        Session other = painted(bundle, Engine.Cpu.ofThisMachine())) {
      Pace best = of(one, other);
      for (int look = 1; look < LOOKS && best.refusal().isPresent(); look++) {
        Pace next = of(one, other);
        best = next.times() < best.times() ? next : best;
      }
      return best;
    }
  }

  private static Pace of(Session one, Session other) {
    Pace best = new Pace(Double.MAX_VALUE, Double.MAX_VALUE);
    double spent = 0;
    for (int i = 0; i < WARMING + RUNS && (i <= WARMING || spent < ENOUGH_MILLIS); i++) {
      Pace now = new Pace(run(one), run(other));
      spent += now.millis + now.cpu;
      if (i >= WARMING) {
        best = new Pace(Math.min(best.millis, now.millis), Math.min(best.cpu, now.cpu));
      }
    }
    return best;
  }

  private static Session painted(ModelBundle bundle, Engine engine) {
    Session session = Session.open(bundle, engine);
    TestPicture.paint(session.input(), session.picture(), TestPicture.scene(session.input()));
    return session;
  }

  private static double run(Session session) {
    long before = System.nanoTime();
    session.run();
    return (System.nanoTime() - before) / 1e6;
  }

  private double times() {
    return millis / cpu;
  }

  /** Why such an engine is not the fastest; empty where the CPU is not clearly faster. */
  Optional<String> refusal() {
    return times() <= MUCH || millis - cpu < NOTICEABLE_MILLIS
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "it takes %.1f ms for a picture, the CPU %.1f, with this network",
                millis,
                cpu));
  }
}
