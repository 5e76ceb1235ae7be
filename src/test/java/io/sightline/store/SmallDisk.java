package io.sightline.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tmpfs that a test may fill up or turn read-only, where the user may mount one. */
public final class SmallDisk implements AutoCloseable {
  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  /** Mounts a disk, or skips the test with the reason. */
  public static SmallDisk mount(Path root, String size) throws IOException, InterruptedException {
    Files.createDirectories(root);
    assumeTrue(
        Files.isExecutable(Path.of("/bin/mount")) || Files.isExecutable(Path.of("/usr/bin/mount")),
        "Skipped: no mount command here, so no small disk");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "sightline-test", root.toString()),
        "Skipped: only root can mount a small disk");
    return new SmallDisk(root);
  }

  public Path root() {
    return root;
  }

  void makeReadOnly() throws IOException, InterruptedException {
    if (!run("mount", "-o", "remount,ro", root.toString())) {
      throw new IOException(root + " could not be made read-only");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "-l", root.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(root + " may still be mounted", e);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
