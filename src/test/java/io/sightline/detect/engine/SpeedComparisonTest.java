package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.PrimitiveIterator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that "auto" rejects an engine that is clearly slower than the CPU. */
class SpeedComparisonTest {
  @TempDir private Path folder;

  @Test
  void anEngineThatIsClearlySlowerIsRefusedWithBothTimes() {
    assertThat(new SpeedComparison(91.04, 59).refusal())
        .hasValue("it takes 91.0 ms for a picture, the CPU 59.0, with this network");
  }

  @Test
  void oneThatIsFasterOrHardlySlowerIsNot() {
    assertThat(new SpeedComparison(30, 59).refusal()).isEmpty();
    assertThat(new SpeedComparison(76, 59).refusal()).isEmpty();
    assertThat(new SpeedComparison(77, 59).refusal()).isNotEmpty();
  }

  @Test
  void ofSmallNetworksTheCallsAreNotCounted() {
    assertThat(new SpeedComparison(0.9, 0.1).refusal()).isEmpty();
    assertThat(new SpeedComparison(1.2, 0.1).refusal()).isNotEmpty();
  }

  @Test
  void theEnginesTimesAreTheEngines() {
    assertThat(SpeedComparison.of(() -> 91, () -> 59)).isEqualTo(new SpeedComparison(91, 59));
    assertThat(SpeedComparison.of(() -> 30, () -> 59)).isEqualTo(new SpeedComparison(30, 59));
  }

  /** However slow: an engine that compiles as it warms up is compared by a run after that. */
  @Test
  void warmingUpIsNotCounted() {
    PrimitiveIterator.OfDouble times =
        DoubleStream.concat(DoubleStream.of(900, 900, 900), DoubleStream.generate(() -> 30))
            .iterator();

    assertThat(SpeedComparison.of(times::nextDouble, () -> 59))
        .isEqualTo(new SpeedComparison(30, 59));
  }

  @Test
  void anEngineThatOtherLoadSlowsOnceIsComparedAgain() {
    PrimitiveIterator.OfDouble times =
        DoubleStream.concat(
                DoubleStream.generate(() -> 91).limit(20), DoubleStream.generate(() -> 30))
            .iterator();

    assertThat(SpeedComparison.of(times::nextDouble, () -> 59))
        .isEqualTo(new SpeedComparison(30, 59));
  }

  @Test
  void bothAreRun() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

    SpeedComparison pace = SpeedComparison.of(bundle, new Engine.Cpu(1));

    assertThat(pace.millis()).isPositive().isLessThan(Double.MAX_VALUE);
    assertThat(pace.cpu()).isPositive().isLessThan(Double.MAX_VALUE);
  }
}
