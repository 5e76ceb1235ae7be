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
    return COLUMNS.formatted(keepsRecipes ? "recipe_id" : "NULL");
  }

  @Override
  public Inspection map(ResultSet row, StatementContext context) throws SQLException {
    long seq = row.getLong(18);
    Setting setting = remember(settings, row.getLong(4), this::readSetting);
    int truths = row.getInt(9);
    boolean known = !row.wasNull();
    return new Inspection(
        uuid(row.getBytes(1)),
        new Part(
            remember(lines, row.getLong(2), this::readLine),
            row.getLong(3),
            setting.lot(),
            EpochNanos.toInstant(row.getLong(5))),
        setting.shift(),
        recipe(setting.recipe(), row.getLong(19)),
        setting.model(),
        EpochNanos.toInstant(row.getLong(6)),
        Verdict.valueOf(row.getString(7)),
        row.getInt(8) == 0 ? List.of() : readDefects(seq),
        new StageTimes(
            row.getDouble(10),
            row.getDouble(11),
            row.getDouble(12),
            row.getDouble(13),
            row.getDouble(14)),
        row.getString(15),
        Optional.ofNullable(row.getString(16)),
        !known
            ? Optional.empty()
            : Optional.of(truths == 0 ? GroundTruth.GOOD : new GroundTruth(readLabels(seq))),
        Optional.ofNullable(row.getString(17)));
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
