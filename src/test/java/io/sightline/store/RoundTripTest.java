package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Tests that appended inspections are read back unchanged. */
class RoundTripTest {
  private Path folder = Path.of("");

  @BeforeTry
  void make() throws IOException {
    folder = Files.createTempDirectory("sightline-store");
  }

  @AfterTry
  void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
  void findsEqualRecordsOldestFirst(@ForAll("inspections") List<Inspection> inspections) {
    DataDirectory directory = new DataDirectory(folder);
    List<Inspection> oldestFirst =
        inspections.stream().sorted(Comparator.comparing(Inspection::at)).toList();
    try (InspectionStore store = SqliteStore.open(directory)) {
      store.append(inspections);
      try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
        assertThat(rows.toList()).isEqualTo(oldestFirst);
      }
      for (Inspection one : inspections) {
        InspectionQuery itsOwn =
            InspectionQuery.ALL
                .ofLine(one.part().line())
                .ofLot(one.part().lot())
                .ofProduct(one.recipe().product())
                .since(one.at())
                .fromSerial(one.part().serial());
        try (Stream<Inspection> rows = store.find(itsOwn)) {
          List<Inspection> found = rows.toList();
          assertThat(found).contains(one);
          assertThat(store.count(itsOwn).inspected()).isEqualTo(found.size());
        }
        try (Stream<Inspection> rows = store.find(itsOwn.until(one.at()))) {
          assertThat(rows).isEmpty();
        }
      }
      InspectionQuery ever = InspectionQuery.ALL.since(Instant.MIN).until(Instant.MAX);
      assertThat(store.count(ever).inspected()).isEqualTo(inspections.size());
    }
  }

  @Provide
  Arbitrary<List<Inspection>> inspections() {
    return ArbitraryInspections.several();
  }
}
