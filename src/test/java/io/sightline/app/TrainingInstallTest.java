package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code models/training/install} makes of the Pythons of a system, over stand-ins for these
 * and for Debian's tools.
 */
@Timeout(60)
class TrainingInstallTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("sightline.home", "."));

  @TempDir private Path directory;

  @BeforeEach
  void makeASystem() throws IOException {
    assumeTrue(File.separatorChar == '/', "skipped: this is a script for Linux and macOS");
    Files.copy(
        CHECKOUT.resolve("models/training/install"),
        directory.resolve("install"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(directory.resolve("bin"));
    script("id", "echo 0");
    script("apt-get", "echo \"$@\" >>apt");
  }

  /** Ubuntu 22.04, whose own Python is 3.10. */
  @Test
  void thePackageOfThePythonThatIsNewEnoughIsNamed() throws IOException, InterruptedException {
    python("python3.11", true, false);
    python("python3", false, true);

    assertThat(install())
        .isEqualTo(
            "models/training/install: there is no Python that can make environments."
                + " Run: sudo apt-get install -y python3.11-venv\n");
    assertThat(Files.readString(directory.resolve("apt"))).endsWith(" python3.11-venv\n");
  }

  @Test
  void anotherPythonThatCanMakeEnvironmentsIsTaken() throws IOException, InterruptedException {
    python("python3.11", true, false);
    python("python3", true, true);

    assertThat(install())
        .isEqualTo("models/training/install: python3 cannot make an environment\n");
    assertThat(directory.resolve("apt")).doesNotExist();
  }

  @Test
  void anOlderPythonIsSaidToBe() throws IOException, InterruptedException {
    python("python3.11", false, false);
    python("python3", false, false);

    assertThat(install())
        .isEqualTo(
            "models/training/install: Python 3.11 or newer is needed, and %s is older\n"
                .formatted(directory.resolve("bin/python3")));
    assertThat(directory.resolve("apt")).doesNotExist();
  }

  /** Makes a Python that can do nothing else. */
  private void python(String name, boolean newEnough, boolean makesEnvironments)
      throws IOException {
    script(
        name,
        "case \"$*\" in *version_info*) exit %d ;; *ensurepip*) exit %d ;; *) exit 1 ;; esac"
            .formatted(newEnough ? 0 : 1, makesEnvironments ? 0 : 1));
  }

  /** Returns what the script says as it fails. */
  private String install() throws IOException, InterruptedException {
    Path said = directory.resolve("said.txt");
    ProcessBuilder script =
        new ProcessBuilder(directory.resolve("install").toString())
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(said.toFile());
    Map<String, String> environment = script.environment();
    environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
    assertThat(script.start().waitFor()).isEqualTo(1);
    return Files.readString(said);
  }

  private void script(String name, String body) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
