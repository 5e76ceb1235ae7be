package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that cannot be written is told in one line, once. */
class LogFilesTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path data;

  @Test
  void aFullDiskIsOneLine() throws IOException {
    assumeTrue(Files.exists(FULL), "skipped: this system has no disk that is always full");
    Files.createDirectories(data.resolve("log"));
    Files.createSymbolicLink(data.resolve("log/sightline.0.log"), FULL);
    PrintStream usual = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      LogFiles log = new LogFiles(data);
      Logger.getLogger(LogFilesTest.class.getName()).info("one");
      Logger.getLogger(LogFilesTest.class.getName()).info("two");
      log.close();
    } finally {
      System.setErr(usual);
    }
    assertThat(said.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains("sightline:")))
        .singleElement()
        .asString()
        .startsWith("sightline: the log cannot be written: ");
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ", "ErrorManager");
  }
}
