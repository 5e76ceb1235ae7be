package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Settings.LineSettings;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private final Json json = new Json();
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("settings.json");
  }

  @Test
  void aNewStationRunsTheSimulatedLine() {
    assertThat(Settings.of(directory, json)).isEqualTo(Settings.DEFAULT);
  }

  /** On a share that is not mounted yet: the simulated line would be recorded as production. */
  @Test
  void aLinkWhoseTargetIsAwayIsNoNewStation() throws IOException {
    Files.createSymbolicLink(file, directory.resolve("share/settings.json"));

    assertThatThrownBy(() -> Settings.of(directory, json))
        .isInstanceOf(ConfigException.class)
        .hasMessage("There is no file " + file);
  }

  @Test
  void whatIsSavedIsRead() {
    json.save(file, Settings.DEFAULT);

    assertThat(Settings.of(directory, json)).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void whatAFileLeavesOutHasItsDefault() throws IOException {
    Files.writeString(
        file,
        """
        {"station": "Prüfplatz 3",
         "lines": [{"name": "Left", "source": "folder:/parts", "model": "deeppcb"}]}
        """);

    Settings settings = Settings.of(directory, json);

    assertThat(settings.station()).isEqualTo("Prüfplatz 3");
    assertThat(settings.shifts()).isEqualTo(Settings.DEFAULT.shifts());
    assertThat(settings.lines())
        .containsExactly(
            new LineSettings(
                "Left", "folder:/parts", Optional.empty(), Optional.of("deeppcb"), "", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"statoin": "x"}                                   | line 1: there is no key "statoin"; known are
          {"lines": [{"name": "A", "source": "usb:0", "sorce": "x"}]} | line 1: there is no key "sorce"
          null                                               | needs an object
          {"lines": {}}                                      | "lines" must be a list
          {"lines": [null]}                                  | "lines"[0] must be an object
          {"lines": ["usb:0"]}                               | "lines"[0] must be an object
          [1]                                                | it must be an object {...}
          "x"                                                | it must be an object {...}
          {"station": 1}                                     | "station" must be a text
          {"imageQuota": "50"}                               | "imageQuota" must be a number
          {"imageQuota": ""}                                 | "imageQuota" must be a number
          {"lines": [{"name":"A","source":"usb:0","startsByItself":1}]} | "startsByItself" must be true or false
          {"shifts": [{"from": "06:00"}]}                    | "name" is missing
          {"shifts": [{"name": "Early", "from": "6:00"}]}    | "from" must be a time such as "06:00"
          {"shifts": [{"name":"A","from":"06:00"},{"name":"B","from":"06:00"}]} | twice
          {"shifts": [{"name":"A","from":"06:00"},{"name":"A","from":"07:00"}]} | twice
          {"station":                                        | line 1: it ends too early
          {"station": "Press 4"                              | line 1: it ends too early: a quote, a } or a ] is missing
          {"station": "Press                                 | line 1: it ends too early
          {"lines": [{"name": "A"                            | line 1: it ends too early
          '  '                                               | it is empty
          {"lines": []}                                      | at least one line
          {"lines": [{"source": "usb:0"}]}                   | needs a "name"
          {"lines": [{"name": "A"}]}                         | needs a "source"
          {"lines": [{"name":"A","source":"usb:0"},{"name":"A","source":"usb:1"}]} | twice
          {"imageQuota": -1}                                 | above 0
          {"shifts": [{"name": "Early", "from": "late"}]}    | line 1
          {"station": "a", "station": "b"}                   | Duplicate
          {"station": "a"} x                                 | line 1
          nonsense                                           | line 1
          """)
  void whatIsWrongIsNamedWithItsFile(String text, String expected) throws IOException {
    Files.writeString(file, text);

    assertThatThrownBy(() -> Settings.of(directory, json))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("settings.json")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("io.sightline")
        .hasMessageNotContaining("java.")
        .hasMessageNotContaining("Source")
        .hasMessageNotContaining("\n");
  }

  @Test
  void lettersThatAreNotUtf8AreSaid() throws IOException {
    Files.write(file, "{\"station\": \"Pr\u00fcfplatz\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Settings.of(directory, json))
        .hasMessage(file + ": it is not valid UTF-8: save it as UTF-8");
  }

  @Test
  void anUnknownKeyIsNamedWithItsLine() throws IOException {
    Files.writeString(file, "{\"station\": \"imageQouta\",\n\n\"imageQouta\": 5}");

    assertThatThrownBy(() -> Settings.of(directory, json))
        .hasMessageContaining("settings.json, line 3: there is no key \"imageQouta\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "B",~ "source": "usb:1", "recipe": ""}~]}   | line 3: "recipe" is empty
          {"name": "B",~ "source": "usb:1",~ "model": " "}]}   | line 4: "model" is empty
          {"name": "B", "source": "usb:1"}],~ "imageQuota": 0~} | line 3: "imageQuota" is a number
          {"name": "B", "source": "usb:1"}],~ "lot": "A"~}      | line 3: there is no key "lot"
          """)
  void theLineIsThatOfTheKeyAtFault(String end, String expected) throws IOException {
    String start =
        """
        {"lines": [{"name": "A", "source": "usb:0", "recipe": "a", "model": "b", "lot": "L"},
        """;
    Files.writeString(file, start + end.replace('~', '\n'));

    assertThatThrownBy(() -> Settings.of(directory, json))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("settings.json, " + expected);
  }

  @Test
  void aRecipeFileBecomesARecipe() throws IOException {
    Path recipe = directory.resolve("board.json");
    Files.writeString(
        recipe,
        """
        {"name": "Board", "version": 3, "product": "Control board", "model": "board",
         "failFrom": 0.4, "classes": {"spur": {"reviewFrom": 0.3, "minimumSize": 12}}}
        """);

    Recipe read = RecipeFile.read(recipe, json);

    assertThat(read.version()).isEqualTo(3);
    assertThat(read.defectsToFail()).isEqualTo(1);
    assertThat(read.limitFor("open")).isEqualTo(ClassLimit.failFrom(0.4));
    assertThat(read.limitFor("spur")).isEqualTo(new ClassLimit(0.4, 0.3, 12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "B", "version": 1, "product": "P", "model": "m"} | "failFrom" is missing
          {"name": "B", "version": 0, "product": "P", "model": "m", "failFrom": 0.4} | version
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": 1.4} | above 0 and up to 1
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": 0} | above 0 and up to 1
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": "0.4"} | "failFrom" must be a number
          {"name": "B", "version": 1.7, "product": "P", "model": "m", "failFrom": 0.4} | "version" must be a whole number
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": 0.4, "ignore": [{"x2": 9, "y2": 9}]} | "x1" is missing
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": 0.4, "ignore": [null]} | "ignore"[0] must be an object
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": 0.4, "classes": {"spur": null}} | "classes" "spur" must be an object
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": 0.4, "classes": {"spur": {"reviewFrom": 0}}} | above 0 and up to 1
          null | needs an object
          {"name": "B", "version": 1, "product": "P", "model": "m", "failFrom": 0.4, "clases": {}} | clases
          """)
  void aWrongRecipeIsNamedWithItsFile(String text, String expected) throws IOException {
    Path recipe = directory.resolve("board.json");
    Files.writeString(recipe, text);

    assertThatThrownBy(() -> RecipeFile.read(recipe, json))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("board.json")
        .hasMessageContaining(expected);
  }
}
