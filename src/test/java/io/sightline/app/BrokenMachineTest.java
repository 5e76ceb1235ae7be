package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands where native libraries do not load, and where there is no memory, say so in a line. */
@Timeout(120)
class BrokenMachineTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"doctor", "inspect sim:board --parts 1", "detect sim:board --model board"})
  void aLibraryThatDoesNotLoadIsOneLine(String command) throws Exception {
    String withoutOpenCv =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> !jar.matches(".*opencv-[0-9.-]+-[a-z]+-[a-z0-9_]+\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(said(List.of("-cp", withoutOpenCv), command))
        .startsWith("1 sightline: A library that Sightline needs cannot be used on this machine (")
        .contains("jniopencv_core")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect sim:board --parts 1", "detect sim:board --model board"})
  void tooLittleMemoryIsOneLine(String command) throws Exception {
    assertThat(
            said(
                List.of(
                    "-Dorg.bytedeco.javacpp.maxphysicalbytes=1m",
                    "-cp",
                    System.getProperty("java.class.path")),
                command))
        .startsWith("1 sightline: The memory does not suffice (")
        .doesNotContain("\n");
  }

  /** Exit code and standard error of a program of its own. */
  private String said(List<String> java, String command) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory,
                "-Dsightline.home=" + System.getProperty("sightline.home", ".")));
    words.addAll(java);
    words.add("io.sightline.app.Main");
    words.addAll(List.of(command.split(" ")));
    Path err = directory.resolve("err.txt");
    ProcessBuilder program = new ProcessBuilder(words).redirectError(err.toFile());
    program.environment().put("SIGHTLINE_DATA", directory.resolve("data").toString());
    int code =
        program.redirectOutput(directory.resolve("out.txt").toFile()).start().waitFor();
    return code + " " + Files.readString(err).strip();
  }
}
