package io.sightline.detect;

import io.sightline.config.ConfigException;
import io.sightline.config.ForeignJson;
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
 * How much of a network its accelerator took. ONNX Runtime has the processor do, in silence, what
 * an accelerator refuses, and be it all of the network: the boxes are then the CPU's because it is
 * the CPU.
 *
 * @param own how many of the nodes that ran were the accelerator's: one may be a whole network
 * @param others how many ran elsewhere
 * @param processors how many of these were the processor's
 * @param share how much of the time the processor's took, 0 to 1
 */
record NodesTaken(int own, int others, int processors, double share) {
  private static final String PROCESSOR = "CPUExecutionProvider";
  private static final String KERNEL = "_kernel_time";

  /** The first run is not like the others, which are what counts. */
  private static final int RUNS = 2;

  /** Shapes and the suppression of boxes may well stay with the processor. */
  private static final double MUCH = 0.2;

  /**
   * Loads the network and runs it with ONNX Runtime's profiler.
   *
   * @param provider as ONNX Runtime calls the accelerator
   * @throws DetectException when the engine cannot load or run it, or the profile cannot be read
   */
  static NodesTaken of(ModelBundle bundle, OnnxEngine engine, String provider) {
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

  /** What a profile says of the last run in it. */
  static NodesTaken read(Path profile, String provider) {
    Map<String, Event> nodes = new HashMap<>();
    for (Event event : new ForeignJson().read(profile, Event[].class)) {
      if (event.args != null && event.args.provider != null && event.isKernel()) {
        nodes.put(event.name, event);
      }
    }
    double all = nodes.values().stream().mapToDouble(Event::dur).sum();
    double processors = nodes.values().stream().filter(Event::isCpu).mapToDouble(Event::dur).sum();
    int own = (int) nodes.values().stream().filter(node -> node.isOf(provider)).count();
    return new NodesTaken(
        own,
        nodes.size() - own,
        (int) nodes.values().stream().filter(Event::isCpu).count(),
        all > 0 ? processors / all : 0);
  }

  /** Why such an engine is not the one that was asked for; empty where it is. */
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

  /** What to know of one that leaves much to the processor; empty where it does not. */
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

  /** One of a profile's. */
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

  /** Of an event, what is read. */
  record Args(@Nullable String provider) {}
}
