package io.sightline.app.validation;

import io.sightline.capture.FittedTruth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a labelled set, as far as it shows only while its pictures are judged. Filled
 * by one thread.
 */
final class SetFaults {
  private final List<String> refused = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();
  private final List<String> otherSizes = new ArrayList<>();
  private final List<String> plain = new ArrayList<>();
  private final List<String> unfit = new ArrayList<>();
  private int clipped;
  private final List<String> withoutTruth = new ArrayList<>();

  /** The picture of this name cannot be read, and why: one sentence. */
  void refused(String name, String why) {
    refused.add(name);
    refusals.add(why);
  }

  /**
   * A picture was read.
   *
   * @param truth its labels, brought into it
   * @param otherSize what is said where they were made for a picture of another size
   */
  void labelled(String name, FittedTruth truth, Optional<String> otherSize) {
    otherSize.ifPresent(otherSizes::add);
    clipped += truth.clipped();
    outside.addAll(truth.outside());
    if (truth.truth().isEmpty()) {
      withoutTruth.add(name);
    }
  }

  /** The picture of this name passed, but shows less contrast than the recipe asks for. */
  void plain(String name) {
    plain.add(name);
  }

  /** The recipe cannot be meant for the picture of this name, as the reason says. */
  void unfit(String name, String why) {
    unfit.add(name + ", as " + why);
  }

  /** The names of the pictures that could not be read, in the set's order. */
  List<String> refused() {
    return Collections.unmodifiableList(refused);
  }

  /** Why pictures could not be read, one sentence each; they are not judged. */
  List<String> refusals() {
    return Collections.unmodifiableList(refusals);
  }

  /** The labels that lie wholly outside their pictures; they are left out. */
  List<String> outside() {
    return Collections.unmodifiableList(outside);
  }

  /** The pictures that have another size than their labels say, and which. */
  List<String> otherSizes() {
    return Collections.unmodifiableList(otherSizes);
  }

  /** The pictures that passed, but show less contrast than the recipe asks for. */
  List<String> plain() {
    return Collections.unmodifiableList(plain);
  }

  /** The pictures that the recipe cannot be meant for, and why. */
  List<String> unfit() {
    return Collections.unmodifiableList(unfit);
  }

  /** How many labels hung over an edge and were cut off there. */
  int clipped() {
    return clipped;
  }

  /** How many pictures were not judged because all their labels lie outside. */
  List<String> withoutTruth() {
    return Collections.unmodifiableList(withoutTruth);
  }

  /** How many pictures were not judged, whatever the reason. */
  int notJudged() {
    return refusals.size() + withoutTruth.size();
  }
}
