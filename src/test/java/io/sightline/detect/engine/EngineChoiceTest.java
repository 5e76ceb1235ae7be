package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.EngineChoice.Refusal.Cause;
import io.sightline.detect.onnx.DetectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what "auto" makes of how fast engines are. CPUs of other numbers of threads stand for
 * engines that every machine has and that find what the CPU finds; their times are given.
 */
class EngineChoiceTest {
  private static final Engine CPU = Engine.Cpu.ofThisMachine();
  private static final Engine ONE = new Engine.Cpu(CPU.threads() + 1);
  private static final Engine OTHER = new Engine.Cpu(CPU.threads() + 2);

  @TempDir private Path folder;
  private ModelBundle bundle;

  @BeforeEach
  void load() {
    bundle = Models.load(Fixtures.copy("cells.onnx", folder));
  }

  @Test
  void anEngineThatIsSlowerThanTheProcessorIsNotTaken() {
    EngineChoice choice = choice(List.of(ONE), ONE);

    assertThat(choice.engine()).isEqualTo(CPU);
    assertThat(choice.refused())
        .containsExactly(
            new EngineChoice.Refusal(
                ONE,
                "it takes 91.0 ms for a picture, the CPU 59.0, with this network",
                Cause.SLOWER));
  }

  @Test
  void theNextThatIsFasterIsTakenInstead() {
    EngineChoice choice = choice(List.of(ONE, OTHER), ONE);

    assertThat(choice.engine()).isEqualTo(OTHER);
    assertThat(choice.refused()).extracting(EngineChoice.Refusal::engine).containsExactly(ONE);
  }

  @Test
  void theFirstThatIsFasterIsTaken() {
    EngineChoice choice = choice(List.of(ONE, OTHER), OTHER);

    assertThat(choice.engine()).isEqualTo(ONE);
    assertThat(choice.refused()).isEmpty();
  }

  @Test
  void oneThatFailsWhileItIsTimedIsNotOnlySlower() {
    EngineChoice choice =
        EngineChoice.fastest(
            List.of(ONE),
            () ->
                new SelfTest(
                    bundle,
                    engine -> {
                      throw new DetectException("its driver is lost");
                    }),
            () -> {});

    assertThat(choice.engine()).isEqualTo(CPU);
    assertThat(choice.refused())
        .containsExactly(new EngineChoice.Refusal(ONE, "its driver is lost", Cause.FAULT));
  }

  @Test
  void oneThatFindsSomethingElseIsNotTakenHoweverFast() {
    EngineChoice choice =
        EngineChoice.fastest(
            List.of(ONE),
            () -> {
              SelfTest test = new SelfTest(bundle, engine -> new SpeedComparison(30, 59));
              Fixtures.write(bundle.file(), SelfTestTest.halfAsSure());
              return test;
            },
            () -> {});

    assertThat(choice.engine()).isEqualTo(CPU);
    assertThat(choice.refused())
        .singleElement()
        .satisfies(each -> assertThat(each.reason()).contains("not find what the CPU finds"))
        .satisfies(each -> assertThat(each.isFault()).isTrue());
  }

  /** TensorRT fails here, as it would in the middle of a build; minutes are not spent twice. */
  @Test
  void whatWasBuiltInVainIsToldOnceAndItsReasonKept() {
    Engine engine = Accelerator.TENSORRT;
    System.setProperty("sightline.engines.cache", folder.resolve("cache").toString());
    try {
      assertThat(EngineChoice.buildsFirst(engine, "auto", bundle)).isTrue();
      List<String> told = new ArrayList<>();
      SelfTest test = new SelfTest(bundle);

      String why =
          EngineChoice.unfit(engine, test, () -> told.add("building")).orElseThrow().reason();
      String again =
          EngineChoice.unfit(engine, test, () -> told.add("again")).orElseThrow().reason();

      assertThat(told).containsExactly("building");
      assertThat(again)
          .startsWith(why + " (found earlier; the first start after ")
          .contains(folder.resolve("cache").toString());
      assertThat(EngineChoice.buildsFirst(engine, "auto", bundle)).isFalse();
      assertThat(EngineChoice.buildsFirst(engine, "tensorrt", bundle)).as("by name").isTrue();
      EngineChoice.refusal(engine, test, () -> told.add("by name"));
      assertThat(told).containsExactly("building", "by name");
    } finally {
      System.clearProperty("sightline.engines.cache");
    }
  }

  private EngineChoice choice(List<Engine> engines, Engine slow) {
    return EngineChoice.fastest(
        engines,
        () ->
            new SelfTest(
                bundle,
                engine ->
                    engine.equals(slow)
                        ? new SpeedComparison(91, 59)
                        : new SpeedComparison(30, 59)),
        () -> {});
  }
}
