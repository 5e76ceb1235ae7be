package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log is the same in every language; if it cannot be written, one line reports that; if its
 * disk does not answer, nobody who logs waits for it.
 */
class LogFilesTest {
  private static final Path FULL = Path.of("/dev/full");
  private static final int ENTRIES = 20;

  @TempDir private Path data;

  private Optional<RandomAccessFile> hanging = Optional.empty();

  /** Or what hangs there would hang for good, and with it every later test. */
  @AfterEach
  void release() throws IOException {
    if (hanging.isPresent()) {
      hanging.get().close();
    }
  }

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
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // no interrupt ends such a write
  void aDiskThatDoesNotAnswerHoldsNobodyWhoLogs() throws Exception {
    RandomAccessFile disk = hangingDisk();
    LogFiles log = new LogFiles(data);
    try {
      logMuch();
      StringBuilder written = new StringBuilder();
      byte[] part = new byte[1 << 16];
      while (written.indexOf("entry " + ENTRIES) < 0) {
        written.append(new String(part, 0, disk.read(part), StandardCharsets.UTF_8));
      }
      assertThat(written.toString().lines().map(line -> line.replaceAll(".*(?=entry)|~+", "")))
          .as("once it answers, in order")
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, ENTRIES).mapToObj(i -> "entry " + i).toList());
    } finally {
      log.close();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void aDiskThatDoesNotAnswerDoesNotKeepTheStationOpen() throws Exception {
    PrintStream usual = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    hangingDisk();
    LogFiles log = new LogFiles(data);
    logMuch();
    try {
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      log.close();
    } finally {
      System.setErr(usual);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "sightline: the log cannot be written: its disk does not answer");
  }

  /** Makes the log's file a pipe: a disk that does not answer once the pipe is full. */
  private RandomAccessFile hangingDisk() throws IOException, InterruptedException {
    Path file = Files.createDirectories(data.resolve("log")).resolve("sightline.0.log");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: no pipes with names here");
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    // Or whoever opens it to write would wait for a reader.
    RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw");
    hanging = Optional.of(disk);
    return disk;
  }

  /** Logs more than a pipe holds. */
  private static void logMuch() {
    for (int i = 1; i <= ENTRIES; i++) {
      Logger.getLogger(LogFilesTest.class.getName()).info("entry " + i + "~".repeat(10_000));
    }
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
