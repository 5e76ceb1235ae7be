package io.sightline.inspection;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Everything a recipe says, verbatim. Tells apart two recipes that share a name and version.
 *
 * @param json as in a recipe file, with the keys always in the same order
 * @param sha256 of the JSON in UTF-8, 64 hexadecimal digits
 */
public record RecipeContent(String json, String sha256) {
  public RecipeContent {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(sha256, "sha256");
  }

  public static RecipeContent of(String json) {
    return new RecipeContent(json, Sha256.of(json.getBytes(StandardCharsets.UTF_8)));
  }
}
