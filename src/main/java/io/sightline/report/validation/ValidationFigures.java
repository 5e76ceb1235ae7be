package io.sightline.report.validation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well a model and a recipe judge a data set.
 *
 * @param rightParts parts judged rightly, of all
 * @param escapes bad parts that passed, of the bad ones
 * @param overkill good parts that did not pass, of the good ones
 * @param escaped the pictures of the bad parts that passed, by name, in the set's order
 * @param overkilled the pictures of the good parts that did not
 * @param review parts that a person is asked about; they count as not passed
 * @param overlooked labelled defects that no box at the recipe's limits is about, of all of them;
 *     also on parts that fail for another
 * @param boxes how well boxes are found, on all pictures
 * @param boxesOnBadParts the same on the pictures with true defects only, as published figures are
 * @param deepPcbF DeepPCB's F-score, on the pictures with true defects
 * @param f1 of the calls at the recipe's thresholds, all classes together, at an overlap of 0.5
 * @param calls the same class by class
 * @param confusion what was called what
 * @param inferenceP50 milliseconds inside the network, as many pictures looked at side by side as
 *     the engine does, the median
 * @param inferenceP99 milliseconds that 99 of 100 pictures do not exceed
 * @param inferenceAloneP50 the median of some pictures that had all the engine's threads to
 *     themselves; 0 where none was looked at so
 */
public record ValidationFigures(
    Proportion rightParts,
    Proportion escapes,
    Proportion overkill,
    List<String> escaped,
    List<String> overkilled,
    int review,
    Proportion overlooked,
    BoxFigures boxes,
    BoxFigures boxesOnBadParts,
    Optional<BestF> deepPcbF,
    OptionalDouble f1,
    List<ClassCalls> calls,
    Confusion confusion,
    double inferenceP50,
    double inferenceP99,
    double inferenceAloneP50) {
  public ValidationFigures {
    Objects.requireNonNull(rightParts, "rightParts");
    Objects.requireNonNull(escapes, "escapes");
    Objects.requireNonNull(overkill, "overkill");
    Objects.requireNonNull(overlooked, "overlooked");
    Objects.requireNonNull(boxes, "boxes");
    Objects.requireNonNull(boxesOnBadParts, "boxesOnBadParts");
    Objects.requireNonNull(deepPcbF, "deepPcbF");
    Objects.requireNonNull(f1, "f1");
    Objects.requireNonNull(confusion, "confusion");
    escaped = List.copyOf(escaped);
    overkilled = List.copyOf(overkilled);
    calls = List.copyOf(calls);
  }

  /** The confusion of the classes that are true or called somewhere, and of nothing. */
  public Confusion confusionOfWhatOccurs() {
    return confusion.only(
        IntStream.range(0, confusion.names().size())
            .filter(id -> id == calls.size() || calls.get(id).occurs())
            .boxed()
            .toList());
  }

  /** How many pictures were judged. */
  public long pictures() {
    return rightParts.of();
  }
}
