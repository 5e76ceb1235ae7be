package io.sightline.app.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Json;
import io.sightline.config.Settings.LineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeChoiceTest {
  @TempDir private Path folder;

  /**
   * The recipe lies on a share that is not mounted yet; the other file would decide in its place.
   */
  @Test
  void aStationsRecipeThatIsAwayIsNotReplacedByAFileOfItsName() throws IOException {
    Path other = folder.resolve("board");
    Files.writeString(other, "{}");
    Path link = folder.resolve("board.json");
    Files.createSymbolicLink(link, folder.resolve("share/board.json"));
    LineSettings line =
        new LineSettings(
            "Line 1", "sim:board", Optional.of(other.toString()), Optional.empty(), "", false);

    assertThatThrownBy(() -> RecipeChoice.of(line, folder, folder, new Json()))
        .hasMessage("There is no file " + link);
  }
}
