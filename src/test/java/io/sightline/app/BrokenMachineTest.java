package io.sightline.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.detect.Fixtures;
import io.sightline.image.Pictures;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If native libraries do not load or memory runs out, commands report it in one line; if the
 * display does not answer, they do what they can without it.
 */
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
        .startsWith("1 sightline: Out of memory (")
        .doesNotContain("\n");
  }

  /** JavaCPP would allow the process four times Java's heap, whatever the machine has. */
  @Test
  void aNetworkMayTakeMoreMemoryThanJava() throws Exception {
    List<String> java = List.of("-Xmx40m", "-cp", System.getProperty("java.class.path"));

    assertThat(said(java, "inspect sim:board --parts 3 --engine cpu")).startsWith("0 ");
  }

  /** As left by an interrupted copy; loading such a file would crash the program. */
  @Test
  void anOnnxRuntimeThatIsCutOffIsNamed() throws Exception {
    byte[] whole = onnxRuntime();
    Path cut = brought("libonnxruntime.so", Arrays.copyOf(whole, whole.length / 2));
    List<String> java = List.of(engines(), "-cp", System.getProperty("java.class.path"));

    assertThat(said(java, "inspect sim:board --parts 1 --engine cpu --model " + small()))
        .startsWith("1 sightline: ")
        .contains("The library " + cut + " is cut off: copy it there again")
        .doesNotContain("\n");
    Files.write(cut, whole);
    Path door = brought("libonnxruntime4j_jni.so", Arrays.copyOf(whole, whole.length / 2));
    assertThat(said(java, "inspect sim:board --parts 1 --engine cpu --model " + small()))
        .contains("The library " + door + " is cut off: copy it there again");
    assertThat(said(java, "doctor")).startsWith("0");
    assertThat(directory.resolve("out.txt"))
        .content()
        .containsPattern("cpu +no: The library \\S+ is cut off");
  }

  /** As in ONNX Runtime's Python package. */
  @Test
  void anOnnxRuntimeThatIsNotMadeForJavaIsUsed() throws Exception {
    brought("libonnxruntime.so.1.99.0", onnxRuntime());
    List<String> java =
        List.of(engines(), "-Xlog:library=info", "-cp", System.getProperty("java.class.path"));

    assertThat(said(java, "inspect sim:board --parts 1 --engine cpu --model " + small()))
        .startsWith("0");
    assertThat(directory.resolve("out.txt"))
        .content()
        .containsPattern("Loaded library \\S*/engines/onnxruntime/libonnxruntime.so.1.99.0")
        .contains("Reconciled   triggered 1 = ");
  }

  /** As a newer Python package has it: its symbols carry its version. */
  @Test
  void anOnnxRuntimeOfAnotherVersionWithoutABindingIsToldTheVersionItNeeds() throws Exception {
    String library = new String(onnxRuntime(), ISO_8859_1);
    Matcher version = Pattern.compile("VERS_(\\d+\\.\\d+\\.\\d)").matcher(library);
    assertThat(version.find()).isTrue();
    String other = library.replace(version.group(), version.group().replaceFirst(".$", "9"));
    brought("libonnxruntime.so.1.99.0", other.getBytes(ISO_8859_1));
    List<String> java = List.of(engines(), "-cp", System.getProperty("java.class.path"));

    assertThat(said(java, "inspect sim:board --parts 1 --engine cpu --model " + small()))
        .startsWith("1 sightline: ")
        .contains(
            "put version "
                + version.group(1)
                + ", or one with a libonnxruntime4j_jni.so there, or nothing")
        .doesNotContain("\n");
  }

  /** Returns a network that finds nothing and takes no time: most of these tests want any. */
  private Path small() {
    return Fixtures.write(directory.resolve("cells.onnx"), Fixtures.cells(0));
  }

  private static byte[] onnxRuntime() throws IOException {
    needsLinux();
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
    String name = "/ai/onnxruntime/native/linux-" + arch + "/libonnxruntime.so";
    try (InputStream library = Objects.requireNonNull(Main.class.getResourceAsStream(name))) {
      return library.readAllBytes();
    }
  }

  private Path brought(String name, byte[] library) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("engines/onnxruntime"));
    return Files.write(folder.resolve(name), library);
  }

  private String engines() {
    return "-Dsightline.engines=" + directory.resolve("engines");
  }

  @Test
  void theStationRunsInTheTerminalWhereTheDisplayIsDead() throws Exception {
    needsLinux();
    linesOf(501, "");

    String said = said(List.of("-cp", System.getProperty("java.class.path")), "");

    assertThat(said)
        .startsWith("0 The window cannot be opened (")
        .endsWith("): Left inspects 500 parts and sums up.");
    assertThat(directory.resolve("out.txt")).content().contains("Reconciled   triggered 500 = ");
  }

  /** Nobody waits for the end of its parts here, which come at a line's pace. */
  @Test
  void theFirstStartRunsInTheTerminalWhereTheDisplayIsDead() throws Exception {
    needsLinux();
    assumeTrue(
        Files.exists(Path.of(System.getProperty("sightline.home", "."), "models/board/model.onnx")),
        "skipped: no models here");
    Process program = program(List.of("-cp", System.getProperty("java.class.path")), "").start();
    try (BufferedReader said = program.errorReader()) {
      assertThat(said.readLine())
          .startsWith("The window cannot be opened (")
          .endsWith("): Line 1 inspects 500 parts and sums up.");
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  @Test
  void withoutADisplayTheEngineOfTheSettingsMustRun() throws Exception {
    needsLinux();
    Files.writeString(
        Files.createDirectories(directory.resolve("data")).resolve("settings.json"),
        "{\"engine\": \"tensorrt\"}");

    assertThat(said(List.of("-cp", System.getProperty("java.class.path")), ""))
        .startsWith("1 ")
        .contains("The engine \"tensorrt\" cannot run here");
  }

  @Test
  void withoutADisplayTheStationNamesTheLinesThatDoNotRun() throws Exception {
    needsLinux();
    linesOf(
        1,
        """
        , {"name": "Middle", "source": "usb:0"}, {"name": "Right", "source": "usb:1"}
        """);

    String said = said(List.of("-cp", System.getProperty("java.class.path")), "");

    assertThat(said).startsWith("0 ");
    assertThat(said.lines())
        .anyMatch(line -> line.contains("Left inspects"))
        .anyMatch(line -> line.contains("not Middle, Right"));
  }

  @Test
  void theBenchKeepsWhatItMeasuredWhereTheDisplayIsDead() throws Exception {
    needsLinux();
    assertThat(
            said(
                List.of("-cp", System.getProperty("java.class.path")),
                "bench --turns 1 --parts 2 --json --engine cpu --model " + small()))
        .startsWith("0 The window cannot be opened (")
        .endsWith("): what needs it is not measured")
        .doesNotContain("\n");
    assertThat(directory.resolve("out.txt"))
        .content()
        .contains("\"pipeline_to_raw\":", "\"screen\":\"not measured: there is no display\"");
  }

  /** Sets up a line that inspects so many pictures, and others after it. */
  private void linesOf(int pictures, String others) throws IOException {
    Path boards = Files.createDirectories(directory.resolve("boards"));
    for (int i = 0; i < pictures; i++) {
      Files.write(boards.resolve(i + ".tif"), Pictures.compressed(1, 96, 64));
    }
    Files.writeString(
        Files.createDirectories(directory.resolve("data")).resolve("settings.json"),
        """
        {"engine": "cpu", "lines": [{"name": "Left", "source": "folder:%s", "model": "%s"}%s]}
        """
            .formatted(boards, small(), others));
  }

  private static void needsLinux() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"),
        "skipped: displays of this system have no name");
  }

  @Test
  void aBenchWithoutATemporaryFolderNamesIt() throws Exception {
    List<String> java =
        List.of("-Djava.io.tmpdir=/nowhere", "-cp", System.getProperty("java.class.path"));

    assertThat(said(java, "bench --turns 1 --parts 2 --no-screen"))
        .isEqualTo(
            "1 sightline: bench needs a folder for a while, and none can be made in /nowhere: check that it exists, has room and may be written");
  }

  /**
   * Runs the program in a process of its own, on a display that does not answer; returns the exit
   * code and standard error.
   */
  private String said(List<String> java, String command) throws Exception {
    Path err = directory.resolve("err.txt");
    ProcessBuilder program = program(java, command).redirectError(err.toFile());
    int code = program.redirectOutput(directory.resolve("out.txt").toFile()).start().waitFor();
    return code + " " + Files.readString(err).strip();
  }

  private ProcessBuilder program(List<String> java, String command) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // none runs for long enough to gain by more
                "-Djava.io.tmpdir=" + directory,
                "-Dsightline.home=" + System.getProperty("sightline.home", ".")));
    words.addAll(java);
    words.add("io.sightline.app.Main");
    words.addAll(command.isEmpty() ? List.of() : List.of(command.split(" ")));
    ProcessBuilder program = new ProcessBuilder(words);
    program.environment().put("DISPLAY", ":9999");
    program.environment().put("SIGHTLINE_DATA", directory.resolve("data").toString());
    return program;
  }
}
