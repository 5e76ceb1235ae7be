package io.sightline.store;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A row of the table {@code setting}, the circumstances under which parts were judged: stored once,
 * referred to by each inspection. When read, without the recipe's content, which has its own table.
 */
record Setting(String lot, String shift, RecipeVersion recipe, ModelVersion model) {

  static Setting of(Inspection inspection) {
    return new Setting(
        inspection.part().lot(), inspection.shift(), inspection.recipe(), inspection.model());
  }

  static Setting of(ResultSet row) throws SQLException {
    return new Setting(
        row.getString("lot"),
        row.getString("shift"),
        new RecipeVersion(
            row.getString("recipe"),
            row.getInt("recipe_version"),
            row.getString("product"),
            Optional.empty()),
        new ModelVersion(
            row.getString("model"),
            row.getString("model_version"),
            row.getString("model_hash"),
            row.getString("engine")));
  }
}
