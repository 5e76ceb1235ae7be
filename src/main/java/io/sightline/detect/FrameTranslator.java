package io.sightline.detect;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
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
import org.jspecify.annotations.Nullable;

/**
 * What DJL does around the network for one frame: the frame into the input tensor, the output
 * tensor into detections, and how long each took. One thread at a time.
 */
final class FrameTranslator implements NoBatchifyTranslator<Frame, Findings>, AutoCloseable {
  private final Network network;
  private final List<String> classes;
  private final float confidence;
  private final YoloHead head;
  private final LetterboxWriter writer;
  private final Candidates candidates;
  private final NonMaximumSuppression suppression;
  private @Nullable Letterbox letterbox;
  private double preparing;
  private long prepared;

  FrameTranslator(Network network, ModelBundle bundle, Thresholds thresholds) {
    this.network = network;
    classes = bundle.classes();
    confidence = (float) thresholds.confidence();
    head = YoloHead.of(bundle.layout(), classes.size(), bundle.input(), network.session().shapes());
    writer = new LetterboxWriter(network.session().input(), network.session().picture());
    candidates = new Candidates(head.capacity());
    double iou = head.isSuppressed() ? 1 : thresholds.iou();
    suppression = new NonMaximumSuppression(head.capacity(), iou, thresholds.most());
  }

  @Override
  public NDList processInput(TranslatorContext context, Frame frame) {
    long start = System.nanoTime();
    letterbox = writer.write(frame.mat());
    prepared = System.nanoTime();
    preparing = milliseconds(start, prepared);
    return network.input();
  }

  @Override
  public Findings processOutput(TranslatorContext context, NDList answer) {
    long answered = System.nanoTime();
    Letterbox current = letterbox;
    if (current == null) {
      throw new IllegalStateException("There is an answer before any frame was shown");
    }
    candidates.clear();
    head.decode(network.answer(), confidence, candidates);
    suppression.choose(candidates);
    List<Detection> found = detections(current);
    return new Findings(
        found,
        preparing,
        milliseconds(prepared, answered),
        milliseconds(answered, System.nanoTime()));
  }

  private List<Detection> detections(Letterbox letterbox) {
    List<Detection> found = new ArrayList<>(suppression.count());
    for (int k = 0; k < suppression.count(); k++) {
      int i = suppression.kept(k);
      Optional<Box> box =
          letterbox.toSource(
              candidates.x1(i), candidates.y1(i), candidates.x2(i), candidates.y2(i));
      int id = candidates.classId(i);
      double score = candidates.score(i);
      box.ifPresent(where -> found.add(new Detection(id, classes.get(id), score, where)));
    }
    return found;
  }

  private static double milliseconds(long start, long end) {
    return (end - start) / 1e6;
  }

  @Override
  public void close() {
    writer.close();
  }
}
