package io.sightline.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java processes with this one's classes, to be killed or run with little memory. */
public final class ChildJvm {
  private ChildJvm() {}

  public static Process start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return start(List.of(), options, main, arguments);
  }

  /**
   * Starts one to which permissions apply: root's could write every file. Skips the test where root
   * cannot give that up.
   */
  public static Process startWithoutPrivileges(Class<?> main, String... arguments)
      throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    assumeTrue(
        !root || Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "Skipped: permissions do not apply to root, and there is no setpriv");
    String privileges = "-dac_override,-dac_read_search";
    return start(
        root
            ? List.of("setpriv", "--inh-caps=" + privileges, "--bounding-set=" + privileges)
            : List.of(),
        List.of(),
        main,
        arguments);
  }

  private static Process start(
      List<String> before, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // A killed process leaves its copy of SQLite behind: in target, not in /tmp, so that it is
    // cleaned.
    command.add("-Dorg.sqlite.tmpdir=" + Files.createDirectories(Path.of("target", "natives")));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
