package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher over stand-ins for what it calls: Java, Maven, the system's tools. Java's says that
 * the program was opened, and in which language.
 */
@Timeout(60)
class LauncherAloneTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("sightline.home", "."));

  @TempDir private Path checkout;

  /** Makes a checkout that was built before, whose sources are newer. */
  @BeforeEach
  void makeBuiltCheckout() throws IOException {
    assumeTrue(
        File.separatorChar == '/', "skipped: the launcher for Linux cannot run on this system");
    Files.copy(
        CHECKOUT.resolve("sightline"),
        checkout.resolve("sightline"),
        StandardCopyOption.COPY_ATTRIBUTES);
    write("target/program/built", "quick");
    Files.setLastModifiedTime(
        checkout.resolve("target/program/built"), FileTime.from(Instant.EPOCH));
    write("src/main/Source.java", "");
    write("pom.xml", "");
    script("mvnw", "mkdir -p target/lib; : >target/sightline-0.1.0.jar");
    script("engines/install-openvino", "exit 0");
    script("installer/debian-packages", "echo 'packages are missing' >&2; exit 1");
    script("bin/apt-get", "exit 1");
    script("jdk/bin/javac", "exit 1");
    script(
        "jdk/bin/java",
        """
        case "$*" in
          -version) echo 'openjdk version "1.8.0_392"' >&2 ;;
          *ArchiveClassesAtExit*) ;;
          *) echo "opened in ${LC_ALL:-$LANG}, letters of ${LC_ALL:-$LC_CTYPE}" ;;
        esac\
        """);
    write("jdk/release", "JAVA_VERSION=\"17.0.9\"\nJAVA_VERSION_DATE=\"2023-10-17\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mvnw", "engines/install-openvino"})
  void whoStopsABuildDoesNotWantTheStationOpened(String stopped)
      throws IOException, InterruptedException {
    // As at a terminal, where Ctrl-C reaches both, and Java ends by itself with this code.
    script(
        stopped, "mkdir -p target/lib; : >target/sightline-0.1.0.jar; kill -INT $PPID; exit 130");

    Ended run = run(Map.of());

    assertThat(run.out()).as(run.err()).isEmpty();
    assertThat(run.code()).as(run.err()).isEqualTo(130);
    assertThat(Files.readString(checkout.resolve("target/program/built")))
        .as("what was built before is kept")
        .isEqualTo("quick");
  }

  @ParameterizedTest
  @CsvSource({"JAVA_VERSION=\"11.0.21\", 11", "JAVA_VERSION=\"1.8.0_392\", 8", ", 8"})
  void anOldJavaIsRefusedInOneLine(String release, String version)
      throws IOException, InterruptedException {
    if (release == null) {
      Files.delete(checkout.resolve("jdk/release"));
    } else {
      write("jdk/release", "IMPLEMENTOR=\"Somebody\"\n" + release + "\n");
    }

    Ended run = run(Map.of());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("sightline: Java " + version + " (")
        .contains("is too old, Sightline needs 17 or newer");
  }

  @ParameterizedTest
  @CsvSource({"LANG", "LC_ALL"})
  void theLanguageIsKeptWhereOnlyTheLettersAreOthers(String variable)
      throws IOException, InterruptedException {
    script("bin/locale", "case $LC_CTYPE in C.UTF-8) echo UTF-8 ;; *) echo ISO-8859-1 ;; esac");

    Ended run = run(Map.of(variable, "de_DE", "LC_MESSAGES", "de_DE"));

    assertThat(run.out()).as(run.err()).isEqualTo("opened in de_DE, letters of C.UTF-8\n");
  }

  /** Java takes nothing of a locale of which a part is not there. */
  @Test
  void aLanguageThatTheSystemDoesNotHaveIsNotKept() throws IOException, InterruptedException {
    script(
        "bin/locale",
        """
        case $LC_ALL/$LC_CTYPE in
          C.UTF-8/*) echo UTF-8 ;;
          */C.UTF-8) echo UTF-8; echo 'locale: Cannot set LC_MESSAGES to default locale' >&2 ;;
          *) echo ANSI_X3.4-1968 ;;
        esac\
        """);

    Ended run = run(Map.of("LANG", "fr_FR"));

    assertThat(run.out()).as(run.err()).isEqualTo("opened in C.UTF-8, letters of C.UTF-8\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bench --no-screen", "bench --help", "--data there --help", "inspect sim:board"})
  void whatOpensNoWindowNeedsNoPackagesForIt(String arguments)
      throws IOException, InterruptedException {
    Ended run = run(Map.of("DISPLAY", ":0"), arguments.split(" "));

    assertThat(run.out()).as(run.err()).startsWith("opened");
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench --turns 1", "--data there"})
  void whatOpensOneDoes(String arguments) throws IOException, InterruptedException {
    Ended run = run(Map.of("DISPLAY", ":0"), arguments.split(" "));

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("packages are missing\n");
    assertThat(run.code()).isEqualTo(1);
  }

  /** ONNX Runtime's package with NVIDIA's engines replaces the usual one, whatever it runs on. */
  @ParameterizedTest
  @CsvSource({"Linux, aarch64", "Darwin, arm64"})
  void nvidiasEnginesAreNotBuiltInWhereTheirPackageHasNone(String system, String processor)
      throws IOException, InterruptedException {
    machine(system, processor);

    Ended run = run(Map.of("SIGHTLINE_GPU", "1"));

    assertThat(run.out()).as(run.err()).startsWith("opened");
    assertThat(built()).isEqualTo("quick");
    assertThat(run.err().lines().filter(line -> line.contains("SIGHTLINE_GPU")))
        .singleElement()
        .asString()
        .contains("put NVIDIA's ONNX Runtime for it into")
        .contains("engines/onnxruntime");
  }

  @Test
  void whoHasPutOneThereIsNotToldAgain() throws IOException, InterruptedException {
    machine("Linux", "aarch64");
    write("engines/onnxruntime/libonnxruntime.so", "");

    Ended run = run(Map.of("SIGHTLINE_GPU", "1"));

    assertThat(run.err()).doesNotContain("SIGHTLINE_GPU");
    assertThat(built()).isEqualTo("quick");
  }

  @Test
  void nvidiasEnginesAreBuiltInWhereTheyAreAskedFor() throws IOException, InterruptedException {
    machine("Linux", "x86_64");

    Ended run = run(Map.of("SIGHTLINE_GPU", "1"));

    assertThat(run.err()).doesNotContain("SIGHTLINE_GPU");
    assertThat(built()).isEqualTo("quick,gpu");
  }

  private void machine(String system, String processor) throws IOException {
    script(
        "bin/uname", "case $1 in -m) echo %s ;; *) echo %s ;; esac".formatted(processor, system));
  }

  private String built() throws IOException {
    return Files.readString(checkout.resolve("target/program/built"));
  }

  private Ended run(Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    // Under "nohup", and in some build servers, Ctrl-C is ignored, which children inherit.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(checkout.resolve("sightline").toString());
    command.addAll(List.of(arguments));
    Path out = checkout.resolve("out.txt");
    Path err = checkout.resolve("err.txt");
    ProcessBuilder launcher =
        new ProcessBuilder(command)
            .directory(checkout.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = launcher.environment();
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    environment.keySet().removeAll(List.of("DISPLAY", "SIGHTLINE_GPU"));
    environment.put("JAVA_HOME", checkout.resolve("jdk").toString());
    environment.put("PATH", checkout.resolve("bin") + ":" + environment.get("PATH"));
    environment.putAll(more);
    int code = launcher.start().waitFor();
    return new Ended(code, Files.readString(out), Files.readString(err));
  }

  private void write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void script(String name, String body) throws IOException {
    write(name, "#!/bin/sh\n" + body + "\n");
    assertThat(checkout.resolve(name).toFile().setExecutable(true)).isTrue();
  }

  private record Ended(int code, String out, String err) {}
}
