package io.sightline.line;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.Phrase;
import io.sightline.store.MissedParts;
import java.util.Optional;

/**
 * An event on a line, sent to listeners in order. Events come on the line's own threads, those
 * about the station's disk on any thread: a listener returns at once and never throws.
 */
public sealed interface LineEvent {
  /**
   * The line runs: the source is open and frames are on their way.
   *
   * @param source as {@link io.sightline.capture.FrameSource#phrase} describes it
   */
  record Started(Phrase source, RecipeVersion recipe, ModelVersion model, String lot)
      implements LineEvent {}

  /**
   * A part has its verdict. It is not yet on disk: {@link Recorded} follows.
   *
   * @param thumbnail a small picture of a part that did not pass, if a screen keeps them ({@link
   *     Viewfinder#keepRejects})
   */
  record Inspected(Inspection inspection, Optional<Preview> thumbnail) implements LineEvent {}

  /** This inspection is on disk, with the path of its picture if one is kept. */
  record Recorded(Inspection inspection) implements LineEvent {}

  /** Parts went by uninspected. */
  record Missed(MissedParts parts) implements LineEvent {}

  /** Something needs attention, until a {@link Cleared} of the same kind. */
  record Troubled(Trouble trouble) implements LineEvent {}

  /** The trouble is over. */
  record Cleared(Trouble.Kind kind) implements LineEvent {}

  /** The line has stopped, everything is recorded, and the counts are final. */
  record Stopped(RunSummary summary) implements LineEvent {}
}
