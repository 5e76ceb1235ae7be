package io.sightline.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader finds the old file or the new one, complete, and no leftovers beside it. */
class WholeFileTest {
  @TempDir private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void anOlderOneIsThere() throws IOException {
    file = Files.writeString(folder.resolve("a.json"), "old");
  }

  @Test
  void theOldOneIsThereUntilTheNewOneIsWhole() throws IOException {
    int told =
        WholeFile.save(
            file,
            out -> {
              out.write("ne".getBytes(UTF_8));
              assertThat(file).hasContent("old");
              out.write("w".getBytes(UTF_8));
              assertThat(file).hasContent("old");
              assertThat(folder.resolve("a.json" + WholeFile.UNFINISHED)).hasContent("new");
              return 3;
            });

    assertThat(told).isEqualTo(3);
    assertThat(file).hasContent("new");
    assertNothingElseIsThere();
  }

  @Test
  void aFileThatWasNotThereIsMade() throws IOException {
    Files.delete(file);

    WholeFile.save(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertNothingElseIsThere();
  }

  @Test
  void whatFailsOnTheWayLeavesTheOldOne() throws IOException {
    for (Throwable reason :
        new Throwable[] {
          new IOException("the disk is full"),
          new IllegalStateException("the store is damaged"),
          new OutOfMemoryError("no heap")
        }) {
      assertThatThrownBy(
              () ->
                  WholeFile.save(
                      file,
                      out -> {
                        out.write(7);
                        throw thrown(reason);
                      }))
          .isSameAs(reason);
      assertThat(file).hasContent("old");
      assertNothingElseIsThere();
    }
  }

  @Test
  void whatAWriterLeftBehindThatWasKilledIsWrittenOver() throws IOException {
    Files.writeString(folder.resolve("a.json" + WholeFile.UNFINISHED), "much longer than new");

    WholeFile.save(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertNothingElseIsThere();
  }

  @Test
  void aFolderIsNoFileToReplace() throws IOException {
    Path taken = folder.resolve("b.json");
    Files.createDirectories(taken.resolve("kept"));

    assertThatThrownBy(() -> WholeFile.save(taken, "new".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(taken).isDirectoryContaining(each -> each.endsWith("kept"));
    assertThat(folder.resolve("b.json" + WholeFile.UNFINISHED)).doesNotExist();
  }

  @Test
  void whatStandsWhereItWouldBeWrittenFirstIsNotTouched() throws IOException {
    Path foreign = Files.createDirectory(folder.resolve("a.json" + WholeFile.UNFINISHED));

    assertThatThrownBy(() -> WholeFile.save(file, "new".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(foreign).isDirectory();
    assertThat(file).hasContent("old");
  }

  @Test
  void aThreadThatIsInterruptedWritesAllTheSameAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    try {
      WholeFile.save(file, "new".getBytes(UTF_8));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("new");
  }

  private static IOException thrown(Throwable reason) {
    if (reason instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (reason instanceof Error error) {
      throw error;
    }
    return (IOException) reason;
  }

  private void assertNothingElseIsThere() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }
}
