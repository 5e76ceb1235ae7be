package io.sightline.app;

import io.sightline.app.command.Answer;
import io.sightline.app.command.AppException;
import io.sightline.app.command.CommandWords;
import io.sightline.app.command.Console;
import io.sightline.app.command.EngineOption;
import io.sightline.app.command.JsonLines;
import io.sightline.app.command.Looks;
import io.sightline.app.command.Said;
import io.sightline.app.command.SeenImage;
import io.sightline.app.command.StationFolder;
import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.config.Json;
import io.sightline.detect.Detector;
import io.sightline.detect.Models;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.OneLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints or saves the model's raw detections, before any recipe: one line per image. Stores
 * nothing.
 */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = "Shows what the model finds in each image, before any recipe; stores nothing.")
final class DetectCommand implements Callable<Integer> {
  private final Console console;
  private final Json json = new Json();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = SourceUri.EXPECTED)
  private String source = "";

  @Option(
      names = "--model",
      paramLabel = "M",
      required = true,
      description = "A bundled model, or an ONNX file.")
  private String model = "";

  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = "--confidence",
      paramLabel = "C",
      description = "The lowest confidence shown, above 0 to 1 (what the model recommends).")
  private @Nullable Double confidence;

  @Option(
      names = "--iou",
      paramLabel = "I",
      description =
          "Boxes of a class that overlap by more than this are one, 0 to 1 (the model's own).")
  private @Nullable Double iou;

  @Option(names = "--parts", paramLabel = "N", description = "Stop after this many images.")
  private @Nullable Long parts;

  @Option(
      names = "--jsonl",
      paramLabel = "F",
      description = "Save one JSON line an image here; - prints them.")
  private @Nullable Path jsonl;

  private long taken;
  private long unanswered;

  DetectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (parts != null && parts < 1) {
      throw wrong("--parts is 1 or more, not " + parts);
    }
    SourceUri uri = CommandWords.source(source);
    CommandWords.requireModel(model);
    engine.requireKnown();
    if (jsonl != null && !toStandardOutput(jsonl)) {
      CommandWords.requireName("--jsonl", jsonl);
      JsonLines.check(jsonl);
    }
    ModelBundle bundle = Models.named(StationFolder.home(), model);
    bundle.remarks().forEach(each -> console.message("Note: " + each));
    console.restriction(bundle);
    Thresholds thresholds = thresholds(bundle);
    try (FramePool pool = new FramePool();
        Detector detector = new OnnxDetector(bundle, engine.of(bundle, console), thresholds);
        FrameSource frames = FrameSources.open(uri, pool)) {
      if (iou != null && !detector.merges()) {
        console.message(
            "Note: --iou changes nothing: %s has chosen among its boxes itself"
                .formatted(bundle.name()));
      }
      if (jsonl == null) {
        each(frames, detector, seen -> console.print(seen.text()));
      } else if (toStandardOutput(jsonl)) {
        each(frames, detector, seen -> console.printJson(json, seen.json()));
      } else {
        try (JsonLines lines = JsonLines.to(jsonl, json)) {
          each(frames, detector, seen -> lines.add(seen.json()));
          console.message(
              lines.count() == 0
                  ? "No image was looked at: nothing was saved in " + jsonl
                  : Said.counted(lines.count(), "image", "images") + " in " + jsonl);
        }
      }
      if (frames.unreadable() > 0) {
        console.message(
            "Note: " + Said.counted(frames.unreadable(), "image", "images") + " could not be read");
      }
    }
    if (unanswered > 0) {
      throw new AppException(
          Said.of(
              "The network gave no answer on %,d of %s, named above",
              unanswered, Said.counted(taken, "image", "images")));
    }
    return 0;
  }

  private static boolean toStandardOutput(Path jsonl) {
    return jsonl.toString().equals("-");
  }

  private Thresholds thresholds(ModelBundle bundle) {
    Thresholds usual = bundle.thresholds();
    try {
      return usual
          .withConfidence(Optional.ofNullable(confidence).orElse(usual.confidence()))
          .withIou(Optional.ofNullable(iou).orElse(usual.iou()));
    } catch (IllegalArgumentException e) {
      throw wrong("--" + e.getMessage());
    }
  }

  private ParameterException wrong(String sentence) {
    if (spec == null) {
      throw new IllegalStateException("Not run from a command line");
    }
    return new ParameterException(spec.commandLine(), sentence);
  }

  /**
   * Images that need not be waited for are processed in batches of the detector's preferred size.
   * Ends early if nobody reads what is printed.
   */
  private void each(FrameSource frames, Detector detector, Consumer<SeenImage> to)
      throws InterruptedException {
    int concurrency = frames.live() ? 1 : detector.concurrency();
    long most = parts == null ? Long.MAX_VALUE : parts;
    Looks looks = new Looks(detector);
    List<Frame> group = new ArrayList<>();
    boolean more = true;
    while (more && taken < most && console.writes()) {
      try {
        while (more && group.size() < Math.min(concurrency, most - taken)) {
          more = frames.next().map(group::add).orElse(false);
        }
        look(looks, group, to);
      } catch (CaptureException e) {
        look(looks, group, to); // what came before the source was lost
        throw e;
      } finally {
        group.forEach(Frame::close);
        group.clear();
      }
    }
  }

  private void look(Looks looks, List<Frame> group, Consumer<SeenImage> to) {
    List<Answer> answers = looks.at(group);
    for (int i = 0; i < group.size(); i++) {
      Frame frame = group.get(i);
      taken++;
      answers.get(i).findings().ifPresent(found -> to.accept(SeenImage.of(frame, found)));
      answers.get(i).failure().ifPresent(why -> unanswered(frame.tag().origin(), why));
    }
  }

  private void unanswered(String image, String why) {
    unanswered++;
    console.message(image + ": " + OneLine.of(why));
  }
}
