package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.config.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher as a new user meets it: a checkout that was never built, in a folder with a blank
 * and an umlaut, an empty home, no display, no terminal.
 */
@Timeout(480)
class LauncherTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("sightline.home", "."));

  @TempDir private Path directory;

  @Test
  void theFirstStartBuildsAndDoesTheMainJobAndTheSecondOnlyStarts()
      throws IOException, InterruptedException {
    assumeTrue(
        File.separatorChar == '/', "skipped: the launcher for Linux cannot run on this system");
    assumeTrue(
        Files.exists(CHECKOUT.resolve("models/board/model.onnx")),
        "skipped: the bundled model is not in this checkout");
    Path checkout = directory.resolve("Prüf platz");
    for (String part :
        List.of("pom.xml", "mvnw", ".mvn", "src/main", "models/board", "sightline")) {
      copy(CHECKOUT.resolve(part), checkout.resolve(part));
    }

    Ended first = run(checkout);

    assertThat(first.err()).contains("Building Sightline").contains("no display");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("Reconciled   triggered 500 = ");
    assertThat(directory.resolve("home/.local/share/sightline/sightline.db")).exists();

    Ended second = run(checkout, "inspect", "sim:board?seed=8", "--parts", "3", "--json");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).isEmpty();
    Map<?, ?> summary = new Json().parse(second.out(), Map.class);
    assertThat(summary.get("parts")).isEqualTo(3);
    assertThat(summary.get("first_serial")).as("numbers go on").isEqualTo(501);
  }

  private Ended run(Path checkout, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("sightline").toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    ProcessBuilder launcher =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = launcher.environment();
    environment.keySet().removeAll(List.of("DISPLAY", "SIGHTLINE_DATA", "XDG_DATA_HOME"));
    environment.put("HOME", Files.createDirectories(directory.resolve("home")).toString());
    // Java takes the home from the password file; and Maven itself need not be fetched twice.
    environment.put("JAVA_TOOL_OPTIONS", "-Duser.home=" + directory.resolve("home"));
    environment.put("MAVEN_ARGS", "-Dmaven.repo.local=" + repository());
    environment.put("MAVEN_USER_HOME", System.getProperty("user.home") + "/.m2");
    int code = launcher.start().waitFor();
    return new Ended(code, Files.readString(out), withoutJavasWords(Files.readString(err)));
  }

  private static String repository() {
    return System.getProperty(
        "maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
  }

  /** Java says on standard error that it took JAVA_TOOL_OPTIONS; a user has none. */
  private static String withoutJavasWords(String err) {
    return err.lines()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes unused)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
              throws IOException {
            Files.copy(
                file,
                file.equals(from) ? to : to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private record Ended(int code, String out, String err) {}
}
