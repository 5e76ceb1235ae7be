package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.ShiftPlan;
import io.sightline.inspection.Verdict;
import io.sightline.line.Preview;
import io.sightline.report.CsvExport;
import io.sightline.store.DataDirectory;
import io.sightline.store.ImageFolder;
import io.sightline.store.InspectionQuery;
import io.sightline.store.StoreReader;
import io.sightline.ui.OpeningStep;
import io.sightline.ui.live.model.KeptPictures;
import io.sightline.ui.live.model.Station;
import io.sightline.ui.live.model.StationLine;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an opened station gives its screen; none of it needs a display. */
@Timeout(180)
class OpenedStationTest {
  private static final Path BOARD =
      Path.of(System.getProperty("sightline.home", "."), "models/board/model.onnx");

  @TempDir private Path directory;

  @BeforeEach
  void needsModel() {
    assumeTrue(Files.exists(BOARD), "skipped: the bundled model is not in this checkout");
  }

  @Test
  void aNameThatIsNoPathStopsItsOwnLineOnly() throws Exception {
    String lines =
        line("Left", "sim:board?ppm=600", "")
            + line("No recipe", "sim:board?ppm=600", ", \"recipe\": \"a\\u0000b\"")
            + line("No model", "sim:board?ppm=600", ", \"model\": \"a\\u0000b\"");
    try (ScreenStation station = station(directory, lines)) {
      assertThat(station.open(step -> {}).lines())
          .extracting(StationLine::fault)
          .satisfiesExactly(
              left -> assertThat(left).isEmpty(),
              recipe -> assertThat(recipe.orElse("")).startsWith("There is no recipe \"a"),
              model -> assertThat(model.orElse("")).startsWith("There is no model \"a"));
    }
  }

  @Test
  void aStationWithoutAnyLineThatCanRunDoesNotOpen() throws Exception {
    String lines =
        line("One", "sim:board?ppm=600", ", \"recipe\": \"missing\"")
            + line("Two", "sim:board?ppm=600", ", \"recipe\": \"missing\"");
    try (ScreenStation station = station(directory, lines)) {
      assertThatThrownBy(() -> station.open(step -> {}))
          .hasMessageStartingWith("There is no recipe \"missing\"");
    }
  }

  @Test
  void aRecipeThatChangedWithoutANewVersionIsKnownOfItsLine() throws Exception {
    Path recipe = Files.createDirectory(directory.resolve("recipes")).resolve("mine.json");
    String limits =
        """
        {"name": "mine", "version": 1, "product": "board", "model": "board", "failFrom": %s}""";
    Files.writeString(recipe, limits.formatted("0.4"));
    CommandLineRun.of(
        "inspect", "sim:board", "--parts", 1, "--recipe", "mine", "--data", directory);
    String lines =
        line("Judged", "sim:board?ppm=600", ", \"recipe\": \"mine\"")
            + line("Bare", "sim:board?ppm=600", "");
    try (ScreenStation station = station(directory, lines)) {
      assertThat(station.open(step -> {}).lines())
          .extracting(StationLine::recipeChanged)
          .containsExactly(false, false);
    }

    Files.writeString(recipe, limits.formatted("0.5"));
    try (ScreenStation station = station(directory, lines)) {
      assertThat(station.open(step -> {}).lines())
          .extracting(StationLine::recipeChanged)
          .containsExactly(true, false);
    }
  }

  @Test
  void theFreeSpaceOfAFolderThatIsGoneIsNotKnown() throws Exception {
    Path root = Files.createDirectory(directory.resolve("station"));
    try (ScreenStation station = station(root, line("Still", "sim:board?ppm=600", ""))) {
      LongSupplier free = station.open(step -> {}).diskFree();
      assertThat(free.getAsLong()).isPositive();
      Path moved = Files.move(root, directory.resolve("elsewhere"));
      assertThatThrownBy(free::getAsLong).isInstanceOf(UncheckedIOException.class);
      Files.move(moved, root);
    }
  }

  @Test
  void oneThatIsStillOpeningIsClosedWithoutWaitingAndLeavesTheStoreInTheEnd() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    String lines = line("Left", "sim:board?ppm=600", "");
    ScreenStation station = station(directory, lines);
    Thread opening =
        new Thread(
            () ->
                station.open(
                    step -> {
                      if (step == OpeningStep.MODEL) {
                        loading.countDown();
                        Uninterruptibly.run(goesOn::await);
                      }
                    }));
    opening.start();
    loading.await();

    Thread closing = new Thread(station::close);
    closing.start();
    closing.join(Duration.ofSeconds(30).toMillis());
    assertThat(closing.isAlive()).as("it waits for what is being opened").isFalse();
    goesOn.countDown();
    opening.join();

    try (ScreenStation again = station(directory, lines)) {
      assertThat(again.open(step -> {}).lines()).hasSize(1);
    }
  }

  @Test
  void theEngineOfTheSettingsMustRun() throws Exception {
    try (ScreenStation station =
        station(directory, line("Left", "sim:board", ""), "\"engine\": \"tensorrt\"")) {
      assertThatThrownBy(() -> station.open(step -> {})).hasMessageContaining("tensorrt");
    }
  }

  @Test
  void everyLineAndItsExportsHaveThePlantsTime() throws Exception {
    TimeZone before = TimeZone.getDefault();
    String lines =
        line("Left", "sim:board", "") + line("Broken", "sim:board", ", \"model\": \"missing\"");
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo")); // where local time is not UTC
    try (ScreenStation station = station(directory, lines, "\"engine\": \"cpu\"")) {
      Station opened = station.open(step -> {});
      ZoneId here = ZoneId.of("Asia/Tokyo");
      ShiftPlan shifts = new ShiftPlan(Settings.DEFAULT.shifts(), here);
      assertThat(opened.lines())
          .extracting(line -> line.facts().shifts())
          .containsExactly(shifts, shifts);

      LocalDateTime now = LocalDateTime.now(here);
      Path file = exported(opened.export());
      assertThat(file.getFileName().toString()).startsWith("Left-").endsWith(".csv");
      String time = file.getFileName().toString().replaceAll("^Left-|\\.csv$", "");
      assertThat(LocalDateTime.parse(time, DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss")))
          .isBetween(now.minusSeconds(1), LocalDateTime.now(here));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void aKeptPictureIsGivenWithTheSizeThatItsBoxesAreFor() throws Exception {
    CommandLineRun.of("inspect", "sim:board?seed=5&defects=1", "--parts", 4, "--data", directory);
    Inspection reject = firstReject();
    try (ScreenStation station = station(directory, line("Left", "sim:board", ""))) {
      KeptPictures pictures = station.open(step -> {}).pictures();

      assertSizes(pictures.load(reject), 1280, 1024, 1280, 1024);

      Path file = keepAnew(reject, 5472, 3648);
      assertSizes(pictures.load(reject), 5472, 3648, 4899, 3266); // 16 million pixels

      Files.delete(file);
      assertThat(pictures.load(reject)).isEmpty();
    }
  }

  private static void assertSizes(
      Optional<Preview> shown, int sourceWidth, int sourceHeight, int width, int height) {
    Preview preview = shown.orElseThrow();
    Picture picture = preview.picture().orElseThrow();
    assertThat(List.of(preview.sourceWidth(), preview.sourceHeight()))
        .containsExactly(sourceWidth, sourceHeight);
    assertThat(List.of(picture.width(), picture.height())).containsExactly(width, height);
  }

  private Inspection firstReject() {
    StoreReader store = StoreReader.of(new DataDirectory(directory));
    try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
      return rows.filter(row -> row.verdict() == Verdict.FAIL).findFirst().orElseThrow();
    }
  }

  /** Replaces the kept picture of a part by one of this size; returns its file. */
  private Path keepAnew(Inspection part, int width, int height) {
    try (FramePool pool = new FramePool();
        ImageFolder archive = new ImageFolder(new DataDirectory(directory));
        Frame frame = pool.take(width, height)) {
      return archive.find(archive.keep(part, frame)).orElseThrow();
    }
  }

  private static Path exported(CsvExport export) {
    CsvExport.Progress all =
        new CsvExport.Progress() {
          @Override
          public void rows(long done, long total) {}

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    return export.write(new CsvExport.Wanted("Left", Optional.empty()), all).orElseThrow().file();
  }

  static String line(String name, String source, String more) {
    return "{\"name\": \"%s\", \"source\": \"%s\"%s},".formatted(name, source, more);
  }

  /** Returns a station of these lines, without shifts, that looks on the CPU. */
  static ScreenStation station(Path directory, String lines) throws Exception {
    return station(directory, lines, "\"engine\": \"cpu\", \"shifts\": []");
  }

  private static ScreenStation station(Path directory, String lines, String more) throws Exception {
    String settings = "{%s, \"lines\": [%s]}".formatted(more, lines.replaceAll(",$", ""));
    Files.writeString(directory.resolve("settings.json"), settings, StandardCharsets.UTF_8);
    Json json = new Json();
    return new ScreenStation(new DataDirectory(directory), Settings.of(directory, json), json);
  }
}
