package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a station's data are: never below the working directory without a word. */
@Timeout(120)
class StationPlaceTest {
  @TempDir private Path folder;

  @Test
  void theHomeIsTheLaunchersToo() throws Exception {
    Path home = folder.resolve("home");
    assumeUnix();

    assertThat(said(Map.of("HOME", home.toString()), "/nowhere"))
        .startsWith("sightline: There is no store in " + home.resolve(".local/share/sightline"));
    assertThat(said(Map.of("HOME", "relative"), "/nowhere"))
        .startsWith("sightline: There is no store in /nowhere/.local/share/sightline");
  }

  @Test
  void whoHasNoHomeIsAskedForAFolder() throws Exception {
    assumeUnix();
    String asked =
        "sightline: This user has no home: say by --data DIR, or by SIGHTLINE_DATA, where the station's data are\n";

    assertThat(said(Map.of(), "?")).isEqualTo(asked);
    assertThat(said(Map.of("HOME", ""), "?")).isEqualTo(asked);
    assertThat(said(Map.of("XDG_DATA_HOME", "relative"), "?")).isEqualTo(asked);
    assertThat(said(Map.of(), "?", "--data=~/try")).contains("This user has no home");
    assertThat(said(Map.of(), "?", "--data=/nowhere/x")).contains("no store in /nowhere/x:");
  }

  @Test
  void aTildeThatNoShellHasSeenIsTheHome() throws Exception {
    assumeUnix();
    Map<String, String> home = Map.of("HOME", folder.toString());

    assertThat(said(home, "?", "--data=~/try")).contains("no store in " + folder + "/try:");
    assertThat(said(home, "?", "--data=~")).contains("no store in " + folder + ":");
    assertThat(said(Map.of("HOME", folder.toString(), "SIGHTLINE_DATA", "~/x"), "?"))
        .contains("no store in " + folder + "/x:");
    assertThat(said(home, "?", "--data=~x")).contains("no store in " + folder + "/~x:");
  }

  private static void assumeUnix() {
    assumeFalse(
        System.getProperty("os.name").startsWith("Windows"), "skipped: Windows has no HOME");
  }

  /**
   * Returns what {@code export} says, started in {@link #folder}, of the store that is not there.
   */
  private String said(Map<String, String> environment, String javasHome, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + javasHome);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", absoluteClassPath()));
    command.addAll(List.of(Main.class.getName(), "export", "--csv", "report.csv"));
    command.addAll(List.of(words));
    ProcessBuilder export =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    export.environment().keySet().removeAll(List.of("HOME", "SIGHTLINE_DATA", "XDG_DATA_HOME"));
    export.environment().putAll(environment);
    Process process = export.start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(folder).as("the working directory").isEmptyDirectory();
    return err;
  }

  private static String absoluteClassPath() {
    List<String> places = new ArrayList<>();
    for (String place :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      places.add(Path.of(place).toAbsolutePath().toString());
    }
    return String.join(java.io.File.pathSeparator, places);
  }
}
