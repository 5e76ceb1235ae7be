package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher as a new user meets it: a checkout that was never built, in a folder whose name has
 * a blank and an umlaut, an empty home, no display, no terminal. It is built once for all tests.
 */
@Timeout(480)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("sightline.home", "."));

  private Path directory = CHECKOUT;
  private Path checkout = CHECKOUT;
  private Path home = CHECKOUT;
  private Ended first = new Ended(-1, "", "");
  private Ended besideIt = new Ended(-1, "", "");

  /** Starts two at once: a user may run a command while the station builds. */
  @BeforeAll
  void twoFirstStartsAtOnce(@TempDir Path scratch) throws IOException, InterruptedException {
    assumeTrue(
        File.separatorChar == '/', "skipped: the launcher for Linux cannot run on this system");
    assumeTrue(
        Files.exists(CHECKOUT.resolve("models/board/model.onnx")),
        "skipped: the bundled model is not in this checkout");
    directory = scratch;
    checkout = directory.resolve("Prüf platz");
    home = Files.createDirectories(directory.resolve("home"));
    for (String part :
        List.of("pom.xml", "mvnw", ".mvn", "src/main", "models/board", "installer", "sightline")) {
      copy(CHECKOUT.resolve(part), checkout.resolve(part));
    }
    Started station = start(List.of());
    Started command = start(List.of(), three(directory.resolve("beside")));
    first = station.ended();
    besideIt = command.ended();
  }

  @Test
  void theFirstStartBuildsAndDoesTheMainJobAndTheSecondOnlyStarts()
      throws IOException, InterruptedException {
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("no display");
    assertThat(first.out()).contains("Reconciled   triggered 500 = ");
    assertThat(home.resolve(".local/share/sightline/sightline.db")).exists();

    Ended second = run("inspect", "sim:board?seed=8", "--parts", "3", "--json");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).isEmpty();
    Map<?, ?> summary = CommandLineRun.json(second.out());
    assertThat(summary.get("parts")).isEqualTo(3);
    assertThat(summary.get("first_serial")).as("numbers go on").isEqualTo(501);
  }

  @Test
  void ofTwoFirstStartsOneBuildsAndTheOtherWaitsForIt() {
    assertThat(besideIt.code()).as(besideIt.err()).isZero();
    assertThat((first.err() + besideIt.err()).split("Building Sightline", -1)).hasSize(2);
    assertThat(first.err() + besideIt.err()).containsOnlyOnce("waiting for it");
  }

  @Test
  void aBuildThatFailsLeavesWhatWasBuiltBefore() throws IOException, InterruptedException {
    try (BrokenSource broken = new BrokenSource(checkout)) {
      Ended run = run(three(directory.resolve("failed")));

      assertThat(run.err())
          .contains("Building Sightline", broken.name(), "the build failed")
          .endsWith("Sightline runs as it was built before.\n");
      assertThat(run.code()).as(run.err()).isZero();
    }
  }

  @Test
  void nothingIsBuiltUnderARunningStation() throws IOException, InterruptedException {
    Path data = directory.resolve("running");
    Started station =
        start(List.of(), "inspect", "sim:board?ppm=60", "--parts", "100000", "--data", "" + data);
    try {
      while (Files.notExists(data.resolve("sightline.db"))) {
        assertThat(station.process().isAlive()).as(Files.readString(station.err())).isTrue();
        TimeUnit.MILLISECONDS.sleep(100);
      }
      try (BrokenSource broken = new BrokenSource(checkout)) {
        Ended run = run(three(directory.resolve("meanwhile")));

        assertThat(run.err().lines())
            .as(broken.name())
            .containsExactly(
                "A Sightline runs from this folder: it is not built anew under it, and this one"
                    + " runs as it was built before.");
        assertThat(run.code()).isZero();
      }
    } finally {
      station.process().destroy();
      station.ended();
    }
  }

  @Test
  void whoMayNotWriteThereRunsWhatAnotherHasBuilt() throws IOException, InterruptedException {
    Path target = checkout.resolve("target");
    Set<PosixFilePermission> usual = Files.getPosixFilePermissions(target);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    Path itsHome = Files.createDirectories(directory.resolve("home of its own"));
    Files.setPosixFilePermissions(itsHome, PosixFilePermissions.fromString("rwxrwxrwx"));
    // Root can write everywhere, so it switches to another user.
    List<String> as =
        Files.isWritable(target)
            ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env")
            : List.of("env");
    List<String> withDisplay = new ArrayList<>(as);
    withDisplay.addAll(List.of("HOME=" + itsHome, "DISPLAY=:0"));
    String[] bench = {"bench", "--no-screen", "--turns", "1", "--parts", "2", "--json"};
    try {
      Ended run = start(withDisplay, bench).ended();

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();

      try (BrokenSource broken = new BrokenSource(checkout)) {
        Ended older = start(withDisplay, bench).ended();

        assertThat(older.code()).as(broken.name() + older.err()).isZero();
        assertThat(older.err())
            .isEqualTo("This user may not build Sightline anew: it runs as it was built before.\n");
      }
    } finally {
      Files.setPosixFilePermissions(target, usual);
    }
  }

  private static String[] three(Path data) {
    return new String[] {"inspect", "sim:board", "--parts", "3", "--json", "--data", "" + data};
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    return start(List.of(), arguments).ended();
  }

  private Started start(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(checkout.resolve("sightline").toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder launcher =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = launcher.environment();
    environment.keySet().removeAll(List.of("DISPLAY", "SIGHTLINE_DATA", "XDG_DATA_HOME"));
    environment.put("HOME", home.toString());
    // Maven takes the home from the password file. Maven itself need not be downloaded again.
    environment.put("JAVA_TOOL_OPTIONS", "-Duser.home=" + home);
    environment.put("MAVEN_ARGS", "-Dmaven.repo.local=" + repository());
    environment.put("MAVEN_USER_HOME", System.getProperty("user.home") + "/.m2");
    return new Started(launcher.start(), out, err);
  }

  private static String repository() {
    return System.getProperty(
        "maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
  }

  /** Drops Java's note about JAVA_TOOL_OPTIONS, which a user does not set. */
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

  private record Started(Process process, Path out, Path err) {
    Ended ended() throws IOException, InterruptedException {
      int code = process.waitFor();
      return new Ended(code, Files.readString(out), withoutJavasWords(Files.readString(err)));
    }
  }

  private record Ended(int code, String out, String err) {}

  /** A source file, newer than the build, that does not compile; deleted on close. */
  private static final class BrokenSource implements AutoCloseable {
    private final Path file;
    private final FileTime folderTime;

    BrokenSource(Path checkout) throws IOException {
      Path folder = checkout.resolve("src/main/java");
      folderTime = Files.getLastModifiedTime(folder);
      file = Files.writeString(folder.resolve("Broken.java"), "no Java");
    }

    String name() {
      return "Broken.java";
    }

    @Override
    public void close() throws IOException {
      Files.delete(file);
      Files.setLastModifiedTime(file.getParent(), folderTime);
    }
  }
}
