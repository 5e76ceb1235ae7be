package io.sightline.capture;

import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The labels of a picture, clipped to it.
 *
 * @param truth what the picture shows; empty if it has labels but none of them lies on it
 * @param clipped how many labels extended over an edge and were cut off there
 * @param outside where the labels are written that lie wholly outside; these are left out
 */
public record FittedTruth(Optional<GroundTruth> truth, int clipped, List<String> outside) {
  public FittedTruth {
    outside = List.copyOf(outside);
  }

  /**
   * Fits labels to a picture of this size.
   *
   * @param boxes its true defects
   * @param crowds regions of defects that were not labelled one by one
   */
  public static FittedTruth of(List<TrueBox> boxes, List<TrueBox> crowds, int width, int height) {
    List<String> outside = new ArrayList<>();
    List<Label> labels = within(boxes, width, height, outside);
    List<Label> regions = within(crowds, width, height, outside);
    GroundTruth truth = new GroundTruth(labels, regions);
    // Labelled as bad, but with no label on the picture: neither a good part nor a bad one.
    boolean known = truth.defective() || (boxes.isEmpty() && crowds.isEmpty());
    long clipped =
        boxes.stream()
            .filter(box -> box.within(width, height).isPresent() && box.overhangs(width, height))
            .count();
    return new FittedTruth(known ? Optional.of(truth) : Optional.empty(), (int) clipped, outside);
  }

  private static List<Label> within(
      List<TrueBox> boxes, int width, int height, List<String> outside) {
    List<Label> labels = new ArrayList<>();
    for (TrueBox box : boxes) {
      box.within(width, height)
          .ifPresentOrElse(
              inside -> labels.add(new Label(box.className(), inside)),
              () -> outside.add(box.where()));
    }
    return labels;
  }
}
