package io.sightline.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader finds the old file or the new one, complete, and no leftovers beside it. */
class WholeFileTest {
  private final FileTime twoHoursAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));

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
              assertThat(unfinished())
                  .singleElement()
                  .satisfies(its -> assertThat(its).hasContent("new"));
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
  void ofTwoWritersTheLastToFinishWinsAndNeitherSpoilsTheOthers() throws IOException {
    WholeFile.save(
        file,
        out -> {
          out.write("the first, begun".getBytes(UTF_8));
          WholeFile.save(file, "the second".getBytes(UTF_8));
          assertThat(file).hasContent("the second");
          out.write(" and ended".getBytes(UTF_8));
          assertThat(file).hasContent("the second");
          return 2;
        });

    assertThat(file).hasContent("the first, begun and ended");
    assertNothingElseIsThere();
  }

  @Test
  void whatAWriterLeftBehindThatWasKilledIsDeleted() throws IOException {
    leftBehind("a.json.0badcafe.part");
    leftBehind("a.json.part"); // by an earlier version

    WholeFile.save(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertNothingElseIsThere();
  }

  @Test
  void whatMayBelongToAnotherOrToSomethingElseStays() throws IOException {
    Path underWay = Files.writeString(folder.resolve("a.json.0badcafe.part"), "by another");
    Path ofAnother = leftBehind("a.json.b.json.0badcafe.part");
    Path kept = leftBehind("a.json.kept.part");

    WholeFile.save(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(unfinished()).containsExactlyInAnyOrder(underWay, ofAnother, kept);
  }

  @Test
  void whoMayReadItIsDecidedAsForAnyNewFile() throws IOException {
    assumeTrue(
        Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null,
        "Skipped: there are no POSIX permissions here");
    Path usual = Files.createFile(Files.createDirectory(folder.resolve("b")).resolve("usual"));

    WholeFile.save(file, "new".getBytes(UTF_8));

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void aFolderIsNoFileToReplace() throws IOException {
    Path taken = folder.resolve("b.json");
    Files.createDirectories(taken.resolve("kept"));

    assertThatThrownBy(() -> WholeFile.save(taken, "new".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(taken).isDirectoryContaining(each -> each.endsWith("kept"));
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void aFolderOfSuchANameIsNotTouched() throws IOException {
    Path foreign = Files.createDirectory(folder.resolve("a.json" + WholeFile.UNFINISHED));
    Files.setLastModifiedTime(foreign, twoHoursAgo);

    WholeFile.save(file, "new".getBytes(UTF_8));

    assertThat(foreign).isDirectory();
    assertThat(file).hasContent("new");
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

  private Path leftBehind(String name) throws IOException {
    Path left = Files.writeString(folder.resolve(name), "much longer than new");
    return Files.setLastModifiedTime(left, twoHoursAgo);
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.toString().endsWith(WholeFile.UNFINISHED)).toList();
    }
  }

  private void assertNothingElseIsThere() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }
}
