package io.sightline.app;

import io.sightline.app.command.Console;
import io.sightline.app.command.Display;
import io.sightline.app.command.StationFolder;
import io.sightline.app.command.Version;
import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.line.Line;
import io.sightline.line.RunSummary;
import io.sightline.ui.NoDisplayException;
import io.sightline.ui.StationScreen;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The default command: the operator station with the lines in the settings. Without a display, the
 * first line runs in the terminal; without a watched terminal, it inspects some parts and sums up.
 */
@Command(
    name = "sightline",
    mixinStandardHelpOptions = true,
    versionProvider = StationCommand.VersionText.class,
    description = "Inspects manufactured parts. Without a command it opens the operator station.",
    subcommands = {})
final class StationCommand implements Callable<Integer> {
  private static final long PARTS_UNWATCHED = 500;

  private final Console console;
  private final Json json = new Json();

  @Mixin private StationFolder folder = new StationFolder();

  StationCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = folder.settings(json);
    if (Display.ofThisMachine().isEmpty()) {
      return inTerminal(settings, "There is no display for the operator screen");
    }
    try {
      return onScreen(settings);
    } catch (NoDisplayException e) { // a display is named but does not answer
      return inTerminal(settings, String.valueOf(e.getMessage()));
    }
  }

  private int onScreen(Settings settings) throws InterruptedException {
    try (ScreenStation station = new ScreenStation(folder.directory(), settings, json)) {
      // A system shutdown does not close the window first: record what was judged.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(station), "shutdown"));
      StationScreen.run(station::open);
    }
    return 0;
  }

  /**
   * Silences standard error: JavaFX shuts down concurrently and prints traces of failed drawing.
   */
  private static void end(ScreenStation station) {
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    station.close();
  }

  private int inTerminal(Settings settings, String why) throws InterruptedException {
    LineSettings first = settings.lines().get(0);
    console.message(
        why
            + ": "
            + first.name()
            + (console.watched()
                ? " runs here until Ctrl-C."
                : " inspects %,d parts and sums up.".formatted(PARTS_UNWATCHED)));
    List<String> others = settings.lines().stream().skip(1).map(LineSettings::name).toList();
    if (!others.isEmpty()) {
      console.message(
          "Without a display the first line alone runs, not %s: open the station on a display for all of them."
              .formatted(String.join(", ", others)));
    }
    OptionalLong parts =
        console.watched() ? OptionalLong.empty() : OptionalLong.of(PARTS_UNWATCHED);
    try (Foreground foreground = new Foreground(console);
        RunningStation station = new RunningStation(folder.directory(), settings, json)) {
      Line line = station.add(first, settings.engine(), parts, parts.isEmpty(), console::building);
      console.restriction(station.model(line));
      RunSummary summary = foreground.run(line, parts.isEmpty() && first.startsByItself());
      return foreground.report(summary, () -> console.print(RunReport.text(summary)));
    }
  }

  /** Returns the text of {@code --version}. */
  static final class VersionText implements picocli.CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Sightline " + Version.ofSightline()};
    }
  }
}
