package io.sightline.detect.engine;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.onnx.DetectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests where engines keep what they build, and whether an existing folder is usable. */
class EngineFolderTest {
  private static final String PROPERTY = "sightline.engines.cache";
  private static final byte[] BUILT = {1, 2, 3};

  @TempDir private Path folder;

  @BeforeEach
  void theUsersOwn() {
    System.setProperty(PROPERTY, folder.resolve("mine").toString());
  }

  @AfterEach
  void noLonger() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void whatIsBuiltIsKeptWhereTheUserMayWrite() {
    assertThat(EngineFolder.madeFor("abc", "driver 12"))
        .hasParent(folder.resolve("mine/abc"))
        .isDirectory();
    assertThat(EngineFolder.made("djl")).isEqualTo(folder.resolve("mine/djl")).isDirectory();
    assertThat(EngineFolder.cacheObstacle()).isEmpty();
    assertThat(EngineFolder.openVino().startsWith(folder)).isFalse();
  }

  @Test
  void whereNothingCanBeKeptThatIsSaidBeforeAnythingIsBuilt() {
    Fixtures.write(folder.resolve("mine"), BUILT); // a file where the folder should be

    assertThat(EngineFolder.cacheObstacle())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains(folder.resolve("mine").toString())
                    .contains("let this user write there"));
    assertThatThrownBy(() -> EngineFolder.madeFor("abc", "driver 12"))
        .isInstanceOf(DetectException.class);
  }

  @Test
  void anEngineOfAnotherDriverIsNone() {
    Fixtures.write(EngineFolder.madeFor("abc", "driver 12").resolve("graph_sm87.engine"), BUILT);
    assertThat(EngineFolder.holdsEngine("abc", "driver 12")).as("built with what?").isFalse();

    EngineFolder.built("abc", "driver 12");

    assertThat(EngineFolder.holdsEngine("abc", "driver 12")).isTrue();
    assertThat(EngineFolder.holdsEngine("abc", "driver 13")).isFalse();
    assertThat(EngineFolder.holdsEngine("def", "driver 12")).isFalse();
  }

  /** ONNX Runtime would take it for its own: both GPUs' files may have the same name. */
  @Test
  void anEngineOfAnotherDriverIsOutOfSightAndStays() {
    Path first = EngineFolder.madeFor("abc", "driver 12");
    Fixtures.write(first.resolve("graph_sm87.engine"), BUILT);
    EngineFolder.built("abc", "driver 12");

    assertThat(EngineFolder.madeFor("abc", "driver 13")).isEmptyDirectory();
    assertThat(EngineFolder.madeFor("abc", "driver 12")).isEqualTo(first);
    assertThat(EngineFolder.holdsEngine("abc", "driver 12")).isTrue();
  }

  @Test
  void aNoteAloneIsNoEngine() {
    EngineFolder.built("abc", "driver 12");

    assertThat(EngineFolder.holdsEngine("abc", "driver 12")).isFalse();
    assertThat(Files.exists(folder.resolve("mine/abc"))).isTrue();
  }

  @Test
  void aDamagedEngineIsDeletedAndOthersStay() {
    Path damaged = EngineFolder.madeFor("abc", "driver 12").resolve("graph_sm87.engine");
    Path timings = damaged.resolveSibling("graph.timing");
    for (Path file : List.of(damaged, timings)) {
      Fixtures.write(file, BUILT);
    }
    EngineFolder.built("abc", "driver 12");
    Fixtures.write(EngineFolder.madeFor("abc", "driver 13").resolve("graph_sm87.engine"), BUILT);
    EngineFolder.built("abc", "driver 13");

    assertThat(EngineFolder.discarded("abc", "driver 12")).isTrue();

    assertThat(damaged.resolveSibling("").toFile().list()).containsExactly("graph.timing");
    assertThat(EngineFolder.holdsEngine("abc", "driver 12")).isFalse();
    assertThat(EngineFolder.holdsEngine("abc", "driver 13")).isTrue();
    assertThat(EngineFolder.discarded("abc", "driver 12")).as("twice").isFalse();
    assertThat(EngineFolder.discarded("def", "driver 12")).as("never built").isFalse();
  }

  @Test
  void whyNoEngineWasBuiltIsKeptForTheSameEnvironmentUntilOneIs() {
    EngineFolder.refused("abc", "driver 12", "it takes nothing");

    assertThat(EngineFolder.refusal("abc", "driver 12").orElseThrow())
        .startsWith("it takes nothing (found earlier; ")
        .endsWith("delete the folder " + EngineFolder.madeFor("abc", "driver 12") + ")");
    assertThat(EngineFolder.refusal("abc", "driver 13")).isEmpty();
    assertThat(EngineFolder.refusal("def", "driver 12")).isEmpty();

    Fixtures.write(EngineFolder.madeFor("abc", "driver 12").resolve("graph_sm87.engine"), BUILT);
    EngineFolder.built("abc", "driver 12");
    assertThat(EngineFolder.refusal("abc", "driver 12")).as("built by name").isEmpty();
  }

  /** Memory, disk or driver may be well by then; nobody looks for a folder to delete. */
  @Test
  void whyNoEngineWasBuiltHoldsForADayByAClockThatMayBeSet() {
    EngineFolder.refused("abc", "driver 12", "its memory is full");
    Path kept = EngineFolder.madeFor("abc", "driver 12").resolve("refused");

    age(kept, Duration.ofHours(23));
    String again =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
            .format(modified(kept).plus(1, DAYS).atZone(ZoneId.systemDefault()));
    assertThat(EngineFolder.refusal("abc", "driver 12").orElseThrow())
        .contains("; the first start after " + again + " tries it again; to have it tried before");

    age(kept, Duration.ofHours(25));
    assertThat(EngineFolder.refusal("abc", "driver 12")).as("a day later").isEmpty();

    age(kept, Duration.ofDays(-400));
    assertThat(EngineFolder.refusal("abc", "driver 12")).as("clock set back").isEmpty();
  }

  /** What a full disk leaves of the file says nothing. */
  @Test
  void aReasonThatCouldNotBeWrittenIsNone() {
    EngineFolder.refused("abc", "driver 12", "");

    assertThat(EngineFolder.refusal("abc", "driver 12")).isEmpty();
  }

  private static void age(Path file, Duration age) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsNotThereIsUnknownNotAnError() {
    if (Nvidia.driver().isPresent()) {
      assertThat(Nvidia.driverAndGpu()).isEqualTo("unknown");
    } else {
      assertThat(Nvidia.driverAndGpu()).isNotBlank();
    }
    assertThat(Nvidia.tensorRt()).isNotBlank();
  }

  @Test
  void aBareFileThatQuantisesIsOneOfEightBits() {
    assertThat(Weights.of(Models.load(Fixtures.copy("cells-int8.onnx", folder))).areInt8())
        .isTrue();
    assertThat(Weights.of(Models.load(Fixtures.copy("cells.onnx", folder))).areInt8()).isFalse();
  }

  @Test
  void theBundledNetworksWeightsAreOfEightBitsAndUseSeven() {
    Path home = Path.of(System.getProperty("sightline.home", "."));
    Weights weights = Weights.of(Models.named(home, "board"));
    assertThat(weights.areInt8()).isTrue();
    assertThat(weights.areWide()).isFalse();
  }
}
