package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of the tests of picture files: reads them into a pool, which must get all frames back. */
abstract class OnPictures {
  @TempDir Path folder;

  final FramePool pool = new FramePool();

  @AfterEach
  final void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  /** Asserts that a file of this content is refused, and returns the message. */
  final AbstractStringAssert<?> assertRefused(byte[] content) throws IOException {
    Path file = Pictures.write(folder.resolve("picture"), content);
    return assertThatThrownBy(() -> PictureFile.read(file, pool))
        .isInstanceOf(ImageException.class)
        .message()
        .startsWith("Cannot read the picture " + file + ": ");
  }
}
