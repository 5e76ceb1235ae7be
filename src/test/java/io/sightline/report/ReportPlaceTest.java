package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sightline.report.ReportPlace.Kind;
import io.sightline.report.validation.PageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A report replaces an older report, never anything else. */
class ReportPlaceTest {
  @TempDir private Path folder;

  private static long save(Path file) {
    return CsvFile.save(file, CsvReport.plain(), Stream.of(), ExportProgress.NONE);
  }

  @Test
  void aPipeIsRefusedAndStaysOne() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: no pipes with names here");
    new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();

    assertThatThrownBy(() -> save(pipe))
        .isInstanceOf(ReportException.class)
        .hasMessage(pipe + " is a device or a pipe: name a file for the report, and pass that on");
    assertThat(pipe).exists();
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void aLinkStaysAndTheFileItLeadsToHoldsTheReport() throws IOException {
    Path file = Files.writeString(folder.resolve("old.csv"), "inspection_id");
    Path link = Files.createSymbolicLink(folder.resolve("newest.csv"), file);

    save(link);

    assertThat(link).isSymbolicLink();
    assertThat(file).content().isNotEqualTo("inspection_id");
  }

  @Test
  void aLinkToNoFileIsRefusedAndStays() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("none.csv"));

    assertThatThrownBy(() -> save(link))
        .isInstanceOf(ReportException.class)
        .hasMessage(link + " is a link to a file that is not there: name that file for the report");
    assertThat(link).isSymbolicLink();
  }

  private static Stream<Arguments> olderReports() {
    return Stream.of(
        arguments(Kind.INSPECTIONS, "inspection_id,line"),
        arguments(Kind.INSPECTIONS, "\uFEFFinspection_id,line"),
        arguments(Kind.INSPECTIONS, "\"inspection_id\";\"line\""),
        arguments(Kind.VALIDATION, "<!DOCTYPE html>\n<header><p>Sightline validation report</p>"),
        arguments(
            Kind.VALIDATION, // as a browser saves it
            "<!DOCTYPE html>\n<!-- saved --><html><head>"
                + " ".repeat(5_000)
                + "</head><body>\n<header><p>Sightline validation report</p>"),
        arguments(Kind.CURVE, "row,escapes,bad_parts"),
        arguments(Kind.CURVE, "row;escapes;bad_parts"),
        arguments(Kind.DETECTIONS, "{\"image\":\"1.png\",\"width\":9"));
  }

  @ParameterizedTest
  @MethodSource("olderReports")
  void anOlderReportMakesRoomForOneOfItsKind(Kind kind, String older) throws IOException {
    Path file = Files.writeString(folder.resolve("old"), older);

    assertThat(ReportPlace.of(file, kind)).isEqualTo(file.toRealPath());
    for (Kind other : EnumSet.complementOf(EnumSet.of(kind))) {
      assertThatThrownBy(() -> ReportPlace.of(file, other))
          .isInstanceOf(ReportException.class)
          .hasMessage(
              file + " is already there and is a report of another kind: name another file");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyFileMakesRoom(Kind kind) throws IOException {
    Path file = Files.createFile(folder.resolve("empty"));

    assertThat(ReportPlace.of(file, kind)).isEqualTo(file.toRealPath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SQLite format 3\0",
        "{\"station\":\"A\"}",
        "i",
        "a;b;c",
        "\"",
        "\uFEFF",
        "<!DOCTYPE html>",
        "<!DOCTYPE html>\n<html lang=\"en\"><title>Validation of forms</title><p>Handbook</p>"
      })
  void aFileOfSomebodyElseStays(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("theirs.csv"), text);
    String refusal = file + " is already there and is not a Sightline report: name another file";

    assertThatThrownBy(() -> save(file)).isInstanceOf(ReportException.class).hasMessage(refusal);
    for (Kind kind : Kind.values()) {
      assertThatThrownBy(() -> PageFile.save(file, kind, "ours"))
          .isInstanceOf(ReportException.class)
          .hasMessage(refusal);
    }
    assertThat(file).hasContent(text);
  }

  @Test
  void aFolderAndAMissingOneAreNamed() {
    assertThatThrownBy(() -> save(folder))
        .hasMessageEndingWith("is a folder: name a file for the report");
    assertThatThrownBy(() -> save(folder.resolve("none/report.csv")))
        .hasMessage(
            "There is no folder for the report %s: make it first",
            folder.resolve("none/report.csv"));
  }

  @Test
  void aFolderThatNothingMayBeWrittenToIsNamedAtOnce() {
    Path locked = Path.of("/proc/self"); // not even root can write there
    assumeTrue(
        Files.isDirectory(locked) && !Files.isWritable(locked), "skipped: there is no such folder");
    Path report = locked.resolve("report.html");

    assertThatThrownBy(() -> ReportPlace.of(report, Kind.VALIDATION))
        .isInstanceOf(ReportException.class)
        .hasMessage("The report %s cannot be written: check the rights of its folder", report);
  }
}
