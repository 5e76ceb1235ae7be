package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.RecipeContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource({"a\\u001b[31mb, Board, name", "Mine, two\\nlines, product"})
  void whatIsShownInALineHasNoControlCharacters(String name, String product, String key)
      throws IOException {
    Path file = folder.resolve("hostile.json");
    String fields =
        """
        {"name": "%s", "version": 7, "product": "%s", "model": "board", "failFrom": 0.4}""";
    Files.writeString(file, fields.formatted(name, product));

    assertThatThrownBy(() -> RecipeFile.read(file, new Json()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("\"" + key + "\" has control characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "failFrom": 0.4, "classes": {"spur": {}},~ "ignore": [{"failFrom": 1}]~} | line 3: there is no key "failFrom"
          "failFrom": 0.4, "classes": {"spur": {},~ "open": {"reviewFrom": 0.5}}~} | line 3: "classes" "open": reviewFrom
          "failFrom": 0.4, "classes": {"spur": {"failFrom": 1},~ "open": {"failFrom": 2}}~} | line 3: "classes" "open": "failFrom" is a number
          "failFrom": 4,~ "classes": {}~}                                          | line 2: "failFrom" is a number
          "failFrom": 0.4,~ "defectsToFail": 0~}                                   | line 3: defectsToFail is 1 or more
          "classes": {"spur": {"failFrom": 0.4}}~}                                 | line 3: "failFrom" is missing
          """)
  void theLineIsThatOfTheKeyAtFault(String end, String expected) throws IOException {
    Path file = folder.resolve("wrong.json");
    String start =
        """
        {"name": "A", "version": 1, "product": "B", "model": "board",
        """;
    Files.writeString(file, start + end.replace('~', '\n'));

    assertThatThrownBy(() -> RecipeFile.read(file, new Json()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("wrong.json, " + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aRecipeNeedsAModel(String model) throws IOException {
    Path file = folder.resolve("empty.json");
    Files.writeString(
        file,
        """
        {"name": "A", "version": 1, "product": "B",
         "model": "%s", "failFrom": 0.4
        }"""
            .formatted(model));

    assertThatThrownBy(() -> RecipeFile.read(file, new Json()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("empty.json, line 2: model is empty");
  }

  /** The canonical text is hashed: if its form ever changed, every recipe would seem changed. */
  @Test
  void theSameLimitsAreTheSameWordsHoweverTheFileHasThem() throws IOException {
    String one =
        """
        {"name": "Prüfung", "version": 7, "product": "Board", "model": "board",
         "failFrom": 0.4,
         "classes": {"spur": {"failFrom": 0.5, "reviewFrom": 0.3, "minimumSize": 12},
                     "short": {}, "pin-hole": {"failFrom": 0.00025}},
         "ignore": [{"x1": 0, "y1": 1.5, "x2": 12000000, "y2": 80}]}
        """;
    String same =
        """
        {"minimumContrast": 8.00, "defectsToFail": 1,
         "ignore": [{"y2": 8e1, "x2": 1.2e7, "y1": 1.50, "x1": 0.0}],
         "classes": {"pin-hole": {"failFrom": 2.5E-4, "reviewFrom": 0.00025},
                     "short": {"minimumSize": 0, "failFrom": 0.40},
                     "spur": {"minimumSize": 12.0, "reviewFrom": 0.30, "failFrom": 0.50}},
         "failFrom": 4e-1, "model": "board", "product": "Board", "version": 7,
         "name": "Pr\\u00fcfung"}
        """;

    assertThat(content(one).json())
        .isEqualTo(
            """
            {"name":"Prüfung","version":7,"product":"Board","model":"board","failFrom":0.4,\
            "classes":{\
            "pin-hole":{"failFrom":2.5E-4,"reviewFrom":2.5E-4,"minimumSize":0.0},\
            "short":{"failFrom":0.4,"reviewFrom":0.4,"minimumSize":0.0},\
            "spur":{"failFrom":0.5,"reviewFrom":0.3,"minimumSize":12.0}},\
            "ignore":[{"x1":0.0,"y1":1.5,"x2":1.2E7,"y2":80.0}],\
            "defectsToFail":1,"minimumContrast":8.0}""");
    assertThat(content(same)).isEqualTo(content(one));
    assertThat(content(content(one).json())).as("a file once more").isEqualTo(content(one));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"product\": \"Board\" | \"product\": \"Bord\"",
        "\"model\": \"board\" | \"model\": \"boards\"",
        "\"version\": 7 | \"version\": 8",
        "\"failFrom\": 0.4 | \"failFrom\": 0.41",
        "\"failFrom\": 0.5 | \"failFrom\": 0.51",
        "\"reviewFrom\": 0.3 | \"reviewFrom\": 0.31",
        "\"minimumSize\": 12 | \"minimumSize\": 13",
        "\"x2\": 120 | \"x2\": 121",
        "\"defectsToFail\": 2 | \"defectsToFail\": 3",
        "\"minimumContrast\": 5 | \"minimumContrast\": 0",
      })
  void whateverIsChangedIsSeen(String from, String to) throws IOException {
    String recipe =
        """
        {"name": "C", "version": 7, "product": "Board", "model": "board", "failFrom": 0.4,
         "classes": {"spur": {"failFrom": 0.5, "reviewFrom": 0.3, "minimumSize": 12}},
         "ignore": [{"x1": 0, "y1": 1, "x2": 120, "y2": 80}],
         "defectsToFail": 2, "minimumContrast": 5}
        """;

    assertThat(content(recipe.replace(from, to)).sha256())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(content(recipe).sha256());
  }

  private RecipeContent content(String recipe) throws IOException {
    Path file = Files.writeString(folder.resolve("recipe.json"), recipe);
    return RecipeFile.version(RecipeFile.read(file, new Json())).content().orElseThrow();
  }
}
