package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Part;
import io.sightline.inspection.RecipeContent;
import io.sightline.inspection.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  @TempDir Path folder;

  @Test
  void findsWhatWasAppendedOldestFirst() {
    List<Inspection> parts = parts("A", 1, 100);
    try (InspectionStore store = open()) {
      store.append(parts.subList(50, 100));
      store.append(parts.subList(0, 50));
      assertThat(all(store, InspectionQuery.ALL)).isEqualTo(parts);
    }
  }

  @Test
  void keepsWhatItHasOverAClose() {
    List<Inspection> parts = parts("Zeile 1 – Süd", 1, 3);
    try (InspectionStore store = open()) {
      store.append(parts);
    }
    try (InspectionStore store = open()) {
      assertThat(all(store, InspectionQuery.ALL)).isEqualTo(parts);
    }
    StoreReader reader = StoreReader.of(new DataDirectory(folder));
    assertThat(all(reader, InspectionQuery.ALL)).isEqualTo(parts);
  }

  @Test
  void appendsAllOrNothing() {
    try (InspectionStore store = open()) {
      store.append(parts("A", 1, 5));
      assertThatThrownBy(() -> store.append(parts("A", 5, 9)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("twice");
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(5);
      store.append(parts("A", 6, 9));
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(9);
    }
  }

  /** Another program has the store for longer than an append waits. */
  @Test
  void appendsAllOrNothingAfterAnotherProgramHeldTheStore() throws SQLException {
    DataDirectory directory = new DataDirectory(folder);
    try (InspectionStore store = SqliteStore.open(directory)) {
      store.append(parts("A", 1, 5));
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.storeFile());
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        assertThatThrownBy(() -> store.append(parts("A", 6, 9)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("is held by another program");
        statement.execute("ROLLBACK");

        List<Inspection> group = new ArrayList<>(parts("A", 10, 14));
        group.add(SampleInspections.part("A", 10));
        assertThatThrownBy(() -> store.append(group))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("twice");
        assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(5);
        store.append(parts("A", 6, 9));
        statement.execute("BEGIN IMMEDIATE"); // the store does not keep it to itself
        statement.execute("ROLLBACK");
      }
    }
    try (InspectionStore store = open()) {
      assertThat(all(store, InspectionQuery.ALL)).isEqualTo(parts("A", 1, 9));
    }
  }

  @Test
  void aRowThatWasBegunAndRefusedDoesNotSpoilTheNext() {
    Inspection good = SampleInspections.part("A", 10);
    Inspection timeless = copy(good, SampleInspections.part("A", 20).part(), Instant.MAX);
    Inspection neverSeen = copy(good, new Part("A", 20, "lot-1", Instant.MAX), good.at());
    try (InspectionStore store = SqliteStore.open(new DataDirectory(folder))) {
      store.append(List.of(good));
      assertThatThrownBy(() -> store.append(List.of(neverSeen))) // fails with half of it bound
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("clock");
      assertThatThrownBy(() -> store.append(List.of(timeless)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("clock");
      Inspection next = SampleInspections.part("A", 30);
      store.append(List.of(next));
      try (Stream<Inspection> found = store.find(InspectionQuery.ALL)) {
        assertThat(found).containsExactly(good, next);
      }
    }
  }

  private static Inspection copy(Inspection it, Part part, Instant at) {
    return new Inspection(
        new UUID(1, part.serial()),
        part,
        it.shift(),
        it.recipe(),
        it.model(),
        at,
        it.verdict(),
        it.defects(),
        it.times(),
        it.origin(),
        it.image(),
        it.truth(),
        it.error());
  }

  @Test
  void twoRecipesOfOneVersionAreToldApart() {
    RecipeContent now = RecipeContent.of("{\"failFrom\":0.5}");
    Inspection before = SampleInspections.part("A", 1);
    Inspection after = SampleInspections.judgedBy("A", 2, now);
    try (SqliteStore store = SqliteStore.open(new DataDirectory(folder))) {
      assertThat(store.hasJudgedOtherwise(before.recipe())).isFalse();
      store.append(List.of(before));
      assertThat(store.hasJudgedOtherwise(before.recipe())).isFalse();
      assertThat(store.hasJudgedOtherwise(after.recipe())).isTrue();
      store.append(List.of(after, SampleInspections.part("A", 3)));
      assertThat(all(store, InspectionQuery.ALL))
          .extracting(each -> each.recipe().content())
          .containsExactly(
              before.recipe().content(), after.recipe().content(), before.recipe().content());
      assertThat(store.hasJudgedOtherwise(before.recipe())).isTrue();
    }
  }

  @Test
  void aRecipeIsWrittenOnceHoweverManyGroupsItJudges() throws SQLException {
    DataDirectory directory = new DataDirectory(folder);
    try (SqliteStore store = SqliteStore.open(directory)) {
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.storeFile());
          Statement statement = other.createStatement()) {
        statement.execute(
            """
            CREATE TRIGGER once BEFORE UPDATE ON recipe
            BEGIN SELECT RAISE(ABORT, 'written again'); END""");
      }
      List<Inspection> parts = parts("A", 1, 6);
      store.append(parts.subList(0, 3));
      store.append(parts.subList(3, 6));
      assertThat(all(store, InspectionQuery.ALL)).isEqualTo(parts);
    }
  }

  @Test
  void countsWhatItWouldFind() {
    try (InspectionStore store = open()) {
      store.append(parts("A", 1, 40));
      store.append(parts("B", 1, 30));
      store.append(
          LongStream.rangeClosed(41, 60)
              .mapToObj(n -> SampleInspections.part("A", n, "lot-2", "late", "other"))
              .toList());
      store.append(
          LongStream.rangeClosed(61, 70)
              .mapToObj(n -> SampleInspections.part("A", n, "lot-2", "late", "board"))
              .toList());
      InspectionQuery all = InspectionQuery.ALL;
      for (InspectionQuery query :
          List.of(
              all,
              all.ofLine("A"),
              all.ofLine("B"),
              all.ofLine("nowhere"),
              all.ofLot("lot-2"),
              all.ofLot("nothing"),
              all.ofLot("lot-2").ofProduct("board"),
              all.ofLine("A").ofProduct("board"),
              all.ofLine("A").fromSerial(33),
              all.fromSerial(25).withVerdicts(Set.of(Verdict.FAIL)),
              all.ofLine("A").fromSerial(1000),
              all.since(SampleInspections.START.plusSeconds(1)),
              all.ofLine("A").until(SampleInspections.START.plusSeconds(2)),
              all.withVerdicts(Set.of(Verdict.FAIL)),
              all.withVerdicts(Set.of(Verdict.FAIL, Verdict.REVIEW)).ofLine("A"),
              all.withVerdicts(Set.of(Verdict.PASS, Verdict.FAIL)).ofLot("lot-1"),
              all.withVerdicts(Set.of(Verdict.ERROR)))) {
        List<Inspection> found = all(store, query);
        VerdictCounts counts = store.count(query);
        assertThat(counts.pass()).as("%s", query).isEqualTo(having(found, Verdict.PASS));
        assertThat(counts.fail()).as("%s", query).isEqualTo(having(found, Verdict.FAIL));
        assertThat(counts.inspected()).as("%s", query).isEqualTo(found.size());
      }
      assertThat(store.count(all.ofLot("lot-2")).inspected()).isEqualTo(30);
      assertThat(store.count(all.withVerdicts(Set.of(Verdict.FAIL))))
          .isEqualTo(new VerdictCounts(0, 10, 0, 0, 0));
    }
  }

  @Test
  void countsMissedPartsWhereTheyWereMissed() {
    try (InspectionStore store = open()) {
      store.append(parts("A", 1, 5));
      store.appendMissed(
          new MissedParts("A", "lot-1", "early", "board", SampleInspections.START, 6, 3));
      store.appendMissed(new MissedParts("B", "lot-2", "", "", SampleInspections.START, 1, 4));
      InspectionQuery all = InspectionQuery.ALL;
      assertThat(store.count(all)).isEqualTo(new VerdictCounts(5, 0, 0, 0, 7));
      assertThat(store.count(all.ofLine("A")).missed()).isEqualTo(3);
      assertThat(store.count(all.ofLot("lot-2")).missed()).isEqualTo(4);
      assertThat(store.count(all.ofProduct("board")).missed()).isEqualTo(3);
      assertThat(store.count(all.until(SampleInspections.START)).missed()).isZero();
      assertThat(store.count(all.withVerdicts(Set.of(Verdict.PASS))).missed()).isZero();
      assertThat(store.count(all.ofLine("A").fromSerial(5)))
          .isEqualTo(new VerdictCounts(1, 0, 0, 0, 3));
      assertThat(store.count(all.ofLine("A").fromSerial(8)))
          .isEqualTo(new VerdictCounts(0, 0, 0, 0, 1));
      assertThat(store.count(all.ofLine("A").fromSerial(9)).missed()).isZero();
      assertThat(store.lastSerial("A")).isEqualTo(8);
      assertThat(store.lastSerial("B")).isEqualTo(4);
      assertThat(store.lastSerial("C")).isZero();
    }
  }

  @Test
  void aStreamSeesTheMomentItWasOpened() {
    try (InspectionStore store = open()) {
      store.append(parts("A", 1, 500));
      try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
        store.append(parts("A", 501, 600));
        assertThat(rows.count()).isEqualTo(500);
      }
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(600);
    }
  }

  private InspectionStore open() {
    return SqliteStore.open(new DataDirectory(folder));
  }

  private static List<Inspection> parts(String line, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(serial -> SampleInspections.part(line, serial))
        .toList();
  }

  private static List<Inspection> all(RecordedInspections store, InspectionQuery query) {
    try (Stream<Inspection> rows = store.find(query)) {
      return new ArrayList<>(rows.toList());
    }
  }

  private static long having(List<Inspection> found, Verdict verdict) {
    return found.stream().filter(inspection -> inspection.verdict() == verdict).count();
  }
}
