package io.sightline.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What runs a network, and why it can or cannot run on this machine. An engine asked for by name
 * that cannot run is an error: never another one in its place.
 */
public sealed interface Engine permits Engine.Cpu, Accelerator {
  /** How commands and records call it: "cpu", "cuda", ... */
  String key();

  /** How people call it. */
  String title();

  /** Why it cannot run here and what to do about it, one sentence; empty when it can. */
  Optional<String> obstacle();

  /** Every engine Sightline knows of, the fastest kind first, the CPU last. */
  static List<Engine> all() {
    List<Engine> all = new ArrayList<>(List.of(Accelerator.values()));
    all.add(Cpu.ofThisMachine());
    return all;
  }

  /**
   * The engine of this name; "auto" is the fastest that can run here.
   *
   * @throws DetectException when there is none of this name, or it cannot run here
   */
  static Engine choose(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    for (Engine engine : all()) {
      if (key.equals("auto") && engine.obstacle().isEmpty()) {
        return engine;
      }
      if (engine.key().equals(key)) {
        engine
            .obstacle()
            .ifPresent(
                why -> {
                  throw new DetectException("The engine \"" + key + "\" cannot run here: " + why);
                });
        return engine;
      }
    }
    throw new DetectException(
        "There is no engine \""
            + name
            + "\"; known are auto, "
            + all().stream().map(Engine::key).collect(Collectors.joining(", ")));
  }

  /**
   * ONNX Runtime on the processor's own cores.
   *
   * @param threads that work on one picture at the same time, the calling one included
   */
  record Cpu(int threads) implements Engine {
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
      return Optional.empty();
    }
  }
}
