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
 * @param escaped names of the pictures of bad parts that passed, in the set's order
 * @param overkilled names of the pictures of good parts that did not pass, in the set's order
 * @param review number of parts referred to a person; they count as not passed
 * @param overlooked labelled defects that no box at the recipe's limits matches, of all of them;
 *     also on parts that fail for another defect
 * @param boxes detection quality on all pictures
 * @param boxesOnBadParts detection quality on pictures with true defects only, as in published
 *     figures
 * @param deepPcbF DeepPCB's F-score, on the pictures with true defects
 * @param f1 of the calls at the recipe's thresholds, all classes together, at an overlap of 0.5
 * @param calls the calls at the recipe's thresholds by class, at an overlap of 0.5
 * @param confusion the confusion matrix
 * @param inferenceP50 median milliseconds inside the network, with as many pictures in parallel as
 *     the engine takes
 * @param inferenceP99 milliseconds that 99 of 100 pictures do not exceed
 * @param inferenceAloneP50 median of some pictures that had all the engine's threads to themselves;
 *     0 if none were run that way
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

  /** Returns the confusion of "nothing" and the classes that are true or called somewhere. */
  public Confusion confusionOfWhatOccurs() {
    return confusion.only(
        IntStream.range(0, confusion.names().size())
            .filter(id -> id == calls.size() || calls.get(id).occurs())
            .boxed()
            .toList());
  }

  /** Returns the number of pictures judged. */
  public long pictures() {
    return rightParts.of();
  }
}
