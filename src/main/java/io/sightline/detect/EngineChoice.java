package io.sightline.detect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The engine that runs a network, and why not another one.
 *
 * @param engine what was chosen; it runs here and finds what the CPU finds
 * @param refused the faster ones that were not, in the order they were tried, each with the reason
 */
public record EngineChoice(Engine engine, Map<Engine, String> refused) {
  private static final String AUTO = "auto";

  public EngineChoice {
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
  }

  /**
   * The engine of a name; "auto" is the fastest that runs here and passes a self-test with this
   * network: the same boxes as the CPU's in the same picture.
   *
   * @throws DetectException when there is none of this name, it cannot run here, or it fails the
   *     self-test
   */
  public static EngineChoice of(String name, ModelBundle bundle) {
    return name.toLowerCase(Locale.ROOT).equals(AUTO)
        ? fastest(bundle)
        : new EngineChoice(tested(Engine.named(name), bundle), Map.of());
  }

  private static Engine tested(Engine engine, ModelBundle bundle) {
    if (!(engine instanceof Engine.Cpu)) {
      new SelfTest(bundle)
          .refusal(engine)
          .ifPresent(
              why -> {
                throw new DetectException(
                    "The engine \"" + engine.key() + "\" is not used with this model: " + why);
              });
    }
    return engine;
  }

  private static EngineChoice fastest(ModelBundle bundle) {
    Map<Engine, String> refused = new LinkedHashMap<>();
    Optional<SelfTest> test = Optional.empty();
    for (Engine engine : Engine.all()) {
      if (engine instanceof Engine.Cpu) {
        return new EngineChoice(engine, refused);
      }
      Optional<String> why = engine.obstacle();
      if (why.isEmpty()) {
        test = test.or(() -> Optional.of(new SelfTest(bundle)));
        why = test.orElseThrow().refusal(engine);
      }
      if (why.isEmpty()) {
        return new EngineChoice(engine, refused);
      }
      refused.put(engine, why.get());
    }
    throw new IllegalStateException("The CPU is no engine");
  }
}
