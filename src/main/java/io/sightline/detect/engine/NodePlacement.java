package io.sightline.detect.engine;

import io.sightline.config.ConfigException;
import io.sightline.config.ForeignJson;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.picture.TestPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of a network an accelerator runs. ONNX Runtime silently runs on the CPU what an
 * accelerator refuses, even the whole network: the boxes then match the CPU's because they are the
 * CPU's.
 *
 * @param own how many of the executed nodes were the accelerator's: one may be a whole network
 * @param others how many ran elsewhere
 * @param processors how many of these ran on the CPU
 * @param share the CPU's share of the time, 0 to 1
 */
record NodePlacement(int own, int others, int processors, double share) {
  private static final String PROCESSOR = "CPUExecutionProvider";
  private static final String KERNEL = "_kernel_time";

  /** The first run is not representative; only the last one counts. */
  private static final int RUNS = 2;

  /** Shape operations and box suppression may well stay on the CPU. */
  private static final double MUCH = 0.2;

  /**
   * Loads the network and runs it with ONNX Runtime's profiler.
   *
   * @param provider ONNX Runtime's name for the accelerator
   * @throws DetectException if the engine cannot load or run it, or the profile cannot be read
   */
  static NodePlacement of(ModelBundle bundle, OnnxEngine engine, String provider) {
    try {
      Path folder = Files.createTempDirectory("sightline-profile");
      try {
        return read(profile(bundle, engine, folder.resolve("nodes")), provider);
      } finally {
        delete(folder);
      }
    } catch (IOException | ConfigException e) {
      throw new DetectException(
          "What the engine \"" + engine.key() + "\" took cannot be learned: " + e.getMessage(), e);
    }
  }

  private static Path profile(ModelBundle bundle, OnnxEngine engine, Path prefix) {
    try (OnnxSession session = OnnxSession.openProfiled(bundle, engine, prefix)) {
      TestPicture.paint(session.input(), session.picture(), TestPicture.scene(session.input()));
      for (int i = 0; i < RUNS; i++) {
        session.run();
      }
      return session.endProfile();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Evaluates the last run in a profile. */
  static NodePlacement read(Path profile, String provider) {
    Map<String, Event> nodes = new HashMap<>();
    for (Event event : new ForeignJson().read(profile, Event[].class)) {
      if (event.args != null && event.args.provider != null && event.isKernel()) {
        nodes.put(event.name, event);
      }
    }
    double all = nodes.values().stream().mapToDouble(Event::dur).sum();
    double processors = nodes.values().stream().filter(Event::isCpu).mapToDouble(Event::dur).sum();
    int own = (int) nodes.values().stream().filter(node -> node.isOf(provider)).count();
    return new NodePlacement(
        own,
        nodes.size() - own,
        (int) nodes.values().stream().filter(Event::isCpu).count(),
        all > 0 ? processors / all : 0);
  }

  /** Returns why the engine is refused: it runs nothing of the network; empty if it does. */
  Optional<String> refusal() {
    return own > 0
        ? Optional.empty()
        : Optional.of(
            "it takes nothing of this network, whose "
                + others
                + " nodes would all run elsewhere; use the engine \""
                + (processors == others ? "cpu" : "cuda")
                + "\", or export the network for it (its maker says which operators and number types"
                + " it takes)");
  }

  /** Returns a warning if the engine leaves much of the time to the CPU. */
  Optional<String> warning() {
    return own == 0 || share < MUCH
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.0f %% of the time that nodes take is the processor's, which runs the %d nodes of this network"
                    + " that it refuses",
                100 * share,
                processors));
  }

  /** An event of a profile. */
  record Event(@Nullable String name, double dur, @Nullable Args args) {
    private boolean isKernel() {
      return name != null && name.endsWith(KERNEL);
    }

    private boolean isOf(String provider) {
      return args != null && provider.equals(args.provider);
    }

    private boolean isCpu() {
      return isOf(PROCESSOR);
    }
  }

  /** The part of an event's arguments that is read. */
  record Args(@Nullable String provider) {}
}
