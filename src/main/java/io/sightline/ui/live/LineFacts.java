package io.sightline.ui.live;

import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.LineSetup;
import java.util.Objects;
import java.util.Optional;

/**
 * What a screen says of a line before that does anything.
 *
 * @param name the line's name, as in store and CSV
 * @param recipe what decides over its parts; empty for a line that cannot run
 * @param lot the lot running; empty where nobody named one
 * @param shifts which shift a moment falls into
 */
public record LineFacts(String name, Optional<RecipeVersion> recipe, String lot, ShiftPlan shifts) {
  public LineFacts {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(lot, "lot");
    Objects.requireNonNull(shifts, "shifts");
  }

  /** Those of a line that is made of this. */
  static LineFacts of(LineSetup setup) {
    return new LineFacts(
        setup.name(), Optional.of(setup.recipeVersion()), setup.lot(), setup.shifts());
  }
}
