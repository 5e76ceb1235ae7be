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
 * The configuration of a line.
 *
 * @param name the line's name, as in store and CSV
 * @param source opens the source for each run, on the thread that will read and close it
 * @param recipe judges its parts
 * @param detector opens a loaded detector, which the line owns: once when the line is made, and
 *     again on its inspecting thread when one has failed
 * @param lot the lot running; empty if none was named
 * @param shifts determines the shift of a moment
 * @param parts the most parts that a run takes
 * @param inbox the most frames that may wait for the inspector, 1 or more
 * @param patience how long the engine may owe an answer before it is given up, a millisecond or
 *     more; loading during a run may take {@value LineDetector#LOADING} times as long
 * @param reconnecting the pause before a camera that was lost, or is not there yet when the line
 *     starts unattended, is tried again, until it is there or the run is stopped; empty if losing
 *     it ends the run
 * @param warm whether the first run starts with synthetic pictures: parts on a belt must not wait
 *     while Java compiles, pictures in a folder can
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
  /** One second at 1,000 parts a minute; takes 60 MB with frames of 1280x1024. */
  public static final int USUAL_INBOX = 16;

  /** No useful network needs this long for a part. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  /** A camera takes longer than this to come back after a power cut. */
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

  /** Returns the recipe as recorded in each of the line's inspections. */
  public RecipeVersion recipeVersion() {
    return RecipeFile.version(recipe);
  }
}
