package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import io.sightline.ui.live.model.PaintedBoard;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Verdicts are shown even if there is no memory for the pictures of large cameras. */
class ShortMemoryTest extends OnScriptedLines {
  private static final List<Defect> SHORT =
      List.of(new Defect("short", 0.9, new Box(1000, 800, 1040, 840)));

  @Test
  void aPartThatCannotBeShownIsToldWithASentenceInPlaceOfItsPicture() {
    first.start();
    first.part(Verdict.PASS, List.of(), Optional.of(PaintedBoard.of(1)));
    until("a good one is told", () -> word().equals("PASS"));

    first.undrawn(Verdict.FAIL, SHORT);
    until("a bad one is told", () -> word().equals("FAIL"));
    assertThat(text(".empty-what")).isEqualTo("The picture cannot be shown");
    assertThat(visible("#empty")).isTrue();
    assertThat(visible("#live-picture")).as("it would be of another part").isFalse();

    choose(2);
    choose(1);
    until("it is still that part", () -> word().equals("FAIL"));
    assertThat(visible("#live-picture")).isFalse();

    first.part(Verdict.PASS, List.of(), Optional.of(PaintedBoard.of(1)));
    until("the next is told", () -> word().equals("PASS"));
    assertThat(visible("#live-picture")).isTrue();
    assertThat(visible("#empty")).isFalse();
  }
}
