package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsSavedIsReadAgain() {
    Recipe recipe =
        new Recipe(
            "Prüfung \"C\"",
            7,
            "Board",
            "board",
            ClassLimit.failFrom(0.4),
            Map.of("spur", new ClassLimit(0.5, 0.3, 12), "pin-hole", ClassLimit.failFrom(0.25)),
            List.of(new Box(0, 1.5, 120, 80)),
            2);
    Path file = folder.resolve("rezept ü.json");
    Json json = new Json();

    RecipeFile.save(file, recipe, json);

    assertThat(RecipeFile.read(file, json)).isEqualTo(recipe);
  }
}
