package io.sightline.inspection;

import java.util.Objects;

/**
 * Why a recipe cannot be meant for pictures of some size.
 *
 * @param reason a clause in English about the recipe: "its zones cover all of them ..."
 * @param phrase the same for the screen
 */
public record Misfit(String reason, Phrase phrase) {
  public Misfit {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(phrase, "phrase");
  }
}
