package io.sightline.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.CommandLineRun;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a command prints, and what happens if its output cannot be written. */
class ConsoleTest {
  private static final Path FULL = Path.of("/dev/full");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void aResultThatCannotBeWrittenIsNoSuccess() throws IOException {
    assumeTrue(Files.exists(FULL), "skipped: this system has no disk that is always full");
    try (OutputStream full = new FileOutputStream(FULL.toFile())) {
      int code = CommandLineRun.on(console(full), "--version");

      assertThat(code).isEqualTo(1);
      assertThat(err())
          .startsWith("sightline: the result could not be written to standard output")
          .hasLineCount(1);
    }
  }

  @Test
  void somethingUnexpectedIsOneLineAndItsTraceIsInTheFileThatItNames() throws IOException {
    int code =
        console(OutputStream.nullOutputStream())
            .failed(new IllegalStateException("two\n  lines", new IOException("the cause")));

    assertThat(code).isEqualTo(1);
    assertThat(err())
        .startsWith("sightline: something unexpected went wrong (")
        .contains("two lines")
        .doesNotContain("\tat ")
        .hasLineCount(1);
    Matcher named = Pattern.compile("; (.*\\.log) says more").matcher(err());
    assertThat(named.find()).isTrue();
    Path trace = Path.of(named.group(1));
    assertThat(trace).content().contains("\tat io.sightline.app.command.ConsoleTest", "the cause");
    Files.delete(trace);
  }

  @Test
  void whatIsSaidTakesThePlaceOfTheCountsThatStandThere() {
    String usual = System.getProperty("sightline.terminal", "false");
    System.setProperty("sightline.terminal", "true");
    try {
      Console console = console(OutputStream.nullOutputStream());
      console.progress("12 inspected");
      console.message("The camera is lost");
      console.progress("13 inspected");
      console.error("the disk is full");
    } finally {
      System.setProperty("sightline.terminal", usual);
    }
    assertThat(Stream.of(err().split(System.lineSeparator())).map(ConsoleTest::shown))
        .containsExactly("The camera is lost", "sightline: the disk is full");
  }

  /** A file's name may contain sequences that set a terminal's title or move its cursor. */
  @Test
  void nothingThatIsSaidCommandsTheTerminal() {
    Console console = console(OutputStream.nullOutputStream());

    console.message("a\033]0;title\007.png\tis damaged\u009b2J");
    console.error("cannot read b\033[2J.png");

    assertThat(err().lines())
        .containsExactly("a?]0;title?.png\tis damaged?2J", "sightline: cannot read b?[2J.png");
  }

  /** Returns what a terminal finally shows of a line. */
  private static String shown(String line) {
    return line.substring(line.lastIndexOf("\033[K") + 3);
  }

  private Console console(OutputStream result) {
    return new Console(new PrintStream(result, false, UTF_8), new PrintStream(said, true, UTF_8));
  }

  private String err() {
    return said.toString(UTF_8);
  }
}
