package io.sightline.ui.live;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Icons;
import io.sightline.ui.live.control.Marked;
import io.sightline.ui.live.control.VerdictWords;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The verdict of the part on screen, legible from two metres: word, icon and colour, always in the
 * same place. FX thread only.
 */
final class VerdictTile extends HBox {
  private static final PseudoClass STILL = PseudoClass.getPseudoClass("still");
  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  /** In em, matching the style sheet. */
  private static final double HEIGHT = 9.6;

  private static final double LOW_HEIGHT = 5.8;

  /** The reason's font size relative to the window's. */
  private static final double REASON = 1.2;

  private final Words words;
  private final Region icon = Icons.of("verdict-icon");
  private final FittedText word = new FittedText("verdict-word");
  private final Label reason = new Label();

  VerdictTile(Words words) {
    this.words = words;
    setId("verdict");
    getStyleClass().add("verdict");
    word.letters().setId("verdict-word");
    reason.getStyleClass().add("verdict-reason");
    reason.setWrapText(true);
    VBox text = new VBox(word, reason);
    text.setAlignment(Pos.CENTER_LEFT);
    setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(text, Priority.ALWAYS);
    getChildren().addAll(icon, text);
    none();
  }

  /** Shows that no part has been judged. */
  void none() {
    Marked.byNone(this);
    Marked.byNone(icon);
    icon.setVisible(false);
    say("–", words.of("verdict.none"));
  }

  /**
   * Sets whether the part on screen is no longer on the belt, because the run is over or no parts
   * arrive.
   */
  void still(boolean over) {
    pseudoClassStateChanged(STILL, over && icon.isVisible());
  }

  /** Makes it lower, for a low window. */
  void low(boolean lower) {
    pseudoClassStateChanged(LOW, lower);
  }

  /** Returns its height in pixels. */
  double height(boolean lower) {
    return (lower ? LOW_HEIGHT : HEIGHT) * reason.getFont().getSize() / REASON;
  }

  void show(Inspection inspection) {
    Verdict verdict = inspection.verdict();
    Marked.by(this, verdict);
    Marked.by(icon, verdict);
    icon.setVisible(true);
    say(VerdictWords.of(words, verdict), reason(inspection));
  }

  /** Returns a short reason; the banner says why a part could not be judged. */
  private String reason(Inspection inspection) {
    if (inspection.verdict() == Verdict.ERROR) {
      return words.of("verdict.unjudged");
    }
    return inspection.defects().isEmpty()
        ? words.of("verdict.clean")
        : inspection.defects().stream()
            .map(Defect::className)
            .distinct()
            .limit(4)
            .collect(Collectors.joining(" · "));
  }

  private void say(String verdict, String why) {
    if (!word.said().equals(verdict) || !reason.getText().equals(why)) {
      word.say(verdict);
      reason.setText(why);
      setAccessibleText(verdict + ". " + why);
    }
  }
}
