package io.sightline.detect.engine;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A means of running networks, and whether this machine supports it. Requesting an engine by name
 * that cannot run is an error: no other is substituted. What "auto" selects also depends on the
 * network: see {@link EngineChoice}.
 */
public sealed interface Engine permits OnnxEngine, TensorRt8, OpenVino {
  /** Returns its identifier in commands and records: "cpu", "cuda", ... */
  String key();

  /** Returns its display name. */
  String title();

  /** Returns why it cannot run here; empty if it can. */
  Optional<Obstacle> obstacle();

  /**
   * Returns the library that runs networks for it, and its version: "ONNX Runtime 1.28.0"; empty if
   * it cannot be loaded here or does not say.
   */
  default Optional<String> library() {
    return Optional.empty();
  }

  /**
   * Returns how many CPU cores work on one picture at the same time, including the caller's; 0 if
   * the work is done elsewhere.
   */
  int threads();

  /**
   * Returns the same engine with {@code threads} threads per picture.
   *
   * @throws IllegalArgumentException if its threads cannot be chosen, or there are fewer than 1
   */
  Engine withThreads(int threads);

  /**
   * Returns whether it must first be built for the network on this machine, which takes minutes.
   */
  default boolean buildsFirst(ModelBundle bundle) {
    return false;
  }

  /**
   * Returns why it was not used for the network when it had been built in vain, at most a day ago,
   * and when that is tried again, or how to have it tried before; empty if it was not.
   */
  default Optional<String> refusedBefore(ModelBundle bundle) {
    return Optional.empty();
  }

  /** Keeps for {@link #refusedBefore} why it was built in vain. */
  default void refused(ModelBundle bundle, String why) {}

  /** Returns whether "auto" never selects it, however fast it runs. */
  default boolean isTakenByNameOnly() {
    return false;
  }

  /** Returns all engines that Sightline knows, the fastest kind first, the CPU last. */
  static List<Engine> all() {
    List<Engine> all = new ArrayList<>(List.of(Accelerator.values()));
    all.add(new TensorRt8());
    all.add(OpenVino.ofThisMachine());
    all.add(Cpu.ofThisMachine());
    return all;
  }

  /**
   * Returns the engine of this name.
   *
   * @throws DetectException if there is no such engine, or it cannot run here
   */
  static Engine named(String name) {
    Engine engine = called(name);
    engine.require();
    return engine;
  }

  /**
   * Returns the engine of this name, whether or not it can run here.
   *
   * @throws DetectException if there is no such engine
   */
  static Engine called(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(known -> known.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new DetectException(
                    "There is no engine \""
                        + name
                        + "\"; known are auto, "
                        + all().stream().map(Engine::key).collect(Collectors.joining(", "))));
  }

  /**
   * Ensures that the engine can run here.
   *
   * @throws DetectException with the reason if it cannot
   */
  default void require() {
    obstacle()
        .ifPresent(
            why -> {
              throw new DetectException(
                  "The engine \"" + key() + "\" cannot run here: " + why.reason());
            });
  }

  /**
   * ONNX Runtime on the CPU.
   *
   * @param threads how many work on one picture at the same time, including the calling one
   */
  record Cpu(int threads) implements OnnxEngine {
    public Cpu {
      if (threads < 1) {
        throw new IllegalArgumentException("An engine works with 1 thread or more, not " + threads);
      }
    }

    /** Returns a CPU engine with one thread per core. */
    public static Cpu ofThisMachine() {
      return new Cpu(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String key() {
      return "cpu";
    }

    @Override
    public String title() {
      return "ONNX Runtime, CPU, " + threads + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public Optional<Obstacle> obstacle() {
      return OnnxRuntime.obstacle().map(Obstacle::lack);
    }

    @Override
    public Cpu withThreads(int threads) {
      return new Cpu(threads);
    }

    @Override
    public void configure(SessionOptions options, Weights weights) throws OrtException {
      options.setIntraOpNumThreads(threads);
      // Within a picture, threads spin while waiting for each other: if they slept, two would be no
      // faster than one. But they must not spin for tens of milliseconds after it, as by default:
      // capture and screen need the cores.
      options.addConfigEntry("session.intra_op.spin_duration_us", "1000");
    }
  }
}
