package io.sightline.store;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.RecipeContent;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Writes inspections as rows, inside transactions that the caller owns. Statements are prepared
 * once: a station commits ten times a second for years, and parsing and binding them anew was most
 * of what a part cost on the Java heap. Ids are cached for one transaction only, because it may be
 * rolled back. One thread at a time.
 */
final class InspectionWriter implements AutoCloseable {
  private final Deque<RowStatement> statements = new ArrayDeque<>();
  private final RowStatement lastSeq;
  private final RowStatement line;
  private final RowStatement setting;
  private final RowStatement recordedRecipe;
  private final RowStatement recipe;
  private final RowStatement inspection;
  private final RowStatement defect;
  private final RowStatement label;
  private final RowStatement missed;

  /**
   * A writer that lives as long as its connection.
   *
   * @param connection to a store of the current version
   */
  InspectionWriter(Connection connection) throws SQLException {
    lastSeq = prepare(connection, "SELECT coalesce(max(seq), 0) FROM inspection");
    line =
        prepare(
            connection,
            """
            INSERT INTO line (name) VALUES (?)
            ON CONFLICT (name) DO UPDATE SET name = name RETURNING id""");
    setting =
        prepare(
            connection,
            """
            INSERT INTO setting (lot, shift, product, recipe, recipe_version, model, model_version,
              model_hash, engine, first_at, last_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (lot, shift, product, recipe, recipe_version, model, model_version,
              model_hash, engine)
            DO UPDATE SET first_at = min(first_at, excluded.first_at),
              last_at = max(last_at, excluded.last_at)
            RETURNING id""");
    recordedRecipe =
        prepare(connection, "SELECT coalesce((SELECT id FROM recipe WHERE sha256 = ?), 0)");
    recipe =
        prepare(
            connection,
            """
            INSERT INTO recipe (sha256, name, version, content, first_at) VALUES (?, ?, ?, ?, ?)
            RETURNING id""");
    inspection =
        prepare(
            connection,
            """
            INSERT INTO inspection (seq, id, line_id, serial, setting_id, first_seen, at,
              verdict, defect_count, truth_count, waiting_ms, preparing_ms, inferring_ms,
              decoding_ms, total_ms, origin, image, error, recipe_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
    defect = prepare(connection, "INSERT INTO defect VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    label = prepare(connection, "INSERT INTO truth_label VALUES (?, ?, ?, ?, ?, ?, ?)");
    missed =
        prepare(
            connection,
            """
            INSERT INTO missed (line_id, lot, shift, product, at, first_serial, count)
            VALUES (?, ?, ?, ?, ?, ?, ?)""");
  }

  private RowStatement prepare(Connection connection, String sql) throws SQLException {
    RowStatement statement = new RowStatement(connection, sql);
    statements.push(statement);
    return statement;
  }

  void write(List<Inspection> inspections) throws SQLException {
    Map<Setting, SettingIds> settings = settings(inspections);
    Map<String, Long> lines = new HashMap<>();
    long seq = lastSeq.row().answer();
    for (Inspection each : inspections) {
      seq++;
      String name = each.part().line();
      Long lineId = lines.get(name);
      if (lineId == null) {
        lineId = line.row().with(name).answer();
        lines.put(name, lineId);
      }
      writeRow(seq, lineId, Objects.requireNonNull(settings.get(Setting.of(each))), each);
      writeDefects(seq, each.defects());
      writeLabels(seq, each.truth().map(GroundTruth::defects).orElse(List.of()));
    }
  }

  void write(MissedParts parts) throws SQLException {
    missed
        .row()
        .with(line.row().with(parts.line()).answer())
        .with(parts.lot())
        .with(parts.shift())
        .with(parts.product())
        .with(EpochNanos.of(parts.at()))
        .with(parts.firstSerial())
        .with(parts.count())
        .write();
  }

  private void writeRow(long seq, long lineId, SettingIds ids, Inspection each)
      throws SQLException {
    inspection
        .row()
        .with(seq)
        .with(bytes(each.id()))
        .with(lineId)
        .with(each.part().serial())
        .with(ids.setting())
        .with(EpochNanos.of(each.part().firstSeen()))
        .with(EpochNanos.of(each.at()))
        .with(each.verdict().name())
        .with(each.defects().size());
    if (each.truth().isPresent()) {
      inspection.with(each.truth().get().defects().size());
    } else {
      inspection.withNull();
    }
    inspection
        .with(each.times().waiting())
        .with(each.times().preparing())
        .with(each.times().inferring())
        .with(each.times().decoding())
        .with(each.times().total())
        .with(each.origin())
        .with(each.image().orElse(null))
        .with(each.error().orElse(null));
    if (ids.recipe().isPresent()) {
      inspection.with(ids.recipe().getAsLong());
    } else {
      inspection.withNull();
    }
    inspection.write();
  }

  private void writeDefects(long seq, List<Defect> defects) throws SQLException {
    for (int i = 0; i < defects.size(); i++) {
      defect
          .row()
          .with(seq)
          .with(i)
          .with(defects.get(i).className())
          .with(defects.get(i).confidence());
      writeBox(defect, defects.get(i).box());
    }
  }

  private void writeLabels(long seq, List<GroundTruth.Label> labels) throws SQLException {
    for (int i = 0; i < labels.size(); i++) {
      label.row().with(seq).with(i).with(labels.get(i).className());
      writeBox(label, labels.get(i).box());
    }
  }

  private static void writeBox(RowStatement row, Box box) throws SQLException {
    row.with(box.x1()).with(box.y1()).with(box.x2()).with(box.y2()).write();
  }

  /** The settings' rows, inserted if new, their time span extended to these inspections. */
  private Map<Setting, SettingIds> settings(List<Inspection> inspections) throws SQLException {
    Map<Setting, long[]> spans = new HashMap<>();
    for (Inspection each : inspections) {
      long at = EpochNanos.of(each.at());
      long[] span = spans.computeIfAbsent(Setting.of(each), fresh -> new long[] {at, at});
      span[0] = Math.min(span[0], at);
      span[1] = Math.max(span[1], at);
    }
    Map<Setting, SettingIds> ids = new HashMap<>();
    for (Map.Entry<Setting, long[]> each : spans.entrySet()) {
      long first = each.getValue()[0];
      ids.put(
          each.getKey(),
          new SettingIds(
              settingId(each.getKey(), each.getValue()), recipeId(each.getKey().recipe(), first)));
    }
    return ids;
  }

  /** Looked up first: an upsert would write the whole row again with every group. */
  private OptionalLong recipeId(RecipeVersion each, long first) throws SQLException {
    if (each.content().isEmpty()) {
      return OptionalLong.empty();
    }
    RecipeContent content = each.content().get();
    long recorded = recordedRecipe.row().with(content.sha256()).answer();
    return OptionalLong.of(
        recorded > 0
            ? recorded
            : recipe
                .row()
                .with(content.sha256())
                .with(each.name())
                .with(each.version())
                .with(content.json())
                .with(first)
                .answer());
  }

  private long settingId(Setting each, long[] span) throws SQLException {
    return setting
        .row()
        .with(each.lot())
        .with(each.shift())
        .with(each.recipe().product())
        .with(each.recipe().name())
        .with(each.recipe().version())
        .with(each.model().name())
        .with(each.model().version())
        .with(each.model().hash())
        .with(each.model().engine())
        .with(span[0])
        .with(span[1])
        .answer();
  }

  /** The rows that an inspection refers to. */
  private record SettingIds(long setting, OptionalLong recipe) {}

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  @Override
  public void close() throws SQLException {
    for (RowStatement statement : statements) {
      statement.close();
    }
  }
}
