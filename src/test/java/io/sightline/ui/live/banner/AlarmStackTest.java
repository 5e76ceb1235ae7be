package io.sightline.ui.live.banner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Phrase;
import io.sightline.line.Trouble;
import io.sightline.line.Trouble.Kind;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.Alarm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** What a banner says, and in which language. */
class AlarmStackTest {
  private final FxRobot robot = new FxRobot();

  @BeforeAll
  static void startJavaFx() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongAndWhatToDoAreInTheOperatorsLanguageTheReasonStaysAsItCame(Kind kind) {
    Trouble trouble = new Trouble(kind, 12, "CUDA error 700");

    List<String> english = said(trouble, Locale.ENGLISH);
    List<String> german = said(trouble, Locale.GERMAN);

    assertThat(english).hasSize(3).doesNotContain("");
    assertThat(german).hasSize(3).doesNotContain("");
    assertThat(german.get(0)).isNotEqualTo(english.get(0));
    assertThat(german.get(1)).isNotEqualTo(english.get(1));
    assertThat(german.get(2)).isEqualTo(english.get(2)).isEqualTo("CUDA error 700");
  }

  @Test
  void missedPartsAreCountedAsThePeopleThereCount() {
    assertThat(said(new Trouble(Kind.MISSED, 1, ""), Locale.GERMAN).get(1))
        .startsWith("1 Teil lief ungeprüft vorbei");
    assertThat(said(new Trouble(Kind.MISSED, 1_200, ""), Locale.GERMAN))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("1.200 Teile liefen ungeprüft vorbei");
    assertThat(said(new Trouble(Kind.MISSED, 1_200, ""), Locale.ENGLISH).get(1))
        .startsWith("1,200 parts went by uninspected");
  }

  @Test
  void aReasonThatIsKnownIsInTheOperatorsLanguageToo() {
    Trouble away =
        new Trouble(
            Kind.UNSEEN,
            0,
            "for 12 s, back at 08:42:17",
            Optional.of(Phrase.of("reason.away", 1, 12L, Instant.parse("2026-11-23T08:42:17Z"))));

    assertThat(said(away, Locale.ENGLISH).get(2)).isEqualTo("For 12 s, back at 08:42:17");
    assertThat(said(away, Locale.GERMAN).get(2)).isEqualTo("12 s lang, wieder da um 08:42:17");
  }

  /** Returns the title, what to do, and the reason if there is one. */
  private List<String> said(Trouble trouble, Locale language) {
    AlarmStack[] stack = new AlarmStack[1];
    robot.interact(
        () -> {
          stack[0] = new AlarmStack(Words.in(language, ZoneOffset.UTC), acknowledged -> {});
          stack[0].show(List.of(new Alarm(trouble, Instant.EPOCH)), Instant.EPOCH);
        });
    return List.of(".banner-title", ".banner-text", ".banner-reason").stream()
        .flatMap(style -> stack[0].lookupAll(style).stream())
        .filter(Node::isVisible)
        .map(AlarmStackTest::text)
        .toList();
  }

  private static String text(Node node) {
    return ((Label) node).getText();
  }
}
