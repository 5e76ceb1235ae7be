package io.sightline.detect.engine;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.EngineChoice.Refusal.Cause;
import io.sightline.detect.onnx.DetectException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engine chosen for a network, and why others were not.
 *
 * @param engine the chosen one; it runs here and finds what the CPU finds
 * @param refused those preferred to it that were rejected, in the order they were tried
 */
public record EngineChoice(Engine engine, List<Refusal> refused) {
  private static final System.Logger LOG = System.getLogger(EngineChoice.class.getName());
  private static final String AUTO = "auto";

  public EngineChoice {
    refused = List.copyOf(refused);
  }

  /**
   * Returns the engine of a name. "auto" is the fastest kind that runs here, passes a self-test
   * with this network (the same boxes as the CPU's in the same picture) and is not clearly slower
   * with it than the CPU. An engine requested by name may be slower, or impossible to compare,
   * which is logged as a warning.
   *
   * @param building called before an engine builds itself for the network, which takes minutes
   * @throws DetectException if there is no such engine, it cannot run here, or it fails the
   *     self-test
   */
  public static EngineChoice of(String name, ModelBundle bundle, Runnable building) {
    return name.toLowerCase(Locale.ROOT).equals(AUTO)
        ? fastest(bundle, building)
        : new EngineChoice(tested(Engine.named(name), bundle, building), List.of());
  }

  /** As {@link #of(String, ModelBundle, Runnable)}, but tells nobody. */
  public static EngineChoice of(String name, ModelBundle bundle) {
    return of(name, bundle, () -> {});
  }

  /**
   * Ensures that {@link #of} knows the name, whether or not that engine can run here.
   *
   * @throws DetectException if there is no such engine
   */
  public static void requireKnown(String name) {
    if (!name.toLowerCase(Locale.ROOT).equals(AUTO)) {
      Engine.called(name);
    }
  }

  /**
   * Returns why the engine of this name cannot run here, one sentence; empty if it can, and for
   * "auto".
   *
   * @throws DetectException if there is no such engine
   */
  public static Optional<String> obstacle(String name) {
    return name.toLowerCase(Locale.ROOT).equals(AUTO)
        ? Optional.empty()
        : Engine.called(name).obstacle().map(Obstacle::reason);
  }

  /**
   * Returns whether {@link #of} takes minutes because an engine that can run here must first be
   * built for the network. "auto" does not build again for a day what it has built in vain.
   */
  public static boolean buildsFirst(String name, ModelBundle bundle) {
    String key = name.toLowerCase(Locale.ROOT);
    return Engine.all().stream()
        .filter(engine -> isAskedFor(engine, key))
        .filter(engine -> engine.obstacle().isEmpty())
        .anyMatch(engine -> buildsFirst(engine, key, bundle));
  }

  static boolean buildsFirst(Engine engine, String key, ModelBundle bundle) {
    return engine.buildsFirst(bundle)
        && (!key.equals(AUTO) || engine.refusedBefore(bundle).isEmpty());
  }

  private static boolean isAskedFor(Engine engine, String key) {
    return key.equals(AUTO) ? !engine.isTakenByNameOnly() : key.equals(engine.key());
  }

  private static Engine tested(Engine engine, ModelBundle bundle, Runnable building) {
    if (!(engine instanceof Engine.Cpu)) {
      SelfTest test = new SelfTest(bundle);
      refusal(engine, test, building)
          .ifPresent(
              why -> {
                throw new DetectException(
                    "The engine \"" + engine.key() + "\" is not used with this model: " + why);
              });
      test.silence()
          .ifPresent(
              why ->
                  LOG.log(
                      Level.WARNING,
                      "The engine \"{0}\" is used, as it was asked for, but {1}",
                      engine.key(),
                      why));
    }
    return engine;
  }

  /** As the test says, which is kept for an engine that it had built: that takes minutes. */
  static Optional<String> refusal(Engine engine, SelfTest test, Runnable building) {
    if (!engine.buildsFirst(test.bundle())) {
      return test.refusal(engine);
    }
    building.run();
    Optional<String> refusal = test.refusal(engine);
    refusal.ifPresent(why -> engine.refused(test.bundle(), why));
    return refusal;
  }

  private static EngineChoice fastest(ModelBundle bundle, Runnable building) {
    List<Engine> others =
        Engine.all().stream().filter(engine -> !(engine instanceof Engine.Cpu)).toList();
    return fastest(others, () -> new SelfTest(bundle), building);
  }

  /**
   * Returns the first of these engines that is fit for a network and not clearly slower than the
   * CPU; the CPU if none is.
   *
   * @param comparison asked for once, and only if one of the engines can run here
   * @param building as for {@link #of(String, ModelBundle, Runnable)}
   */
  static EngineChoice fastest(
      List<Engine> engines, Supplier<SelfTest> comparison, Runnable building) {
    List<Refusal> refused = new ArrayList<>();
    Optional<SelfTest> test = Optional.empty();
    for (Engine engine : engines) {
      Optional<Obstacle> obstacle = engine.obstacle();
      if (obstacle.isPresent()) {
        Cause cause = obstacle.get().isFault() ? Cause.FAULT : Cause.NOT_TRIED;
        refused.add(new Refusal(engine, obstacle.get().reason(), cause));
        continue;
      }
      if (engine.isTakenByNameOnly()) {
        refused.add(
            new Refusal(engine, "it is used only where it is asked for by name", Cause.NOT_TRIED));
        continue;
      }
      test = test.or(() -> Optional.of(comparison.get()));
      Optional<Refusal> refusal = unfit(engine, test.get(), building);
      if (refusal.isEmpty()) {
        return new EngineChoice(engine, refused);
      }
      refused.add(refusal.get());
    }
    return new EngineChoice(Engine.Cpu.ofThisMachine(), refused);
  }

  /** Returns why an engine that can run here is not taken unasked; empty if it is. */
  static Optional<Refusal> unfit(Engine engine, SelfTest test, Runnable building) {
    return test.silence()
        .or(() -> engine.refusedBefore(test.bundle()))
        .or(() -> refusal(engine, test, building))
        .map(why -> new Refusal(engine, why, Cause.FAULT))
        .or(() -> test.slowness(engine));
  }

  /**
   * A rejected engine.
   *
   * @param reason one sentence
   */
  public record Refusal(Engine engine, String reason, Cause cause) {
    /** What an engine was rejected for. */
    public enum Cause {
      /** This machine lacks something for it, or it is used only where it is asked for by name. */
      NOT_TRIED,
      /** It is fit for the network, but the CPU is faster with it. */
      SLOWER,
      /** Its device fails, or the comparison with the CPU went wrong or was impossible. */
      FAULT
    }

    /** Returns whether this machine has what it needs, so that it was tried. */
    public boolean runsHere() {
      return cause != Cause.NOT_TRIED;
    }

    /** Returns whether a person should look after it: it would be faster, if it worked. */
    public boolean isFault() {
      return cause == Cause.FAULT;
    }

    @Override
    public String toString() {
      return engine.title() + ": " + reason;
    }
  }
}
