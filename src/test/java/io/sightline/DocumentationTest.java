package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links in the documentation resolve, and its examples can be copied. */
class DocumentationTest {
  private static final Path HOUSE = Path.of("").toAbsolutePath();

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");

  static List<Path> pages() {
    return Stream.of(
            "", "docs", "models", "models/board", "models/deeppcb", "models/training", "bench")
        .map(HOUSE::resolve)
        .flatMap(DocumentationTest::markdownIn)
        .sorted()
        .toList();
  }

  private static Stream<Path> markdownIn(Path folder) {
    String[] names = folder.toFile().list((in, name) -> name.endsWith(".md"));
    return Stream.of(names == null ? new String[0] : names).map(folder::resolve);
  }

  @Test
  void thereArePages() {
    assertThat(pages()).contains(HOUSE.resolve("README.md"), HOUSE.resolve("docs/settings.md"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    for (String link : links(Files.readString(page))) {
      String file = link.replaceFirst("#.*", "");
      Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
      assertThat(target).as("%s in %s", link, page).exists();
      if (link.contains("#")) {
        assertThat(anchors(target))
            .as("%s in %s", link, page)
            .contains(link.substring(link.indexOf('#') + 1));
      }
    }
  }

  private static List<String> links(String text) {
    return LINK.matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** Returns the anchors that GitHub generates for the page's headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .map(words -> words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void theExamplesOfSettingsAndRecipesAreRead(@TempDir Path station) throws IOException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(HOUSE.resolve("docs/settings.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(examples).hasSize(2);
    Files.writeString(station.resolve("settings.json"), examples.get(0));
    assertThat(Settings.of(station, new Json()).station()).isEqualTo("Press 4");
    Path recipe = Files.writeString(station.resolve("control-board.json"), examples.get(1));
    assertThat(RecipeFile.read(recipe, new Json()).name()).isEqualTo("Control board rev C");
  }
}
