package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is the same in every language; if it cannot be written, one line reports that. */
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

  @Test
  void anEntryIsTheSameInEveryLanguage() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      LogRecord entry = new LogRecord(Level.WARNING, "{0} has stopped after {1}");
      entry.setParameters(new Object[] {"Line 1", 12_345});
      entry.setLoggerName("io.sightline");
      entry.setInstant(Instant.parse("2026-11-23T17:00:00.0074Z"));
      entry.setThrown(new IllegalStateException("why"));

      assertThat(new LogLine(ZoneId.of("Europe/Berlin")).format(entry))
          .startsWith(
              "2026-11-23T18:00:00.007+01:00 WARNING io.sightline: Line 1 has stopped after 12,345%n%s: why%n\tat "
                  .formatted(IllegalStateException.class.getName()));
    } finally {
      Locale.setDefault(usual);
    }
  }
}
