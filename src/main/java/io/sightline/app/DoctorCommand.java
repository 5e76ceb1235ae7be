package io.sightline.app;

import io.sightline.app.command.Console;
import io.sightline.app.command.Display;
import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.StationFolder;
import io.sightline.app.command.Version;
import io.sightline.capture.Cameras;
import io.sightline.capture.source.FrameSources;
import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.EngineChoice;
import io.sightline.inspection.SightlineException;
import io.sightline.store.DataDirectory;
import io.sightline.store.DiskSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports the capabilities of this machine. Changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Says what this machine can do: engines, cameras, display, disk, store, versions.")
final class DoctorCommand implements Callable<Integer> {
  private static final String DEFAULT_MODEL = "board";

  private final Console console;
  private final Json json = new Json();

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean asJson;

  @Mixin private StationFolder folder = new StationFolder();

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, @Nullable Object> findings = findings();
    if (asJson) {
      console.printJson(json, findings);
    } else {
      findings.forEach((name, value) -> console.print(text(name, value)));
    }
    return 0;
  }

  private Map<String, @Nullable Object> findings() {
    DataDirectory data = folder.directory();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("sightline", Version.ofSightline());
    all.put("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    all.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    all.put("cores", Runtime.getRuntime().availableProcessors());
    all.put("memory_mb", Runtime.getRuntime().maxMemory() >> 20);
    all.put("engines", engines());
    all.put(
        "libraries",
        Engine.all().stream().map(Engine::library).flatMap(Optional::stream).distinct().toList());
    all.put("models", models());
    all.put("cameras", cameras());
    all.put("display", Display.ofThisMachine().orElse("none: the station runs in the terminal"));
    all.put("data", data.root().toString());
    all.put("disk_free_gb", freeGigabytes(data.root()));
    all.put("store", StoreFinding.of(data));
    addSettings(all, data);
    return all;
  }

  private static Map<String, Object> engines() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Engine engine : Engine.all()) {
      all.put(engine.key(), engine.obstacle().map(why -> "no: " + why.reason()).orElse("yes"));
    }
    all.put("auto", auto());
    return all;
  }

  /**
   * Returns the engine that "auto" selects for the default model, and any that was tried in vain.
   */
  private static String auto() {
    try {
      ModelBundle model = Models.named(StationFolder.home(), DEFAULT_MODEL);
      if (EngineChoice.buildsFirst("auto", model)) {
        return "an engine must be built for %s first, which takes minutes; the first start does it"
            .formatted(model.name());
      }
      EngineChoice choice = EngineChoice.of("auto", model);
      return choice.refused().stream()
          .filter(EngineChoice.Refusal::runsHere)
          .map(refusal -> "; not " + refusal)
          .collect(Collectors.joining("", choice.engine().key() + " for " + model.name(), ""));
    } catch (SightlineException e) {
      return "not known: " + e.getMessage();
    }
  }

  private static List<String> cameras() {
    try {
      return Cameras.connected().stream()
          .map(camera -> "usb:%d %s".formatted(camera.number(), camera.name()))
          .toList();
    } catch (SightlineException e) {
      return List.of("not known: " + e.getMessage());
    }
  }

  private static List<String> models() {
    Path models = StationFolder.home().resolve("models");
    try (Stream<Path> folders = Files.list(models)) {
      return folders
          .filter(bundle -> Files.exists(bundle.resolve("bundle.json")))
          .map(bundle -> bundle.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of("none: " + models + " cannot be read");
    }
  }

  private void addSettings(Map<String, @Nullable Object> all, DataDirectory data) {
    try {
      Settings settings = folder.settings(json);
      all.put("settings", settings.equals(Settings.DEFAULT) ? "as delivered" : settings.station());
      all.put("engine", settings.engine());
      Map<String, String> lines = new LinkedHashMap<>();
      settings.lines().forEach(line -> lines.put(line.name(), setUp(line, settings, data)));
      all.put("lines", lines);
    } catch (SightlineException e) {
      all.put("settings", "wrong: " + e.getMessage());
      all.put("engine", null);
      all.put("lines", null);
    }
  }

  /** Returns a line's model and recipe, or why it cannot be set up. Does not open its camera. */
  private String setUp(LineSettings line, Settings settings, DataDirectory data) {
    try {
      FrameSources.supported(line.source());
      Optional<String> without = EngineChoice.obstacle(settings.engine());
      if (without.isPresent()) {
        return "wrong: the engine \"%s\" cannot run here: %s"
            .formatted(settings.engine(), without.get());
      }
      RecipeChoice choice =
          RecipeChoice.of(line, StationFolder.home(), data.root().resolve("recipes"), json);
      return "%s, judged by %s %d"
          .formatted(choice.bundle().name(), choice.recipe().name(), choice.recipe().version());
    } catch (SightlineException e) {
      return "wrong: " + e.getMessage();
    }
  }

  private static @Nullable Double freeGigabytes(Path directory) {
    return DiskSpace.near(directory).map(disk -> Math.round(disk.free() / 1e8) / 10.0).orElse(null);
  }

  private static String text(String name, @Nullable Object value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> lines.add("%-10s %s".formatted(key, entry)));
    } else if (value instanceof List<?> list) {
      list.forEach(entry -> lines.add(String.valueOf(entry)));
    } else {
      lines.add(value == null ? "not known" : String.valueOf(value));
    }
    String indent = "%n%-14s".formatted("");
    return "%-14s".formatted(name.replace('_', ' '))
        + Optional.of(String.join(indent, lines)).filter(all -> !all.isEmpty()).orElse("none");
  }
}
