package io.sightline.line;

import io.sightline.capture.FrameSource;
import io.sightline.config.RecipeFile;
import io.sightline.detect.Detector;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a line is made of.
 *
 * @param name the line's name, as in store and CSV
 * @param source opens the source anew for each run, on the thread that will read and close it
 * @param recipe decides over its parts
 * @param detector opens a detector, loaded, which the line owns: once when the line is made, and
 *     anew on its inspecting thread when that one has failed
 * @param lot the lot running; empty where nobody named one
 * @param shifts which shift a moment falls into
 * @param parts how many parts a run takes at most
 * @param inbox how many frames may wait for a free inspector, 1 or more
 * @param patience how long the engine may owe an answer before it is given up, a millisecond or
 *     more; loading in a run has {@value LineDetector#LOADING} times as long
 * @param reconnecting how long to wait before a camera that was lost in a run, or is not there yet
 *     when the line starts by itself, is opened again, until it is there or the run is stopped;
 *     empty where losing it ends the run
 * @param warm whether it looks at made-up pictures before the first part of its first run: parts
 *     that come when they come must not wait while Java compiles; those of a folder can
 */
public record LineSetup(
    String name,
    Function<FramePool, FrameSource> source,
    Recipe recipe,
    Supplier<Detector> detector,
    String lot,
    ShiftPlan shifts,
    OptionalLong parts,
    int inbox,
    Duration patience,
    Optional<Duration> reconnecting,
    boolean warm) {
  /** At 1,000 parts a minute a second's worth of patience, in 60 MB of 1280 by 1024 frames. */
  public static final int USUAL_INBOX = 16;

  /** No network that is of use on a line looks at a part for so long. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  /** A camera that has its power back takes longer to say that it is there. */
  public static final Duration USUAL_RECONNECTING = Duration.ofSeconds(2);

  public LineSetup {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(detector, "detector");
    Objects.requireNonNull(lot, "lot");
    Objects.requireNonNull(shifts, "shifts");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(reconnecting, "reconnecting");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A line needs a name");
    }
    if (inbox < 1) {
      throw new IllegalArgumentException("An inbox holds 1 frame or more, not " + inbox);
    }
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("Patience is a millisecond or more, not " + patience);
    }
    if (parts.isPresent() && parts.getAsLong() < 1) {
      throw new IllegalArgumentException("A run takes 1 part or more, not " + parts.getAsLong());
    }
  }

  /** By what its parts are judged, as each of their inspections says. */
  public RecipeVersion recipeVersion() {
    return RecipeFile.version(recipe);
  }
}
