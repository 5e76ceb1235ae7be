package io.sightline.line;

import io.sightline.image.Frame;
import io.sightline.inspection.Part;
import java.util.List;

/** Treats each whole frame as one part: a trigger takes the picture when the part is in place. */
final class TriggeredPartFinder implements PartFinder {
  private final String line;
  private final String lot;
  private final Serials serials;

  TriggeredPartFinder(String line, String lot, Serials serials) {
    this.line = line;
    this.lot = lot;
    this.serials = serials;
  }

  @Override
  public List<PartView> find(Frame frame) {
    Part part = new Part(line, serials.next(1), lot, frame.tag().at());
    return List.of(new PartView(part, frame.handOver()));
  }
}
