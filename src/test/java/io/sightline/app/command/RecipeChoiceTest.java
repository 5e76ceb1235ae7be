package io.sightline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Json;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.inspection.ClassLimit;
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

  @Test
  void theLinesModelTakesPrecedenceOverTheRecipes() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("r.json"),
            """
            {"name": "R", "version": 1, "product": "B", "model": "no such model", "failFrom": 0.5}
            """);

    RecipeChoice choice = choice(Optional.of(recipe.toString()), Optional.of("board"));

    assertThat(choice.bundle().name()).isEqualTo("board");
    assertThat(choice.recipe().name()).isEqualTo("R");
    assertThatThrownBy(() -> choice(Optional.of(recipe.toString()), Optional.empty()))
        .hasMessageStartingWith("There is no model \"no such model\"");
  }

  @Test
  void withoutARecipeTheModelsOwnLimitsDecideClassByClass() {
    RecipeChoice choice = choice(Optional.empty(), Optional.of("board"));

    ModelBundle board = choice.bundle();
    assertThat(board.recommended().confidenceFor("spur"))
        .as("one of its own")
        .isNotEqualTo(board.recommended().confidence());
    assertThat(board.classes())
        .allSatisfy(
            name ->
                assertThat(choice.recipe().limitFor(name))
                    .isEqualTo(ClassLimit.failFrom(board.recommended().confidenceFor(name))));
  }

  private RecipeChoice choice(Optional<String> recipe, Optional<String> model) {
    LineSettings line = new LineSettings("Line 1", "sim:board", recipe, model, "", false);
    return RecipeChoice.of(line, StationFolder.home(), folder, new Json());
  }
}
