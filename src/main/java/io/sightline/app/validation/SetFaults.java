package io.sightline.app.validation;

import io.sightline.capture.FittedTruth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Faults of a labelled set that appear only while its pictures are judged. Filled by one thread.
 */
final class SetFaults {
  private final List<String> refused = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();
  private final List<String> otherSizes = new ArrayList<>();
  private final List<String> plain = new ArrayList<>();
  private final List<String> unfit = new ArrayList<>();
  private final List<String> unanswered = new ArrayList<>();
  private Optional<String> firstFailure = Optional.empty();
  private int clipped;
  private final List<String> withoutTruth = new ArrayList<>();
  private final List<String> tooLong = new ArrayList<>();

  /** Records a picture that cannot be read, and why: one sentence. */
  void refused(String name, String why) {
    refused.add(name);
    refusals.add(why);
  }

  /**
   * Records a picture that was read.
   *
   * @param truth its labels, fitted to the picture
   * @param otherSize a message if they were made for a picture of another size
   */
  void labelled(String name, FittedTruth truth, Optional<String> otherSize) {
    otherSize.ifPresent(otherSizes::add);
    clipped += truth.clipped();
    outside.addAll(truth.outside());
    if (truth.truth().isEmpty()) {
      withoutTruth.add(name);
    }
  }

  /** Records a picture that passed but has less contrast than the recipe requires. */
  void plain(String name) {
    plain.add(name);
  }

  /** Records a picture that the network could not look at, and why: one sentence. */
  void unanswered(String name, String why) {
    unanswered.add(name);
    firstFailure = firstFailure.or(() -> Optional.of(why));
  }

  /** Records a picture that the recipe does not fit, with the reason. */
  void unfit(String name, String why) {
    unfit.add(name + ", as " + why);
  }

  /** Records a picture that is too long to be disturbed. */
  void tooLong(String name) {
    tooLong.add(name);
  }

  /** Returns the names of the pictures that could not be read, in the set's order. */
  List<String> refused() {
    return Collections.unmodifiableList(refused);
  }

  /** Returns why pictures could not be read, one sentence each; they are not judged. */
  List<String> refusals() {
    return Collections.unmodifiableList(refusals);
  }

  /** Returns the labels that lie wholly outside their pictures; they are left out. */
  List<String> outside() {
    return Collections.unmodifiableList(outside);
  }

  /** Returns messages on pictures whose size differs from the one in their labels. */
  List<String> otherSizes() {
    return Collections.unmodifiableList(otherSizes);
  }

  /** Returns the pictures that passed but have less contrast than the recipe requires. */
  List<String> plain() {
    return Collections.unmodifiableList(plain);
  }

  /** Returns the names of the pictures that the network could not look at, in the set's order. */
  List<String> unanswered() {
    return Collections.unmodifiableList(unanswered);
  }

  /** Returns why the network could not look at the first of them, one sentence. */
  Optional<String> firstFailure() {
    return firstFailure;
  }

  /** Returns the pictures that the recipe does not fit, and why. */
  List<String> unfit() {
    return Collections.unmodifiableList(unfit);
  }

  /** Returns the number of labels that were clipped at an edge of their picture. */
  int clipped() {
    return clipped;
  }

  /** Returns the pictures not judged because all their labels lie outside. */
  List<String> withoutTruth() {
    return Collections.unmodifiableList(withoutTruth);
  }

  /** Returns the pictures that are too long to be disturbed; none unless that was wanted. */
  List<String> tooLong() {
    return Collections.unmodifiableList(tooLong);
  }

  /** Returns the number of pictures not judged for any reason. */
  int notJudged() {
    return refusals.size() + withoutTruth.size();
  }
}
