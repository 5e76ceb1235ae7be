package io.sightline.capture.labelled;

import io.sightline.capture.FittedTruth;
import io.sightline.capture.TrueBox;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture whose truth the set contains.
 *
 * @param file the picture
 * @param name its path inside the set, with slashes
 * @param boxes its true defects; empty for a good part
 * @param crowds regions of defects that were not labelled one by one; the part is then not good
 * @param said the picture's size according to its labels, if they give it
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

  /** Creates a picture whose labels do not give its size. */
  public LabelledPicture(Path file, String name, List<TrueBox> boxes) {
    this(file, name, boxes, List.of(), Optional.empty());
  }

  LabelledPicture with(List<TrueBox> otherBoxes, List<TrueBox> otherCrowds) {
    return new LabelledPicture(file, name, otherBoxes, otherCrowds, said);
  }

  /** Returns whether its labels describe a bad part. */
  public boolean bad() {
    return !boxes.isEmpty() || !crowds.isEmpty();
  }

  /**
   * Returns the error if the labels were made for a picture of another size, which misplaces every
   * box; empty if they were not, or do not give a size.
   */
  public Optional<String> unlike(int width, int height) {
    return said.filter(extent -> extent.width() != width || extent.height() != height)
        .map(extent -> "%s is %dx%d and labelled as %s".formatted(name, width, height, extent));
  }

  /** Returns its labels fitted to a picture of this size. */
  public FittedTruth in(int width, int height) {
    return FittedTruth.of(boxes, crowds, width, height);
  }
}
