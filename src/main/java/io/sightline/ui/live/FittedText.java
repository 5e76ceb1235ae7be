package io.sightline.ui.live;

import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.transform.Scale;

/**
 * A single line of text that shrinks if it does not fit, so that no number or word is ever cut. FX
 * thread only.
 */
final class FittedText extends Region {
  private final Text text = new Text();
  private final Scale scale = new Scale(1, 1);

  /**
   * @param style the style class of the text
   */
  FittedText(String style) {
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
    if (!words.equals(text.getText())) {
      text.setText(words);
    }
  }

  String said() {
    return text.getText();
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
    double wanted = text.getLayoutBounds().getWidth();
    double fitting = wanted > getWidth() && wanted > 0 ? getWidth() / wanted : 1;
    scale.setX(fitting);
    scale.setY(fitting);
    // Smaller text stays on the same baseline.
    double lost = text.getLayoutBounds().getHeight() * (1 - fitting);
    text.relocate(0, Math.rint(lost * 0.8));
  }
}
