package io.sightline.ui.live;

import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/**
 * A name on one line, or, if that is too narrow, on two: the first begins with its beginning, the
 * second ends with its end, and an ellipsis stands for what fits on neither, because names that are
 * shown side by side often begin alike, or end alike. FX thread only.
 */
final class TwoLines extends Region {
  private static final String ELLIPSIS = "…";

  private final String name;
  private final Text first;
  private final Text second;

  /** Sets the letters to measure; never shown. */
  private final Text measure;

  /**
   * @param style the style class of the text
   */
  TwoLines(String name, String style) {
    this.name = name;
    first = text(style);
    second = text(style);
    measure = text(style);
    measure.setText(name);
    measure.setVisible(false);
    measure.fontProperty().addListener(changed -> requestLayout());
    getChildren().addAll(first, second, measure);
    setMinWidth(0);
    setMouseTransparent(true);
  }

  private static Text text(String style) {
    Text text = new Text();
    text.getStyleClass().add(style);
    text.setTextOrigin(VPos.TOP);
    text.setManaged(false);
    return text;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    return Math.ceil(width(name));
  }

  @Override
  protected double computePrefHeight(double width) {
    boolean one = width < 0 || width(name) <= width;
    return Math.ceil((one ? 1 : 2) * first.getLayoutBounds().getHeight());
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    String beginning = beginning();
    String rest = name.substring(beginning.length()).strip();
    String end = rest;
    while (!end.isEmpty() && width(end) > getWidth()) {
      rest = rest.substring(1);
      end = ELLIPSIS + rest.stripLeading();
    }
    first.setText(beginning.strip());
    second.setText(end);
    second.relocate(0, first.getLayoutBounds().getHeight());
  }

  /** Returns as many words as fit on a line, or as many letters if not even one word does. */
  private String beginning() {
    int letters = name.length();
    while (letters > 1 && width(name.substring(0, letters).strip()) > getWidth()) {
      letters--;
    }
    int words = letters == name.length() ? letters : name.lastIndexOf(' ', letters);
    return name.substring(0, words > 0 ? words : letters);
  }

  private double width(String text) {
    measure.setText(text);
    return measure.getLayoutBounds().getWidth();
  }
}
