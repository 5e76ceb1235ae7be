package io.sightline.detect;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.sightline.detect.onnx.DetectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What runs a network, and why it can or cannot run on this machine. An engine asked for by name
 * that cannot run is an error: never another one in its place. Which one "auto" is depends on the
 * network, too: see {@link EngineChoice}.
 */
public sealed interface Engine permits OnnxEngine, TensorRt8, OpenVino {
  /** How commands and records call it: "cpu", "cuda", ... */
  String key();

  /** How people call it. */
  String title();

  /** Why it cannot run here and what to do about it, one sentence; empty when it can. */
  Optional<String> obstacle();

  /**
   * How many of the processor's cores work on one picture at the same time, the caller's included;
   * 0 where the work is done elsewhere.
   */
  int threads();

  /**
   * The same engine with so many threads a picture.
   *
   * @throws IllegalArgumentException when its threads cannot be chosen, or there would be none
   */
  Engine withThreads(int threads);

  /** Whether it builds itself for a network before it first runs it here, which takes minutes. */
  default boolean buildsFirst(ModelBundle bundle) {
    return false;
  }

  /** Whether "auto" leaves it alone, however fast it is once it runs. */
  default boolean isTakenByNameOnly() {
    return false;
  }

  /** Every engine Sightline knows of, the fastest kind first, the CPU last. */
  static List<Engine> all() {
    List<Engine> all = new ArrayList<>(List.of(Accelerator.values()));
    all.add(new TensorRt8());
    all.add(OpenVino.ofThisMachine());
    all.add(Cpu.ofThisMachine());
    return all;
  }

  /**
   * The engine of this name.
   *
   * @throws DetectException when there is none of this name, or it cannot run here
   */
  static Engine named(String name) {
    Engine engine = called(name);
    engine.require();
    return engine;
  }

  /**
   * The engine of this name, whether it can run here or not.
   *
   * @throws DetectException when there is none of this name
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
   * Does nothing where the engine can run.
   *
   * @throws DetectException when it cannot run here, saying why
   */
  default void require() {
    obstacle()
        .ifPresent(
            why -> {
              throw new DetectException("The engine \"" + key() + "\" cannot run here: " + why);
            });
  }

  /**
   * ONNX Runtime on the processor's own cores.
   *
   * @param threads that work on one picture at the same time, the calling one included
   */
  record Cpu(int threads) implements OnnxEngine {
    public Cpu {
      if (threads < 1) {
        throw new IllegalArgumentException("An engine works with 1 thread or more, not " + threads);
      }
    }

    /** One thread a core. */
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
    public Optional<String> obstacle() {
      return OnnxRuntime.obstacle();
    }

    @Override
    public Cpu withThreads(int threads) {
      return new Cpu(threads);
    }

    @Override
    public void configure(SessionOptions options, Weights weights) throws OrtException {
      options.setIntraOpNumThreads(threads);
      // Threads wait for each other awake within a picture: asleep, two are no faster than one. But
      // not for tens of milliseconds after it, as by default: capture and screen need the cores.
      options.addConfigEntry("session.intra_op.spin_duration_us", "1000");
    }
  }
}
