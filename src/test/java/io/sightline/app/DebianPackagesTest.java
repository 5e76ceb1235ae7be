package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.command.Display;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The check for the screen's libraries, on systems whose packages have other names: the package
 * commands are stubs, everything else is real.
 */
@Timeout(60)
class DebianPackagesTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("sightline.home", "."), "installer/debian-packages");

  @TempDir private Path commands;

  @BeforeEach
  void needsLinux() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/sbin/ldconfig")),
        "skipped: this system does not list its libraries");
    command("id", "echo 1000");
    command("dpkg-query", "exit 1");
    command("apt-get", "echo may not be called >&2; exit 1");
    command("apt-cache", "[ $2 = libgtk-3-0t64 ]");
  }

  @Test
  void librariesThatAreThereAreEnoughWhateverTheirPackageIsCalled()
      throws IOException, InterruptedException {
    assumeTrue(Display.ofThisMachine().isPresent(), "skipped: there is no display");

    assertThat(said()).isEqualTo("0 ");
  }

  @Test
  void theLineToRunHasTheNamesOfThisSystem() throws IOException, InterruptedException {
    command("ldconfig", "echo '\tlibGL.so.1 (libc6,x86-64) => /lib/libGL.so.1'");

    assertThat(said())
        .startsWith("1 To open a window something is missing. Run: sudo apt-get install -y ")
        .contains(" libgtk-3-0t64 libxtst6 libxxf86vm1")
        .doesNotContain("libgl1");
  }

  private void command(String name, String script) throws IOException {
    Path file = Files.writeString(commands.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** Runs the script and returns its exit code and standard error. */
  private String said() throws IOException, InterruptedException {
    ProcessBuilder script = new ProcessBuilder(SCRIPT.toString());
    script.environment().merge("PATH", commands + ":", (path, before) -> before + path);
    Path err = commands.resolve("err.txt");
    int code = script.redirectError(err.toFile()).start().waitFor();
    return code + " " + Files.readString(err).strip();
  }
}
