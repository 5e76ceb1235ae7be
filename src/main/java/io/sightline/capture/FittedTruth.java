package io.sightline.capture;

import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The labels of a picture, clipped to it.
 *
 * @param truth the true defects; empty if there are labels but none of them lies on the picture
 * @param clipped how many reached over an edge and were clipped there
 * @param outside positions in the label file of those wholly outside, which are dropped
 */
public record FittedTruth(Optional<GroundTruth> truth, int clipped, List<String> outside) {
  public FittedTruth {
    outside = List.copyOf(outside);
  }

  /**
   * Clips labels to a picture of this size.
   *
   * @param boxes its true defects
   * @param crowds regions of defects that were not labelled one by one
   */
  public static FittedTruth of(List<TrueBox> boxes, List<TrueBox> crowds, int width, int height) {
    List<String> outside = new ArrayList<>();
    List<Label> labels = within(boxes, width, height, outside);
    List<Label> regions = within(crowds, width, height, outside);
    GroundTruth truth = new GroundTruth(labels, regions);
    // Labelled as bad, but outside of the picture: neither a good nor a bad part.
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
