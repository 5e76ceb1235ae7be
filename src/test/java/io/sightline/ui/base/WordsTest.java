package io.sightline.ui.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Misfit;
import io.sightline.inspection.Phrase;
import io.sightline.line.Trouble;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z.]+)\"");
  private static final Pattern ASKED =
      Pattern.compile("(?:words|Phrase)\\s*\\.of\\(\\s*\"([^\"]+)\"");

  private final Words english = Words.in(Locale.ENGLISH, BERLIN);
  private final Words german = Words.in(Locale.GERMAN, BERLIN);

  @Test
  void everyTextAskedForExistsAndEveryTextThereIsIsUsed() throws IOException {
    String sources = sources();
    Set<String> keys = texts("words.properties").stringPropertyNames();
    Set<String> ofTroubles =
        Stream.of(Trouble.Kind.values())
            .map(kind -> "alarm." + kind.name().toLowerCase(Locale.ROOT))
            .flatMap(title -> Stream.of(title, title + ".advice"))
            .collect(Collectors.toSet());

    assertThat(keys).containsAll(found(ASKED, sources)).containsAll(ofTroubles);
    ofTroubles.addAll(found(LITERAL, sources));
    assertThat(ofTroubles).containsAll(keys);
  }

  @Test
  void everyLanguageHasEveryTextWithTheSamePlaces() throws IOException {
    Properties source = texts("words.properties");
    Properties other = texts("words_de.properties");

    assertThat(other.stringPropertyNames()).isEqualTo(source.stringPropertyNames());
    for (String key : source.stringPropertyNames()) {
      assertThat(places(other, key)).as(key).isEqualTo(places(source, key));
    }
  }

  @Test
  void numbersAreWrittenAsTheOperatorWritesThem() {
    assertThat(english.count(18_204)).isEqualTo("18,204");
    assertThat(german.count(18_204)).isEqualTo("18.204");
    assertThat(german.decimal(23.44, 1)).isEqualTo("23,4");
    assertThat(english.percent(OptionalDouble.empty())).isEqualTo("–");
  }

  @Test
  void aYieldIsNeverRoundedUpToPerfect() {
    assertThat(english.percent(OptionalDouble.of(0.999_999))).isEqualTo("99.99%");
    assertThat(english.percent(OptionalDouble.of(1))).isEqualTo("100.00%");
  }

  @Test
  void aYieldIsRoundedAsPeopleRound() {
    assertThat(english.percent(OptionalDouble.of(26.0 / 28))).isEqualTo("92.86%");
    assertThat(english.percent(OptionalDouble.of(2.0 / 3))).isEqualTo("66.67%");
    assertThat(english.percent(OptionalDouble.of(0))).isEqualTo("0.00%");
  }

  @Test
  void everyNumberCanBeDrawnWithTheLettersOfTheScreen() {
    for (Locale locale : Locale.getAvailableLocales()) {
      Words words = Words.in(locale, BERLIN);
      assertThat(
              words.count(-1_234_567)
                  + words.decimal(1_234.5, 1)
                  + words.percent(OptionalDouble.of(0.1234))
                  + words.of("alarm.rejects.advice", 1_234_567)
                  + words.time(Instant.EPOCH)
                  + words.zone(Instant.EPOCH))
          .as(locale.toLanguageTag())
          .matches("[\\p{ASCII}\u00a0\u202f\u2019\u2212]*");
    }
  }

  @Test
  void timesAreThePlants() {
    Instant moment = Instant.parse("2026-11-23T08:42:17Z");
    assertThat(english.time(moment)).isEqualTo("09:42:17");
    assertThat(german.time(moment, Instant.parse("2026-11-23T22:59:59Z"))).isEqualTo("09:42:17");
    assertThat(german.time(moment, Instant.parse("2026-11-23T23:00:00Z")))
        .isEqualTo("23.11.26 09:42:17");
    assertThat(german.timeOrDay(moment, Instant.parse("2026-11-23T22:59:59Z")))
        .isEqualTo("09:42:17");
    assertThat(german.timeOrDay(moment, Instant.parse("2026-11-23T23:00:00Z")))
        .isEqualTo("23.11.26");
  }

  /** Within a day, the time of day alone says which; that of a night shift, too. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T08:43:00Z,09:42",
    "2026-11-24T08:42:16Z,09:42",
    "2026-11-24T08:42:17Z,23.11.26",
    "2026-12-24T08:42:17Z,23.11.26"
  })
  void aBeginningIsSaidToTheMinuteOrTheDay(Instant now, String said) {
    assertThat(german.beginning(Instant.parse("2026-11-23T08:42:17Z"), now)).isEqualTo(said);
  }

  /** In the night when clocks go forward, 23 hours make a day. */
  @Test
  void aBeginningOfTheDayBeforeIsNotTakenForOneOfToday() {
    Instant before = Instant.parse("2026-03-28T08:00:00Z");

    assertThat(german.beginning(before, Instant.parse("2026-03-29T06:59:59Z"))).isEqualTo("09:00");
    assertThat(german.beginning(before, Instant.parse("2026-03-29T07:30:00Z")))
        .isEqualTo("28.03.26");
  }

  @Test
  void theTimeZoneIsSaidAsPeopleSayIt() {
    Instant winter = Instant.parse("2026-11-23T08:42:17Z");
    assertThat(english.zone(winter)).isEqualTo("CET");
    assertThat(german.zone(winter)).isEqualTo("MEZ");
    assertThat(german.zone(Instant.parse("2026-07-23T08:42:17Z"))).isEqualTo("MESZ");
    assertThat(Words.in(Locale.ENGLISH, ZoneOffset.UTC).zone(winter)).isEqualTo("UTC");
    assertThat(Words.in(Locale.ENGLISH, ZoneOffset.ofHours(-5)).zone(winter))
        .isEqualTo("UTC-05:00");
  }

  @Test
  void aRecipeThatDoesNotFitNamesItsZoneOrItsSize() {
    Box zone = new Box(-5, 0, 1920, 9000);
    assertThat(unfit(english, new Misfit.ZoneOutside(zone)))
        .endsWith(": its zone from -5,0 to 1920,9000 lies outside them");
    assertThat(unfit(english, new Misfit.ZoneCoversAll(zone)))
        .endsWith(": its zone from -5,0 to 1920,9000 covers all of them, and nothing would count");
    assertThat(unfit(german, new Misfit.ZoneOutside(zone)))
        .endsWith(": seine Zone von -5,0 bis 1920,9000 liegt außerhalb");
    assertThat(unfit(german, new Misfit.ZoneCoversAll(zone))).contains("von -5,0 bis 1920,9000");
    assertThat(unfit(german, new Misfit.ZonesCoverAll(3))).contains(": seine 3 Zonen ");
    assertThat(unfit(german, new Misfit.SizeUnreached(1200))).endsWith("minimumSize von 1200");
  }

  private static String unfit(Words words, Misfit why) {
    return words.of(Phrase.of("reason.unfit", "640x480", "Board", why.phrase()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "zh", "en-GB"})
  void aLanguageWithoutAFileIsEnglish(String tag) {
    assertThat(Words.in(Locale.forLanguageTag(tag), BERLIN).of("verdict.fail")).isEqualTo("FAIL");
  }

  private static int places(Properties texts, String key) {
    return new MessageFormat(texts.getProperty(key), Locale.ROOT)
        .getFormatsByArgumentIndex()
        .length;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(hit -> hit.group(1)).collect(Collectors.toSet());
  }

  private static Properties texts(String file) throws IOException {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                WordsTest.class.getResourceAsStream("/io/sightline/ui/" + file), file),
            StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }

  /**
   * Returns the sources of the screen, and of the rules, sources, lines and reports whose texts it
   * shows.
   */
  private static String sources() throws IOException {
    Path home = Path.of(System.getProperty("sightline.home", "."), "src/main/java/io/sightline");
    try (Stream<Path> screen = Files.walk(home.resolve("ui"));
        Stream<Path> rules = Files.walk(home.resolve("inspection"));
        Stream<Path> cameras = Files.walk(home.resolve("capture"));
        Stream<Path> lines = Files.walk(home.resolve("line"));
        Stream<Path> reports = Files.walk(home.resolve("report"))) {
      return Stream.of(screen, rules, cameras, lines, reports)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.toCollection(TreeSet::new))
          .stream()
          .map(WordsTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
