package io.sightline.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.command.Display;
import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.StationFolder;
import io.sightline.config.Json;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.engine.Engine;
import io.sightline.store.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The window of a bench is open as long as is measured behind it, and no longer. */
@Timeout(180)
class BenchScreenTest {
  private static final String HOME =
      "-Dsightline.home=" + System.getProperty("sightline.home", ".");

  @TempDir private Path scratch;

  @Test
  void anErrorWhileMeasuringClosesTheWindowAndIsThrown() throws Exception {
    assumeTrue(Display.ofThisMachine().isPresent(), "skipped: there is no display");
    Process bench = ChildJvm.start(List.of(HOME), Failing.class, scratch.toString());
    try {
      assertThat(bench.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      bench.destroyForcibly();
    }

    assertThat(bench.exitValue()).isEqualTo(Failing.THROWN);
  }

  /** A bench that runs out of memory, in a process of its own: JavaFX starts once in each. */
  static final class Failing {
    static final int THROWN = 7;

    private Failing() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path scratch = Path.of(arguments[0]);
      LineSettings line =
          new LineSettings("bench", "sim:board", Optional.empty(), Optional.empty(), "", true);
      RecipeChoice choice = RecipeChoice.of(line, StationFolder.home(), scratch, new Json());
      OutOfMemoryError none = new OutOfMemoryError("Java heap space");
      try (BenchSetup setup = new BenchSetup(choice, new Engine.Cpu(1), scratch)) {
        BenchScreen.during(
            setup.line(),
            drawn -> {},
            () -> {
              throw none;
            });
      } catch (OutOfMemoryError e) {
        System.exit(e == none ? THROWN : 1);
      }
    }
  }
}
