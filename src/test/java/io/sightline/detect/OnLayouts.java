package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.image.FramePool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests on the networks in {@code layouts}, each in a folder of its own; every frame comes back.
 */
abstract class OnLayouts {
  @TempDir Path folder;
  final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  final ModelBundle load(String name) {
    return Models.load(copy(name, name + ".onnx"));
  }

  /** Loads a network with a side file of class names. */
  final ModelBundle load(String name, String names) {
    Fixtures.write(folder.resolve(name + ".names"), names.getBytes(StandardCharsets.UTF_8));
    return load(name);
  }

  final Path copy(String name, String to) {
    return Fixtures.write(folder.resolve(to), Fixtures.bytes("layouts/" + name + ".onnx"));
  }
}
