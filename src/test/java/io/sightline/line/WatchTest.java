package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Verdict;
import io.sightline.store.SampleInspections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests when rejects count as many in a row. */
class WatchTest {
  private final List<LineEvent> told = new ArrayList<>();
  private final Watch watch = new Watch(told::add);
  private int parts;

  @Test
  void aGoodPartEndsTheRow() {
    saw(Verdict.FAIL, 9);
    saw(Verdict.PASS, 1);
    saw(Verdict.FAIL, 9);
    assertThat(told).isEmpty();

    saw(Verdict.FAIL, 1);
    assertThat(told).containsExactly(new LineEvent.Troubled(Trouble.of(Trouble.Kind.REJECTS, 10)));
  }

  private void saw(Verdict verdict, int times) {
    for (int i = 0; i < times; i++) {
      watch.saw(SampleInspections.judged("Line 1", ++parts, verdict, Optional.empty()));
    }
  }
}
