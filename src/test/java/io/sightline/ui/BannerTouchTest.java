package io.sightline.ui;

import static io.sightline.ui.OnScreen.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.Trouble.Kind;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;

/** A glove rests on a button for a while: releasing it acknowledges the banner that was touched. */
class BannerTouchTest extends OnScriptedLines {
  @Test
  void aBannerIsAcknowledgedThoughItsCountGrowsUnderTheFinger() {
    first.start();
    first.trouble(Kind.MISSED, 3, "");
    first.trouble(Kind.REJECTS, 10, "");
    until("both are told", () -> banners().size() == 2);

    robot.moveTo(".banner-button").press(MouseButton.PRIMARY);
    first.trouble(Kind.MISSED, 4_711, "");
    until("the new total is told", () -> text(".banner-text").startsWith("4,711 parts"));
    robot.release(MouseButton.PRIMARY);

    until("it is acknowledged", () -> banners().size() == 1);
    assertThat(banners()).containsExactly("Many rejects in a row");
  }

  @Test
  void aBannerIsAcknowledgedThoughItsNeighbourChangesComesOrGoes() {
    first.start();
    first.trouble(Kind.MISSED, 3, "");
    first.trouble(Kind.FALLBACK, 0, "no CUDA");
    until("both are told", () -> banners().size() == 2);

    robot.moveTo(".banner-button").press(MouseButton.PRIMARY);
    first.cleared(Kind.FALLBACK);
    until("one is over", () -> banners().size() == 1);
    first.trouble(Kind.UNREADABLE, 2, "damaged.png is cut off");
    until("another is told", () -> banners().contains("Pictures not read"));
    robot.release(MouseButton.PRIMARY);

    until("it is acknowledged", () -> banners().size() == 1);
    assertThat(banners()).containsExactly("Pictures not read");
  }
}
