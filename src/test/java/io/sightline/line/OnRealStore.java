package io.sightline.line;

import io.sightline.inspection.Inspection;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.TestParts.Network;
import io.sightline.store.DataDirectory;
import io.sightline.store.ImageArchive;
import io.sightline.store.InspectionQuery;
import io.sightline.store.InspectionStore;
import io.sightline.store.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Base of line tests: a real store for each test, and runs on it. */
@Timeout(60)
abstract class OnRealStore {
  static final ImageArchive NO_PICTURES =
      (inspection, frame) -> "picture of " + frame.tag().origin();

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  InspectionStore store;

  @BeforeEach
  void openStore() {
    store = SqliteStore.open(new DataDirectory(directory));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  static RunSummary run(
      InspectionStore store, ImageArchive archive, Camera camera, Network network, int inbox)
      throws InterruptedException {
    try (Recorder recorder = new Recorder(store, archive);
        Line line = new Line(TestParts.setup(camera, network, inbox), recorder)) {
      line.start();
      return line.await();
    }
  }

  /** Returns all inspections on disk. */
  List<Inspection> rows() {
    try (Stream<Inspection> all = store.find(InspectionQuery.ALL)) {
      return all.toList();
    }
  }
}
