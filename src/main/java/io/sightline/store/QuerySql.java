package io.sightline.store;

import io.sightline.inspection.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An {@link InspectionQuery} as SQL conditions and their bindings. */
final class QuerySql {
  private static final String LINE_NAMED = "SELECT id FROM line WHERE name = :line";

  private final InspectionQuery query;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> bindings = new HashMap<>();

  private QuerySql(InspectionQuery query) {
    this.query = query;
  }

  /**
   * The inspections, oldest first. The index is prescribed, not left to the planner: a plan that
   * sorts would first copy everything that matches.
   */
  static QuerySql rows(InspectionQuery query) {
    QuerySql sql = new QuerySql(query);
    query.line().ifPresent(name -> sql.where("line_id = (" + LINE_NAMED + ")", "line", name));
    sql.whereTime();
    sql.whereSetting();
    sql.whereVerdict(query.verdicts());
    query
        .fromSerial()
        .ifPresent(
            serial -> {
              sql.where("serial >= :serial", "serial", serial);
              if (query.line().isPresent()) { // spares the walk through all that was before
                sql.conditions.add(
                    "at >= (SELECT min(at) FROM inspection INDEXED BY inspection_part"
                        + " WHERE line_id = (%s) AND serial >= :serial)".formatted(LINE_NAMED));
              }
            });
    return sql;
  }

  /** Conditions for counting the same inspections. */
  static QuerySql tally(InspectionQuery query) {
    QuerySql sql = new QuerySql(query);
    // The counting index starts with the line: name every line.
    sql.conditions.add(
        "line_id IN (SELECT id FROM line%s)"
            .formatted(query.line().isPresent() ? " WHERE name = :line" : ""));
    query.line().ifPresent(name -> sql.bindings.put("line", name));
    query.fromSerial().ifPresent(serial -> sql.where("serial >= :serial", "serial", serial));
    sql.whereTime();
    sql.whereSetting();
    // The verdict follows: name every verdict as well, so that the time can narrow.
    sql.whereVerdict(query.verdicts().isEmpty() ? Set.of(Verdict.values()) : query.verdicts());
    return sql;
  }

  /** The missed parts; they have no verdict, so that is not filtered. */
  static QuerySql missed(InspectionQuery query) {
    QuerySql sql = new QuerySql(query);
    query.line().ifPresent(name -> sql.where("line_id = (" + LINE_NAMED + ")", "line", name));
    query.lot().ifPresent(lot -> sql.where("lot = :lot", "lot", lot));
    query.product().ifPresent(product -> sql.where("product = :product", "product", product));
    query
        .fromSerial()
        .ifPresent(serial -> sql.where("first_serial + count > :serial", "serial", serial));
    sql.whereTime();
    return sql;
  }

  /**
   * How many parts of a missed row match: if it straddles the first serial number, only its end.
   */
  String missedCount() {
    return query.fromSerial().isPresent() ? "min(count, first_serial + count - :serial)" : "count";
  }

  /** The index used for counting. */
  String tallyIndex() {
    return query.fromSerial().isPresent() ? "inspection_part" : "inspection_tally";
  }

  /** The index used for finding: over rejects alone if the query asks for nothing else. */
  String timeIndex() {
    Set<Verdict> wanted = query.verdicts();
    return wanted.isEmpty() || wanted.contains(Verdict.PASS)
        ? "inspection_time"
        : "inspection_reject";
  }

  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** As {@link #where}, leaving out what was recorded after this inspection. */
  String whereUpTo(long seq) {
    where("seq <= :newest", "newest", seq);
    return where();
  }

  Map<String, Object> bindings() {
    return bindings;
  }

  private void whereTime() {
    query.from().ifPresent(from -> where("at >= :from", "from", EpochNanos.nearest(from)));
    query.to().ifPresent(to -> where("at < :to", "to", EpochNanos.nearest(to)));
  }

  private void whereVerdict(Set<Verdict> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    wanted.stream().sorted().forEach(verdict -> names.add("'" + verdict.name() + "'"));
    conditions.add("verdict IN (" + String.join(", ", names) + ")");
    if (!wanted.contains(Verdict.PASS)) {
      conditions.add("verdict <> 'PASS'"); // what the index of the rejects asks for
    }
  }

  private void whereSetting() {
    List<String> parts = new ArrayList<>();
    query.lot().ifPresent(lot -> bind(parts, "lot", lot));
    query.product().ifPresent(product -> bind(parts, "product", product));
    if (!parts.isEmpty()) {
      String where = " FROM setting WHERE " + String.join(" AND ", parts);
      conditions.add("setting_id IN (SELECT id" + where + ")");
      conditions.add("at >= (SELECT min(first_at)" + where + ")");
      conditions.add("at <= (SELECT max(last_at)" + where + ")");
    }
  }

  private void bind(List<String> parts, String column, String value) {
    parts.add(column + " = :" + column);
    bindings.put(column, value);
  }

  private void where(String condition, String name, Object value) {
    conditions.add(condition);
    bindings.put(name, value);
  }
}
