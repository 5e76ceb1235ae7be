package io.sightline.ui.live.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.Trouble;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A line with its screen's model, without a screen. */
class WatchedLineTest {
  private final ScriptedLine line = new ScriptedLine("Line 1");

  @Test
  void aLineThatFindsNoThreadStandsSaysSoAndCanBeStartedAgain() {
    line.threads(false);
    try (WatchedLine watched = watched()) {
      watched.start();
      assertThatItStands(watched);

      line.threads(true);
      watched.start();
      watched.refresh();
      assertThat(watched.state().run()).isEqualTo(RunState.RUNNING);
      assertThat(watched.state().alarms()).as("it is over").isEmpty();
    }
  }

  @Test
  void theSameWhereItStartsByItself() {
    line.threads(false);
    line.letStartByItself();
    try (WatchedLine watched = watched()) {
      watched.startByItself();
      assertThatItStands(watched);
    }
  }

  private static void assertThatItStands(WatchedLine watched) {
    watched.refresh();
    assertThat(watched.state().run()).isEqualTo(RunState.STOPPED);
    assertThat(watched.state().alarms())
        .singleElement()
        .extracting(Alarm::trouble)
        .satisfies(
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(Trouble.Kind.ENGINE);
              assertThat(trouble.phrase()).as("in the operator's language").isPresent();
            });
  }

  private WatchedLine watched() {
    return new WatchedLine(line, Runnable::run, InstantSource.system());
  }
}
