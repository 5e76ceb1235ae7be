package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate --recipe-out} replaces an older recipe, never anything else. */
@Timeout(120)
class RecipePlaceTest {
  private static final String OLDER =
      """
      {"name": "mine", "version": 1, "product": "board", "model": "board", "failFrom": 0.4}
      """;

  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
    for (int x = 0; x < 2; x++) {
      set.bad("bad" + x, x, 150 + x);
      set.good("good" + x, 5 + x, 100 + x);
    }
  }

  private CommandLineRun save(Path recipe) {
    return set.validate("--choose", "cost=20", "--recipe-out", recipe);
  }

  @Test
  void aPipeIsRefusedAndStaysOne() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: no pipes with names here");
    new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();

    CommandLineRun run = save(pipe);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .isEqualTo(
            "sightline: %s is a device or a pipe: name a file for the recipe, and pass that on",
            pipe);
    assertThat(pipe).exists();
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  /** Empty as it is, somebody may hold it. */
  @Test
  void aLockIsRefusedAndStays() throws IOException {
    Path lock = Files.createFile(folder.resolve("sightline.lock"));

    CommandLineRun run = save(lock);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(lock + " is already there and is not a Sightline recipe");
    assertThat(lock).isEmptyFile();
  }

  @Test
  void aLinkStaysAndTheFileItLeadsToHoldsTheRecipe() throws IOException {
    Path file =
        Files.writeString(Files.createDirectory(folder.resolve("kept")).resolve("3.json"), OLDER);
    Path link = Files.createSymbolicLink(folder.resolve("newest.json"), file);

    CommandLineRun run = save(link);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).content().contains("\"failFrom\"").isNotEqualTo(OLDER);
    assertThat(folder.resolve("newest-curve.csv")).exists();
  }

  @Test
  void aLinkThatLeadsNowhereStays() throws IOException {
    Path away = folder.resolve("share");
    Path link = Files.createSymbolicLink(folder.resolve("newest.json"), away);

    CommandLineRun run = save(link);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(link + " is a link to a file that is not there").hasLineCount(1);
    assertThat(link).isSymbolicLink();
    assertThat(away).doesNotExist();
  }

  @Test
  void anOlderRecipeAndAnEmptyFileMakeRoom() throws IOException {
    Path older = Files.writeString(folder.resolve("older.json"), OLDER);
    Path empty = Files.createFile(folder.resolve("empty.json"));

    assertThat(save(older).code()).isZero();
    assertThat(save(empty).code()).isZero();

    assertThat(older).content().isNotEqualTo(OLDER);
    assertThat(empty).isNotEmptyFile();
  }
}
