package io.sightline.store;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Inspections to rows, inside a transaction that the caller owns. */
final class InspectionWriter {
  private final Handle handle;
  private final Map<String, Long> lines = new HashMap<>();

  /**
   * A writer for one transaction.
   *
   * @param handle in that transaction; the writer remembers what it inserted
   */
  InspectionWriter(Handle handle) {
    this.handle = handle;
  }

  void write(List<Inspection> inspections) {
    Map<Setting, Long> settings = settings(inspections);
    long seq =
        handle.createQuery("SELECT coalesce(max(seq), 0) FROM inspection").mapTo(Long.class).one();
    try (PreparedBatch rows =
            handle.prepareBatch(
                """
                INSERT INTO inspection (seq, id, line_id, serial, setting_id, first_seen, at,
                  verdict, defect_count, truth_count, waiting_ms, preparing_ms, inferring_ms,
                  decoding_ms, total_ms, origin, image, error)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        PreparedBatch defects =
            handle.prepareBatch("INSERT INTO defect VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedBatch labels =
            handle.prepareBatch("INSERT INTO truth_label VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Inspection inspection : inspections) {
        seq++;
        addRow(rows, seq, settings.getOrDefault(Setting.of(inspection), 0L), inspection);
        addDefects(defects, seq, inspection.defects());
        addLabels(labels, seq, inspection.truth().map(GroundTruth::defects).orElse(List.of()));
      }
      rows.execute();
      defects.execute();
      labels.execute();
    }
  }

  void write(MissedParts missed) {
    handle.execute(
        """
        INSERT INTO missed (line_id, lot, shift, product, at, first_serial, count)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        line(missed.line()),
        missed.lot(),
        missed.shift(),
        missed.product(),
        Moment.toNanos(missed.at()),
        missed.firstSerial(),
        missed.count());
  }

  private void addRow(PreparedBatch rows, long seq, long setting, Inspection inspection) {
    rows.add(
        seq,
        bytes(inspection.id()),
        line(inspection.part().line()),
        inspection.part().serial(),
        setting,
        Moment.toNanos(inspection.part().firstSeen()),
        Moment.toNanos(inspection.at()),
        inspection.verdict().name(),
        inspection.defects().size(),
        inspection.truth().map(truth -> truth.defects().size()).orElse(null),
        inspection.times().waiting(),
        inspection.times().preparing(),
        inspection.times().inferring(),
        inspection.times().decoding(),
        inspection.times().total(),
        inspection.origin(),
        inspection.image().orElse(null),
        inspection.error().orElse(null));
  }

  private static void addDefects(PreparedBatch rows, long seq, List<Defect> defects) {
    int ordinal = 0;
    for (Defect defect : defects) {
      Box box = defect.box();
      rows.add(
          seq,
          ordinal++,
          defect.className(),
          defect.confidence(),
          box.x1(),
          box.y1(),
          box.x2(),
          box.y2());
    }
  }

  private static void addLabels(PreparedBatch rows, long seq, List<GroundTruth.Label> labels) {
    int ordinal = 0;
    for (GroundTruth.Label label : labels) {
      Box box = label.box();
      rows.add(seq, ordinal++, label.className(), box.x1(), box.y1(), box.x2(), box.y2());
    }
  }

  private long line(String name) {
    return lines.computeIfAbsent(
        name,
        absent ->
            handle
                .createQuery(
                    """
                    INSERT INTO line (name) VALUES (?)
                    ON CONFLICT (name) DO UPDATE SET name = name RETURNING id""")
                .bind(0, absent)
                .mapTo(Long.class)
                .one());
  }

  /** The settings' rows, made where new, their span widened to these inspections. */
  private Map<Setting, Long> settings(List<Inspection> inspections) {
    Map<Setting, long[]> spans = new HashMap<>();
    for (Inspection inspection : inspections) {
      long at = Moment.toNanos(inspection.at());
      spans.merge(
          Setting.of(inspection),
          new long[] {at, at},
          (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
    }
    Map<Setting, Long> ids = new HashMap<>();
    spans.forEach((setting, span) -> ids.put(setting, id(setting, span)));
    return ids;
  }

  private long id(Setting setting, long[] span) {
    return handle
        .createQuery(
            """
            INSERT INTO setting (lot, shift, product, recipe, recipe_version, model, model_version,
              model_hash, engine, first_at, last_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (lot, shift, product, recipe, recipe_version, model, model_version,
              model_hash, engine)
            DO UPDATE SET first_at = min(first_at, excluded.first_at),
              last_at = max(last_at, excluded.last_at)
            RETURNING id""")
        .bind(0, setting.lot())
        .bind(1, setting.shift())
        .bind(2, setting.recipe().product())
        .bind(3, setting.recipe().name())
        .bind(4, setting.recipe().version())
        .bind(5, setting.model().name())
        .bind(6, setting.model().version())
        .bind(7, setting.model().hash())
        .bind(8, setting.model().engine())
        .bind(9, span[0])
        .bind(10, span[1])
        .mapTo(Long.class)
        .one();
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
