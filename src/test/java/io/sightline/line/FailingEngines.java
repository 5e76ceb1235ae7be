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

/**
 * What the tests of engines that fail have in common: a recorder over a real store, and what was
 * told.
 */
abstract class FailingEngines extends OnRealStore {
  static final int ENDLESS = Integer.MAX_VALUE;

  final List<LineEvent> told = Collections.synchronizedList(new ArrayList<>());

  @SuppressWarnings("NullAway.Init") // before each test
  Recorder recorder;

  @BeforeEach
  void openRecorder() {
    recorder = new Recorder(store, NO_PICTURES);
  }

  @AfterEach
  void closeRecorder() {
    recorder.close();
  }

  /** Every part is a verdict or missed, on disk as counted; every frame and detector is freed. */
  void assertAgrees(RunSummary run, MortalEngines engines) {
    VerdictCounts counted = run.counts().verdicts();
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(run.counts().triggered()).isEqualTo(counted.inspected() + counted.missed());
    assertThat(store.count(InspectionQuery.ALL)).isEqualTo(counted);
    assertThat(run.framesAlive()).isZero();
    assertThat(engines.mostAlive()).as("the old one is closed before another opens").isEqualTo(1);
  }

  /** What the parts that are ERROR were called, in order. */
  List<String> errors() {
    return rows().stream()
        .filter(row -> row.verdict() == Verdict.ERROR)
        .sorted((one, other) -> Long.compare(one.part().serial(), other.part().serial()))
        .map(Inspection::origin)
        .toList();
  }

  /** The troubles told, but for what a network that fails so often makes of rejects and misses. */
  List<Kind> troubles() {
    return List.copyOf(told).stream()
        .filter(LineEvent.Troubled.class::isInstance)
        .map(event -> ((LineEvent.Troubled) event).trouble().kind())
        .filter(kind -> kind != Kind.MISSED && kind != Kind.REJECTS)
        .toList();
  }
}
