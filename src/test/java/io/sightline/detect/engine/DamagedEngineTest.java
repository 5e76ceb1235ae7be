package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that an engine file that a power cut damaged is built again, with ONNX Runtime's words. */
class DamagedEngineTest {
  private static final Accelerator ENGINE = Accelerator.TENSORRT;
  private static final String DAMAGED =
      "The model a.onnx failed while it ran: TensorRT EP could not deserialize engine from cache: b";

  @TempDir private Path folder;
  private ModelBundle bundle;
  private Path file;
  private int trials;

  @BeforeEach
  void anEngine() throws IOException {
    System.setProperty("sightline.engines.cache", folder.resolve("cache").toString());
    bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    ENGINE.built(bundle);
    List<Path> folders;
    try (Stream<Path> all = Files.list(folder.resolve("cache").resolve(bundle.hash()))) {
      folders = all.toList();
    }
    assertThat(folders).hasSize(1);
    file = Fixtures.write(folders.get(0).resolve("graph_sm87.engine"), new byte[] {1});
    assertThat(ENGINE.buildsFirst(bundle)).isFalse();
  }

  @AfterEach
  void noLonger() {
    System.clearProperty("sightline.engines.cache");
  }

  @Test
  void itIsDeletedAndTriedOnceMore() {
    assertThat(ENGINE.builtAnewIfDamaged(bundle, failing(1, DAMAGED))).isEqualTo("trial 2");

    assertThat(file).doesNotExist();
    assertThat(ENGINE.buildsFirst(bundle)).isTrue();
  }

  @Test
  void itIsNotTriedForEver() {
    assertThatThrownBy(() -> ENGINE.builtAnewIfDamaged(bundle, failing(9, DAMAGED)))
        .isInstanceOf(DetectException.class);

    assertThat(trials).isEqualTo(2);
  }

  @Test
  void whatFailsOtherwiseKeepsItsEngine() {
    assertThatThrownBy(() -> ENGINE.builtAnewIfDamaged(bundle, failing(1, "its memory is full")))
        .hasMessage("its memory is full");

    assertThat(trials).isEqualTo(1);
    assertThat(file).exists();
    assertThat(ENGINE.buildsFirst(bundle)).isFalse();
  }

  /** The first so many trials fail, at a file that is there again each time. */
  private Supplier<String> failing(int times, String why) {
    return () -> {
      trials++;
      if (trials <= times) {
        Fixtures.write(file, new byte[] {1});
        throw new DetectException(why);
      }
      return "trial " + trials;
    };
  }
}
