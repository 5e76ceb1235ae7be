package io.sightline.capture.labelled;

import io.sightline.capture.FittedTruth;
import io.sightline.capture.TrueBox;
import java.nio.file.Path;
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
    return FittedTruth.of(boxes, crowds, width, height);
  }
}
