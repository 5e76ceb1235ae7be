package io.sightline.ui.live;

import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.transform.Scale;

/**
 * A single line of text that shrinks if it does not fit, so that no number or word is ever cut; one
 * that would become illegible shrinks only so far and is then cut. FX thread only.
 */
final class FittedText extends Region {
  private final Text text = new Text();
  private final Text measure = new Text(); // never shown
  private final Scale scale = new Scale(1, 1);
  private final double least;
  private String said = "";

  /**
   * Creates a text that is never cut.
   *
   * @param style the style class of the text
   */
  FittedText(String style) {
    this(style, 0);
  }

  /**
   * @param style the style class of the text
   * @param least how far it shrinks, as a fraction of its size; 0 if it is never cut
   */
  FittedText(String style, double least) {
    this.least = least;
    text.getStyleClass().add(style);
    text.setTextOrigin(VPos.TOP);
    text.setManaged(false);
    text.getTransforms().add(scale);
    text.layoutBoundsProperty().addListener(changed -> requestLayout());
    getChildren().add(text);
    setMinWidth(0);
    setMouseTransparent(true);
  }

  void say(String words) {
    if (!words.equals(said)) {
      said = words;
      text.setText(words);
      requestLayout();
    }
  }

  /** Returns the whole text. */
  String said() {
    return said;
  }

  /** Returns the text node itself, so that it can be looked up. */
  Text letters() {
    return text;
  }

  @Override
  protected double computePrefWidth(double height) {
    return Math.ceil(text.getLayoutBounds().getWidth());
  }

  @Override
  protected double computePrefHeight(double width) {
    return Math.ceil(text.getLayoutBounds().getHeight());
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    String shown = least > 0 ? cut(getWidth() / least) : said;
    if (!shown.equals(text.getText())) {
      text.setText(shown);
    }
    double wanted = text.getLayoutBounds().getWidth();
    double fitting = wanted > getWidth() && wanted > 0 ? getWidth() / wanted : 1;
    scale.setX(fitting);
    scale.setY(fitting);
    // Smaller text stays on the same baseline.
    double lost = text.getLayoutBounds().getHeight() * (1 - fitting);
    text.relocate(0, Math.rint(lost * 0.8));
  }

  /** Returns as much of the text as fits into this width at full size. */
  private String cut(double room) {
    measure.setFont(text.getFont());
    String shown = said;
    for (int left = said.length() - 1; left > 0 && width(shown) > room; left--) {
      shown = said.substring(0, left).stripTrailing() + "…";
    }
    return shown;
  }

  private double width(String words) {
    measure.setText(words);
    return measure.getLayoutBounds().getWidth();
  }
}
