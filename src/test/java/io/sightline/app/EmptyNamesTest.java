package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that an option given without the name of a model or recipe is a usage error. */
class EmptyNamesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "inspect sim:board --parts 1 --data, --model",
    "inspect sim:board --parts 1 --data, --recipe",
    "validate --data, --model",
    "validate --data, --recipe",
    "detect sim:board --parts 1 --jsonl, --model",
    "bench --no-screen --turns 1 --parts 2 --rates 1 --engine cpu, --model",
  })
  void anEmptyNameIsAUsageError(String words, String option) {
    String command = words.endsWith("cpu") ? words : words + " " + directory;
    for (String empty : new String[] {"", " "}) {
      List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
      all.addAll(List.of(option, empty));
      CommandLineRun run = CommandLineRun.of(all.toArray());
      assertThat(run.err()).startsWith("sightline: " + option + " is empty: name a ");
      assertThat(run.code()).isEqualTo(2);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileWithoutANameIsAUsageErrorBeforeTheSourceIsOpened() {
    CommandLineRun run =
        CommandLineRun.of(
            "detect", "folder:" + directory.resolve("none"), "--model", "board", "--jsonl", "");

    assertThat(run.err()).startsWith("sightline: --jsonl is empty: name a file");
    assertThat(run.code()).isEqualTo(2);
  }
}
