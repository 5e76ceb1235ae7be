package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelTask;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Determines the layout of a model: from its file; if several readings remain, by a trial run; if
 * that does not settle it either, by an error that tells the user how to specify it.
 *
 * @param model what is known of it
 * @param trials runs the network once and returns these outputs
 */
public record LayoutChoice(KnownModel model, Function<List<Tensor>, Trial> trials) {
  private static final int MOST_OUTPUTS = 32;

  /** What to do where a trial does not settle it. */
  private static final String DESCRIBE =
      "put it into a folder with a bundle.json that says its \"layout\" and the form of its"
          + " \"boxes\"";

  /**
   * What was chosen.
   *
   * @param layout the one layout
   * @param outputs the graph's: as declared, or as observed in a trial if the file leaves sizes of
   *     them open
   */
  public record Settled(Layout layout, List<Tensor> outputs) {
    public Settled {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * The one layout.
   *
   * @param notes receives a sentence if a trial decided
   * @throws DetectException if there is none, or more than one
   */
  public Settled settle(List<String> notes) {
    if (model.header().outputs().isEmpty()) {
      throw refused("has no output");
    }
    List<Tensor> outputs =
        model.header().outputs().stream()
            .filter(Tensor::isOfNumbers)
            .limit(MOST_OUTPUTS)
            .map(one -> new Tensor(one.name(), one.type(), Shapes.squeezed(one.shape())))
            .toList();
    if (outputs.isEmpty()) {
      throw refused(
          "answers nothing in numbers that Sightline reads; export it in 32-bit floating point");
    }
    Optional<Trial> trial = Optional.empty();
    if (outputs.stream().anyMatch(LayoutChoice::isOpen)) {
      trial = Optional.of(trial(outputs));
      outputs = trial.get().outputs();
    }
    if (model.wanted().isEmpty()
        && outputs.size() == 1
        && ModelTask.isMap(outputs.get(0), model.input())) {
      throw ModelTask.map(model.file(), outputs.get(0));
    }
    List<Layout> readings = readings(model, outputs, true);
    if (readings.isEmpty()) {
      throw unread(outputs);
    }
    boolean said = readings.size() == 1 && model.form().isPresent();
    if (said
        && !NothingClass.mayBeIn(readings.get(0))
        && !UntrainedClass.mayBeIn(readings.get(0))
        && !Twins.areIn(outputs, readings.get(0))) {
      return new Settled(readings.get(0), outputs);
    }
    Trial shown = trial.isPresent() ? trial.get() : trial(outputs);
    if (outputs.stream().anyMatch(output -> NanoDet.answers(output, model.input(), shown))) {
      throw refused(NanoDet.REFUSAL);
    }
    Plausible plausible = new Plausible(shown, model.input(), model.names());
    Layout layout =
        said
            ? readings.get(0)
            : settled(readings, readings(model, outputs, false), plausible, notes);
    if (NothingClass.isAnswered(layout, shown)) {
      layout = withoutNothing(layout, notes);
    }
    layout = UntrainedClass.settled(layout, shown, model.wanted().isPresent(), notes);
    if (layout.countsFromOne() && !plausible.showsLastOfOne(layout)) {
      notes.add(
          "Its classes are counted from 1, as TensorFlow's and torchvision's are, whose 0 is the"
              + " background: the first name is that of 1. Where the background has a name, write"
              + " it as \"background\"; where 0 is a class, rename the outputs");
    }
    return new Settled(Twins.last(outputs, layout, plausible, notes), outputs);
  }

  /** The same layout, but with the background last. */
  private Layout withoutNothing(Layout layout, List<String> notes) {
    if (layout.kind() == Layout.Kind.DETR) {
      throw refused(NothingClass.REFUSAL);
    }
    if (model.background()) {
      throw refused(NothingClass.NAMED_FIRST);
    }
    notes.add(NothingClass.NOTE);
    return layout.beforeBackground();
  }

  /**
   * The layout that a trial allows.
   *
   * @param said the readings of the file, its exporter's metadata trusted
   * @param all the readings without that trust: the output may have been changed afterwards
   */
  private Layout settled(List<Layout> said, List<Layout> all, Plausible trial, List<String> notes) {
    List<Layout> readings = said.stream().anyMatch(trial::allows) ? said : all;
    List<Layout> plausible = Surest.of(readings, trial);
    if (plausible.isEmpty() && said.size() == 1 && trial.objection(said.get(0)).isEmpty()) {
      notes.add(
          "Its answers to a trial picture are unusual for what its shapes and metadata say it is:"
              + " look whether its boxes are where they should be");
      return said.get(0);
    }
    if (plausible.isEmpty()) {
      throw implausible(said, trial);
    }
    Layout first = plausible.get(0);
    if (plausible.size() > 1
        && isOneKind(plausible)
        && plausible.stream().allMatch(trial::isSilent)) {
      notes.add(
          "Its own suppression left no box of a trial picture: boxes are taken for "
              + first.boxes().text()
              + "; a bundle.json may say otherwise by \"boxes\"");
      return first;
    }
    if (plausible.size() > 1) {
      throw refused(Undecided.text(model.file(), plausible));
    }
    if (!isOneKind(readings) || !first.equals(readings.get(0))) {
      notes.add(
          "The file allows "
              + readings.size()
              + " readings of its answers; by those to a trial picture it is "
              + first.text());
    }
    return first;
  }

  private static boolean isOneKind(List<Layout> readings) {
    return readings.stream().map(Layout::kind).distinct().count() == 1;
  }

  private Trial trial(List<Tensor> outputs) {
    Trial trial = tried(outputs);
    if (trial.outputs().isEmpty()) {
      throw refused("answers no numbers");
    }
    return trial;
  }

  private Trial tried(List<Tensor> outputs) {
    try {
      return trials.apply(outputs);
    } catch (DetectException e) {
      if (!model.graph().isSizeOpen()) {
        throw e;
      }
      throw new DetectException(
          "%s; it leaves the size of its pictures open and was shown %dx%d: where it is made for another, say so in its metadata as \"imgsz\", or as \"input\" of a bundle.json"
              .formatted(e.getMessage(), model.input().width(), model.input().height()),
          e);
    }
  }

  private static boolean isOpen(Tensor output) {
    List<Long> shape = output.shape();
    // Mask and raw-head outputs are never read, and an open batch is one picture.
    return shape.isEmpty()
        || (shape.size() < 4 && shape.stream().skip(1).anyMatch(size -> size < 1));
  }

  /** The readings of what is known, as far as a bundle.json allows them. */
  private static List<Layout> readings(KnownModel known, List<Tensor> outputs, boolean trusting) {
    return new Recogniser(new Evidence(known, outputs, trusting))
        .readings().stream()
            .map(reading -> UntrainedClass.wanted(reading, known.wanted()))
            .filter(reading -> known.wanted().isEmpty() || reading.kind() == known.wanted().get())
            .filter(reading -> known.form().isEmpty() || reading.boxes() == known.form().get())
            .toList();
  }

  private DetectException unread(List<Tensor> outputs) {
    if (model.names().isPresent()) {
      if (outputs.stream()
          .anyMatch(o -> NanoDet.mayAnswer(o, model.input(), model.names().getAsInt()))) {
        throw refused(NanoDet.REFUSAL);
      }
      Optional<String> columns = RfDetr.refusal(outputs, model.names().getAsInt());
      if (columns.isPresent()) {
        throw refused(columns.get());
      }
      Optional<DetectException> miscounted = miscounted(outputs, reading -> true);
      if (miscounted.isPresent()) {
        return miscounted.get();
      }
    }
    return refused(
        "answers "
            + outputs.stream()
                .limit(4)
                .map(output -> output.name() + " " + output.shapeText())
                .collect(Collectors.joining(", "))
            + (outputs.size() > 4 ? ", ..." : "")
            + model
                .wanted()
                .map(
                    kind ->
                        ", which is not the layout \""
                            + kind.key()
                            + "\""
                            + model.form().map(one -> ", boxes \"" + one.key() + "\",").orElse("")
                            + " of its bundle.json")
                .orElse(
                    ", which is no layout Sightline knows; export it for detection with one of"
                        + " YOLO's, RT-DETR's or SSD's usual outputs"));
  }

  /**
   * The error if the file allows readings with another number of classes than that of the names.
   */
  private Optional<DetectException> miscounted(List<Tensor> outputs, Predicate<Layout> also) {
    // Beside boxes in another output, an output has confidences only: it does not tell the number
    // of classes.
    boolean boxes = outputs.stream().map(Tensor::shape).anyMatch(Shapes::areBoxesOnly);
    String counts =
        readings(model.uncounted(), outputs, true).stream()
            .filter(reading -> !reading.mayVary() && also.test(reading))
            .filter(reading -> reading.outputs().size() > 1 || !boxes)
            .map(reading -> String.valueOf(reading.classes()))
            .distinct()
            .collect(Collectors.joining(" or "));
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DetectException(
                "The model %s: The network tells %s apart, but %s given"
                    .formatted(
                        model.file(),
                        counts + (counts.equals("1") ? " class" : " classes"),
                        model.names().orElse(0) == 1
                            ? "1 class name is"
                            : model.names().orElse(0) + " class names are")));
  }

  /** The error if no reading fits; a decoder's objection is preferred as more specific. */
  private DetectException implausible(List<Layout> readings, Plausible trial) {
    // Where each row has a whole class, it has no second confidence to complain of.
    List<Layout> lists =
        readings.stream().filter(one -> one.mayVary() && trial.showsClasses(one)).toList();
    List<Layout> preferred = lists.isEmpty() ? readings : lists;
    List<Tensor> answered = trial.trial().outputs();
    if (model.wanted().isEmpty() && answered.size() == 1 && ModelTask.isOneRow(answered.get(0))) {
      return ModelTask.classification(model.file(), answered.get(0));
    }
    if (model.names().isPresent()) {
      Optional<DetectException> miscounted = miscounted(answered, trial::allows);
      if (miscounted.isPresent()) {
        return miscounted.get();
      }
    }
    Optional<String> objection =
        preferred.stream().flatMap(reading -> trial.objection(reading).stream()).findFirst();
    if (objection.isPresent()) {
      return refused(
          "is refused: "
              + objection.get()
              + (model.wanted().isEmpty() ? "; if it is another, " + DESCRIBE : ""));
    }
    return refused(
        "answered a trial picture with boxes that fit none of the layouts its shapes allow ("
            + preferred.stream().map(Layout::text).collect(Collectors.joining("; "))
            + "); "
            + DESCRIBE);
  }

  private DetectException refused(String why) {
    return new DetectException("The model " + model.file() + " " + why);
  }
}
