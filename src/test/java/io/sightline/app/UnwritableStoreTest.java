package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.store.ChildJvm;
import io.sightline.store.DataDirectory;
import io.sightline.store.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code doctor} says to a user who may write in a store's folder, but not one of its files.
 */
@Timeout(120)
class UnwritableStoreTest {
  private static final List<String> FILES =
      List.of("sightline.db", "sightline.lock", "sightline.db-wal", "sightline.db-shm");

  @TempDir private Path directory;

  @Test
  void theFileThatKeepsAStationFromRecordingIsNamed() throws IOException, InterruptedException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "skipped: files have no owner here");
    List<String> expected = new ArrayList<>();
    for (String file : FILES) {
      Path data = directory.resolve("for " + file);
      SqliteStore.open(new DataDirectory(data)).close();
      Path unwritable = data.resolve(file);
      if (!Files.exists(unwritable)) {
        Files.createFile(unwritable); // left by another user
      }
      Files.setPosixFilePermissions(unwritable, PosixFilePermissions.fromString("r--r--r--"));
      expected.add(
          "0 inspections, whole; nothing can be recorded by this user: %s cannot be written"
              .formatted(unwritable));
    }

    Process doctor = ChildJvm.startWithoutPrivileges(Doctor.class, directory.toString());

    try (var said = doctor.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.lines()).containsExactlyElementsOf(expected);
    }
    assertThat(doctor.waitFor()).isZero();
  }

  /** Looks at all of the stores in one process, to which permissions apply. */
  static final class Doctor {
    private Doctor() {}

    public static void main(String[] arguments) {
      for (String file : FILES) {
        Path data = Path.of(arguments[0]).resolve("for " + file);
        CommandLineRun run = CommandLineRun.of("doctor", "--json", "--data", data);
        System.out.println(run.json().get("store"));
      }
    }
  }
}
