package io.sightline.store;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.Part;
import io.sightline.inspection.RecipeContent;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Maps rows to inspections. Defects and labels are queried row by row on the same connection:
 * SQLite runs in this process, and most parts have no defects.
 */
final class InspectionReader implements RowMapper<Inspection> {
  private static final String COLUMNS =
      """
      SELECT id, line_id, serial, setting_id, first_seen, at, verdict, defect_count, truth_count,
        waiting_ms, preparing_ms, inferring_ms, decoding_ms, total_ms, origin, image, error, seq, %s
      FROM inspection""";

  private final Handle handle;
  private final boolean keepsRecipes;
  private final Map<Long, String> lines = remembering();
  private final Map<Long, Setting> settings = remembering();
  private final Map<Long, RecipeContent> recipes = remembering();

  /**
   * A reader for one query.
   *
   * @param handle the one that the rows are read from, in a transaction, so that all reads see the
   *     same state
   */
  InspectionReader(Handle handle) {
    this.handle = handle;
    keepsRecipes = Schema.keepsRecipes(handle);
  }

  /** The SELECT clause of a query whose rows this reader understands. */
  String select() {
    return COLUMNS.formatted(keepsRecipes ? "recipe_id" : "NULL AS recipe_id");
  }

  @Override
  public Inspection map(ResultSet row, StatementContext context) throws SQLException {
    long seq = row.getLong("seq");
    Setting setting = remember(settings, row.getLong("setting_id"), this::readSetting);
    int truths = row.getInt("truth_count");
    boolean known = !row.wasNull();
    return new Inspection(
        uuid(row.getBytes("id")),
        new Part(
            remember(lines, row.getLong("line_id"), this::readLine),
            row.getLong("serial"),
            setting.lot(),
            EpochNanos.toInstant(row.getLong("first_seen"))),
        setting.shift(),
        recipe(setting.recipe(), row.getLong("recipe_id")),
        setting.model(),
        EpochNanos.toInstant(row.getLong("at")),
        Verdict.valueOf(row.getString("verdict")),
        row.getInt("defect_count") == 0 ? List.of() : readDefects(seq),
        new StageTimes(
            row.getDouble("waiting_ms"),
            row.getDouble("preparing_ms"),
            row.getDouble("inferring_ms"),
            row.getDouble("decoding_ms"),
            row.getDouble("total_ms")),
        row.getString("origin"),
        Optional.ofNullable(row.getString("image")),
        !known
            ? Optional.empty()
            : Optional.of(truths == 0 ? GroundTruth.GOOD : new GroundTruth(readLabels(seq))),
        Optional.ofNullable(row.getString("error")));
  }

  /** The setting's recipe, with its content if the row refers to one (id 0: it does not). */
  private RecipeVersion recipe(RecipeVersion setting, long id) {
    return id == 0
        ? setting
        : new RecipeVersion(
            setting.name(),
            setting.version(),
            setting.product(),
            Optional.of(remember(recipes, id, this::readRecipe)));
  }

  private RecipeContent readRecipe(long id) {
    return handle
        .createQuery("SELECT content, sha256 FROM recipe WHERE id = ?")
        .bind(0, id)
        .map((row, context) -> new RecipeContent(row.getString(1), row.getString(2)))
        .one();
  }

  private List<Defect> readDefects(long seq) {
    return handle
        .createQuery(
            """
            SELECT class, confidence, x1, y1, x2, y2 FROM defect
            WHERE inspection = ? ORDER BY ordinal""")
        .bind(0, seq)
        .map((row, context) -> new Defect(row.getString(1), row.getDouble(2), box(row, 3)))
        .list();
  }

  private List<GroundTruth.Label> readLabels(long seq) {
    return handle
        .createQuery(
            "SELECT class, x1, y1, x2, y2 FROM truth_label WHERE inspection = ? ORDER BY ordinal")
        .bind(0, seq)
        .map((row, context) -> new GroundTruth.Label(row.getString(1), box(row, 2)))
        .list();
  }

  private String readLine(long id) {
    return handle
        .createQuery("SELECT name FROM line WHERE id = ?")
        .bind(0, id)
        .mapTo(String.class)
        .one();
  }

  private Setting readSetting(long id) {
    return handle
        .createQuery("SELECT * FROM setting WHERE id = ?")
        .bind(0, id)
        .map((row, context) -> Setting.of(row))
        .one();
  }

  private static Box box(ResultSet row, int column) throws SQLException {
    return new Box(
        row.getDouble(column),
        row.getDouble(column + 1),
        row.getDouble(column + 2),
        row.getDouble(column + 3));
  }

  private static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private static <V> V remember(Map<Long, V> kept, long id, LongFunction<V> read) {
    V value = kept.get(id);
    if (value == null) {
      value = read.apply(id);
      kept.put(id, value);
    }
    return value;
  }

  /** Keeps only the last few, so that a million lots need no more memory than a hundred. */
  private static <V> Map<Long, V> remembering() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
        return size() > 100;
      }
    };
  }
}
