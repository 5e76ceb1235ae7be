package io.sightline.detect;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.detect.layout.Candidates;
import io.sightline.detect.layout.NonMaximumSuppression;
import io.sightline.detect.layout.YoloHead;
import io.sightline.detect.picture.Letterbox;
import io.sightline.detect.picture.LetterboxWriter;
import io.sightline.image.Frame;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * DJL's translator for the frames of one run: writes frames into the input tensor, turns the output
 * tensor into detections, and times each step. Not thread-safe.
 */
final class FrameTranslator
    implements NoBatchifyTranslator<List<Frame>, List<Findings>>, AutoCloseable {
  private final Network network;
  private final List<String> classes;
  private final float confidence;
  private final YoloHead head;
  private final List<LetterboxWriter> writers;

  /** How each frame of the last run lies in the tensor, and the time taken to write it. */
  private final List<Shown> shown = new ArrayList<>();

  private final Candidates candidates;
  private final NonMaximumSuppression suppression;
  private long prepared;

  /**
   * @param pictures the maximum number of frames in a run
   */
  FrameTranslator(Network network, ModelBundle bundle, Thresholds thresholds, int pictures) {
    this.network = network;
    classes = bundle.classes();
    confidence = (float) thresholds.confidence();
    head = YoloHead.of(bundle.layout(), classes.size(), bundle.input(), network.session().shapes());
    writers =
        IntStream.range(0, pictures)
            .mapToObj(network.session()::picture)
            .map(tensor -> new LetterboxWriter(network.session().input(), tensor))
            .toList();
    candidates = new Candidates(head.capacity(), thresholds.everyClass());
    double iou = head.isSuppressed() ? 1 : thresholds.iou();
    suppression = new NonMaximumSuppression(head.capacity(), iou, thresholds.most());
  }

  /** Returns whether boxes that overlap are merged; not if the network has done so itself. */
  boolean merges() {
    return !head.isSuppressed();
  }

  @Override
  public NDList processInput(TranslatorContext context, List<Frame> frames) {
    shown.clear();
    prepared = System.nanoTime();
    for (Frame frame : frames) {
      long start = prepared;
      Letterbox letterbox = writers.get(shown.size()).write(frame.mat());
      prepared = System.nanoTime();
      shown.add(new Shown(letterbox, milliseconds(start, prepared)));
    }
    return network.input(shown.size());
  }

  @Override
  public List<Findings> processOutput(TranslatorContext context, NDList answer) {
    long answered = System.nanoTime();
    double inferring = milliseconds(prepared, answered);
    List<Findings> findings = new ArrayList<>(shown.size());
    for (int i = 0; i < shown.size(); i++) {
      long start = System.nanoTime();
      candidates.clear();
      head.decode(network.answer(i), confidence, candidates);
      suppression.choose(candidates);
      List<Detection> found = detections(shown.get(i).letterbox(), false);
      List<Detection> further =
          candidates.wantsEveryClass() ? further(shown.get(i).letterbox(), found) : List.of();
      double decoding = milliseconds(start, System.nanoTime());
      findings.add(new Findings(found, further, shown.get(i).preparing(), inferring, decoding));
    }
    return findings;
  }

  private List<Detection> detections(Letterbox letterbox, boolean further) {
    List<Detection> found = new ArrayList<>();
    for (int k = 0; k < suppression.count(); k++) {
      int i = suppression.kept(k);
      if (candidates.further(i) != further) {
        continue;
      }
      Optional<Box> box =
          letterbox.toSource(
              candidates.x1(i), candidates.y1(i), candidates.x2(i), candidates.y2(i));
      int id = candidates.classId(i);
      // The decimal that it stands for: a float of 0.7, widened, is less than a recipe's 0.7.
      double score = Double.parseDouble(Float.toString(candidates.score(i)));
      box.ifPresent(where -> found.add(new Detection(id, classes.get(id), score, where)));
    }
    return found;
  }

  private List<Detection> further(Letterbox letterbox, List<Detection> found) {
    return detections(letterbox, true).stream()
        .filter(each -> found.stream().noneMatch(one -> isSaid(one, each)))
        .toList();
  }

  /** Whether a detection says the same of the same box: two classes may have one name. */
  private static boolean isSaid(Detection one, Detection again) {
    return one.className().equals(again.className()) && one.box().equals(again.box());
  }

  private static double milliseconds(long start, long end) {
    return (end - start) / 1e6;
  }

  @Override
  public void close() {
    writers.forEach(LetterboxWriter::close);
  }

  /**
   * @param preparing the time taken to write it, milliseconds
   */
  private record Shown(Letterbox letterbox, double preparing) {}
}
