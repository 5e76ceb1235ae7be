package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.FramePool;
import io.sightline.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what is reported on files that are gone when a folder's turn comes to them. */
class TakenAwayPicturesTest {
  private static final byte[] PNG = Pictures.encoded("png", 100, 50);

  @TempDir Path temporary;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void aFolderThatVanishesWhileItIsReadIsALostSource() throws Exception {
    put("a.png", PNG);
    put("b.png", PNG);
    put("c", PNG);
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      source.next().orElseThrow().close();
      for (String name : new String[] {"a.png", "b.png", "c"}) {
        Files.delete(temporary.resolve(name)); // as if a network drive were gone
      }
      assertThatThrownBy(source::next)
          .isInstanceOf(CaptureException.class)
          .hasMessage(
              "The folder %s is gone or empty: 1 picture was read, the next would be b.png; see to the drive or the network, and start again"
                  .formatted(temporary));
    }
  }

  /** Without an ending, only its content says that it is a picture: there is none left to ask. */
  @ParameterizedTest
  @ValueSource(strings = {"b.png", "b", "b.dat"})
  void aPictureThatIsTakenAwayIsSkippedAndNamed(String name) throws Exception {
    put("a.png", PNG);
    put(name, PNG);
    put("c.png", PNG);
    try (Warnings warnings = Warnings.of(FolderSource.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      source.next().orElseThrow().close();
      Files.delete(temporary.resolve(name));
      source.next().orElseThrow().close();
      assertThat(source.next()).isEmpty();
      assertThat(source.unreadable()).isEqualTo(1);
      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .contains(temporary.resolve(name) + ": there is no such file");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.TXT", "b.json", "b.yaml", "b.gif", "b.mjpeg", "b.mp4"})
  void aNoteOrAVideoThatIsTakenAwayIsNoPicture(String name) throws Exception {
    put("a.png", PNG);
    put(name, "no picture".getBytes(UTF_8));
    try (Warnings warnings = Warnings.of(FolderSource.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      source.next().orElseThrow().close();
      Files.delete(temporary.resolve(name));
      assertThat(source.next()).isEmpty();
      assertThat(source.unreadable()).isZero();
      assertThat(warnings.texts()).noneMatch(text -> text.contains("Skipped"));
    }
  }

  private void put(String name, byte[] content) throws IOException {
    Pictures.write(temporary.resolve(name), content);
  }
}
