package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A line asks its network for all that the recipe decides about, below the model's own limit. */
@Timeout(120)
class LowLimitTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void paint() throws IOException {
    set = PaintedSet.in(folder);
    set.bad("a", 0, PaintedSet.FAINT);
  }

  @Test
  void aLineFailsWhatARecipeOfALowLimitFails() throws IOException {
    assertThat(inspected("\"failFrom\": 0.1").number("fail")).isEqualTo(1);
    assertThat(inspected("\"failFrom\": 0.2").number("pass")).isEqualTo(1);
  }

  @Test
  void aLineAsksForAPersonFromALowLimitOn() throws IOException {
    CommandLineRun run =
        inspected("\"failFrom\": 0.9, \"classes\": {\"red\": {\"reviewFrom\": 0.1}}");

    assertThat(run.number("review")).isEqualTo(1);
    assertThat(run.number("fail")).isZero();
  }

  private CommandLineRun inspected(String limits) throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("r.json"),
            "{\"name\": \"R\", \"version\": 1, \"product\": \"Cell\", \"model\": \"%s\", %s}"
                .formatted(set.model(), limits));
    return CommandLineRun.of(
        "inspect",
        "folder:" + set.set(),
        "--recipe",
        recipe,
        "--data",
        folder.resolve("d"),
        "--json");
  }
}
