package io.sightline.capture.labelled;

import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture that the set says the truth of.
 *
 * @param file the picture
 * @param name its path inside the set, with slashes
 * @param boxes its true defects; empty for a good part
 * @param crowds regions of defects that were not labelled one by one; it is no good part then
 * @param said how large its labels say it is, where they do
 */
public record LabelledPicture(
    Path file,
    String name,
    List<TrueBox> boxes,
    List<TrueBox> crowds,
    Optional<PictureExtent> said) {
  public LabelledPicture {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(name, "name");
    boxes = List.copyOf(boxes);
    crowds = List.copyOf(crowds);
    Objects.requireNonNull(said, "said");
  }

  /** One whose labels do not say how large it is. */
  public LabelledPicture(Path file, String name, List<TrueBox> boxes) {
    this(file, name, boxes, List.of(), Optional.empty());
  }

  LabelledPicture with(List<TrueBox> otherBoxes, List<TrueBox> otherCrowds) {
    return new LabelledPicture(file, name, otherBoxes, otherCrowds, said);
  }

  /** Whether its labels say that it is of a bad part. */
  public boolean bad() {
    return !boxes.isEmpty() || !crowds.isEmpty();
  }

  /**
   * What is wrong where its labels were made for a picture of another size, which puts every box
   * elsewhere; empty where they were not, or do not say so.
   */
  public Optional<String> unlike(int width, int height) {
    return said.filter(extent -> extent.width() != width || extent.height() != height)
        .map(extent -> "%s is %dx%d and labelled as %s".formatted(name, width, height, extent));
  }

  /** Its labels within a picture of this size. */
  public FittedTruth in(int width, int height) {
    List<Label> labels = new ArrayList<>();
    List<String> outside = new ArrayList<>();
    int clipped = 0;
    for (TrueBox box : boxes) {
      var inside = box.within(width, height);
      if (inside.isEmpty()) {
        outside.add(box.where());
      } else {
        labels.add(new Label(box.className(), inside.get()));
        clipped += box.overhangs(width, height) ? 1 : 0;
      }
    }
    List<Label> regions = new ArrayList<>();
    for (TrueBox crowd : crowds) {
      crowd
          .within(width, height)
          .ifPresentOrElse(
              inside -> regions.add(new Label(crowd.className(), inside)),
              () -> outside.add(crowd.where()));
    }
    GroundTruth truth = new GroundTruth(labels, regions);
    // Labelled as bad, but where is not on the picture: neither a good nor a bad part.
    boolean known = truth.defective() == bad();
    return new FittedTruth(known ? Optional.of(truth) : Optional.empty(), clipped, outside);
  }

  /**
   * The labels of a picture, brought into it.
   *
   * @param truth what it shows; empty where labels are given and none of them lies on the picture
   * @param clipped how many hung over an edge and were cut off there
   * @param outside where the labels stand that lie wholly outside; they are left out
   */
  public record FittedTruth(Optional<GroundTruth> truth, int clipped, List<String> outside) {
    public FittedTruth {
      outside = List.copyOf(outside);
    }
  }
}
