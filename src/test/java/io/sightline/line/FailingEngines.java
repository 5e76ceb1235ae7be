package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.InspectionQuery;
import io.sightline.store.VerdictCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of the tests of failing engines: a recorder on a real store, and the events received. */
abstract class FailingEngines extends OnRealStore {
  static final int ENDLESS = Integer.MAX_VALUE;

  final List<LineEvent> told = Collections.synchronizedList(new ArrayList<>());

  @SuppressWarnings("NullAway.Init") // set before each test
  Recorder recorder;

  @BeforeEach
  void openRecorder() {
    recorder = new Recorder(store, NO_PICTURES);
  }

  @AfterEach
  void closeRecorder() {
    recorder.close();
  }

  /**
   * Asserts that every part has a verdict or was missed, as on disk, and that everything is freed.
   */
  void assertAgrees(RunSummary run, MortalEngines engines) {
    VerdictCounts counted = run.counts().verdicts();
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(run.counts().triggered()).isEqualTo(counted.inspected() + counted.missed());
    assertThat(store.count(InspectionQuery.ALL)).isEqualTo(counted);
    assertThat(run.framesAlive()).isZero();
    assertThat(engines.mostAlive()).as("the old one is closed before another opens").isEqualTo(1);
  }

  /** Returns the origins of the ERROR parts, in order. */
  List<String> errors() {
    return rows().stream()
        .filter(row -> row.verdict() == Verdict.ERROR)
        .sorted((one, other) -> Long.compare(one.part().serial(), other.part().serial()))
        .map(Inspection::origin)
        .toList();
  }

  /**
   * Returns the troubles reported, except the rejects and misses that a failing network entails.
   */
  List<Kind> troubles() {
    return List.copyOf(told).stream()
        .filter(LineEvent.Troubled.class::isInstance)
        .map(event -> ((LineEvent.Troubled) event).trouble().kind())
        .filter(kind -> kind != Kind.MISSED && kind != Kind.REJECTS)
        .toList();
  }
}
