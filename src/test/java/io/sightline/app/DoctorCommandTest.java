package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.store.DataDirectory;
import io.sightline.store.DiskSpace;
import io.sightline.store.OlderStore;
import io.sightline.store.SqliteStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} reports about a station's store. */
@Timeout(120)
class DoctorCommandTest {
  private static final int PAGE = 4096;

  @TempDir private Path directory;

  @Test
  void theStoreIsCountedAndLookedThrough() throws IOException {
    assertThat(store(directory)).isEqualTo("none yet");
    assertThat(directory).isEmptyDirectory();

    CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 3, "--data", directory);
    assertThat(store(directory)).isEqualTo("3 inspections, whole");

    try (var file = new RandomAccessFile(directory.resolve("sightline.db").toFile(), "rw")) {
      byte[] noise = new byte[PAGE];
      Arrays.fill(noise, (byte) 31);
      file.seek(3 * PAGE); // a page that counting does not read
      file.write(noise);
    }
    assertThat(store(directory))
        .startsWith("The store " + directory.resolve("sightline.db") + " is damaged: move it away");
  }

  @Test
  void aStoreWithoutPartsIsWholeToo() {
    SqliteStore.open(new DataDirectory(directory)).close();
    assertThat(store(directory)).isEqualTo("0 inspections, whole");
  }

  @Test
  void aStoreOfAnOlderSightlineIsWholeToo() throws IOException, SQLException {
    OlderStore.make(new DataDirectory(directory));
    assertThat(store(directory)).isEqualTo("1 inspection, whole");
  }

  @Test
  void aFileInPlaceOfTheFolderIsSaid() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    for (Path data : new Path[] {file, file.resolve("below")}) {
      assertThat(store(data))
          .isEqualTo("none: " + file + " is not a folder: choose another --data directory");
    }
  }

  @Test
  void aFolderThatNothingCanBeRecordedInIsSaid() {
    Path locked = Path.of("/proc/self"); // not even root can write there
    assumeTrue(
        Files.isDirectory(locked) && !Files.isWritable(locked), "skipped: there is no such folder");
    assertThat(store(locked.resolve("station")))
        .isEqualTo(
            "none yet; nothing can be recorded by this user: " + locked + " cannot be written");
  }

  @Test
  void aDiskThatDoesNotSayWhatIsFreeIsNotKnown() {
    Path processes = Path.of("/proc"); // has no size
    assumeTrue(DiskSpace.near(processes).isEmpty(), "skipped: every disk here says what is free");
    CommandLineRun run = CommandLineRun.of("doctor", "--json", "--data", processes);

    assertThat(run.json()).containsEntry("disk_free_gb", null);
    assertThat(CommandLineRun.of("doctor", "--data", processes).out())
        .containsPattern("disk free gb +not known");
  }

  @Test
  void aNameThatIsNoPathIsWrongOnItsOwnLine() throws IOException {
    Files.writeString(
        directory.resolve("settings.json"),
        """
        {"engine": "cpu", "shifts": [], "lines": [
          {"name": "Left", "source": "sim:board"},
          {"name": "No recipe", "source": "sim:board", "recipe": "a\\u0000b"},
          {"name": "No model", "source": "sim:board", "model": "a\\u0000b"}]}
        """);

    CommandLineRun run = CommandLineRun.of("doctor", "--json", "--data", directory);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("lines"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
        .hasEntrySatisfying("Left", found -> assertThat(found).contains("judged by board"))
        .hasEntrySatisfying(
            "No recipe", found -> assertThat(found).startsWith("wrong: There is no recipe \"a"))
        .hasEntrySatisfying(
            "No model", found -> assertThat(found).startsWith("wrong: There is no model \"a"));
  }

  @Test
  void aLineWhoseCameraCannotBeOpenedByThisVersionIsWrong() throws IOException {
    Files.writeString(
        directory.resolve("settings.json"),
        """
        {"engine": "cpu", "lines": [{"name": "GigE", "source": "gst:videotestsrc ! appsink"}]}
        """);

    CommandLineRun run = CommandLineRun.of("doctor", "--json", "--data", directory);

    assertThat(run.json().get("lines"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
        .hasEntrySatisfying(
            "GigE", found -> assertThat(found).startsWith("wrong: gst: sources need GStreamer"));
  }

  private static String store(Path data) {
    CommandLineRun run = CommandLineRun.of("doctor", "--json", "--data", data);
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    return String.valueOf(run.json().get("store"));
  }
}
