package io.sightline.detect.engine;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.picture.TestPicture;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * An engine's time per picture compared with the CPU's at the same moments: some networks are
 * slower on an engine that is faster with most.
 *
 * @param millis the engine's best run
 * @param cpu the CPU's best run
 */
record SpeedComparison(double millis, double cpu) {
  /** Maximum number of comparisons: other load may slow either side, but not every time. */
  private static final int COMPARISONS = 5;

  /** Unmeasured warm-up runs. */
  private static final int WARMING = 3;

  /** Enough runs for a stable best time, whatever else the machine does. */
  private static final int RUNS = 10;

  /** Time after which no more runs begin, so that large networks do not delay a start for long. */
  private static final double ENOUGH_MILLIS = 1000;

  /** A ratio up to this may be chance, or what side by side makes up for. */
  private static final double MUCH = 1.3;

  /** With small networks, fast on every engine, a call may cost more than the network. */
  private static final double NOTICEABLE_MILLIS = 1;

  /**
   * Runs the network on both in turn, several times if the CPU seems faster. Neither is left in
   * memory.
   *
   * @return the best result for the engine
   * @throws io.sightline.detect.onnx.DetectException if either cannot load or run it
   */
  static SpeedComparison of(ModelBundle bundle, Engine engine) {
    try (Session one = painted(bundle, engine);
        Session other = painted(bundle, Engine.Cpu.ofThisMachine())) {
      return of(() -> run(one), () -> run(other));
    }
  }

  /**
   * As {@link #of(ModelBundle, Engine)}.
   *
   * @param engine runs the network on the engine once and returns the time taken, in milliseconds
   * @param cpu the same on the CPU
   */
  static SpeedComparison of(DoubleSupplier engine, DoubleSupplier cpu) {
    SpeedComparison best = once(engine, cpu);
    for (int made = 1; made < COMPARISONS && best.refusal().isPresent(); made++) {
      SpeedComparison next = once(engine, cpu);
      best = next.times() < best.times() ? next : best;
    }
    return best;
  }

  private static SpeedComparison once(DoubleSupplier engine, DoubleSupplier cpu) {
    SpeedComparison best = new SpeedComparison(Double.MAX_VALUE, Double.MAX_VALUE);
    double spent = 0;
    for (int i = 0; i < WARMING + RUNS && (i <= WARMING || spent < ENOUGH_MILLIS); i++) {
      SpeedComparison now = new SpeedComparison(engine.getAsDouble(), cpu.getAsDouble());
      spent += now.millis + now.cpu;
      if (i >= WARMING) {
        best = new SpeedComparison(Math.min(best.millis, now.millis), Math.min(best.cpu, now.cpu));
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

  /** Returns why the engine is too slow; empty if the CPU is not clearly faster. */
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
