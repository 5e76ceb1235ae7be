package io.sightline.ui.live.model;

import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.LineSetup;
import java.util.Objects;
import java.util.Optional;

/**
 * Facts about a line that a screen shows even before the line runs.
 *
 * @param name the line's name, as in store and CSV
 * @param recipe the recipe that judges its parts; empty for a line that cannot run
 * @param lot the current lot; empty if none was named
 * @param shifts maps a time to its shift
 */
public record LineFacts(String name, Optional<RecipeVersion> recipe, String lot, ShiftPlan shifts) {
  public LineFacts {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(lot, "lot");
    Objects.requireNonNull(shifts, "shifts");
  }

  /** Returns the facts of a line with this setup. */
  static LineFacts of(LineSetup setup) {
    return new LineFacts(
        setup.name(), Optional.of(setup.recipeVersion()), setup.lot(), setup.shifts());
  }
}
