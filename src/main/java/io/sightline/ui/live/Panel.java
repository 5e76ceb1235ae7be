package io.sightline.ui.live;

import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Verdict, counts, rejects and actions, one below the other. Start and Stop stay within reach in
 * any window: as it gets lower, first the verdict shrinks, then there are fewer rejects, then none.
 * FX thread only.
 */
final class Panel extends VBox {
  private final VerdictTile verdict;
  private final Counters counters;
  private final RejectStrip rejects;
  private final Actions actions;

  Panel(VerdictTile verdict, Counters counters, RejectStrip rejects, Actions actions) {
    super(verdict, counters, rejects, actions);
    this.verdict = verdict;
    this.counters = counters;
    this.rejects = rejects;
    this.actions = actions;
    getStyleClass().add("panel");
    VBox.setVgrow(rejects, Priority.ALWAYS);
  }

  /** What is shown at a given height; the first that fits is taken. */
  private enum Fit {
    WHOLE(false, 2),
    LOWER(true, 2),
    FEWER(true, 1),
    LEAST(true, 0);

    private final boolean low;
    private final int rows;

    Fit(boolean low, int rows) {
      this.low = low;
      this.rows = rows;
    }
  }

  /**
   * Shows what fits into this size; call before layout.
   *
   * @return the height that it fills
   */
  double fit(double width, double height) {
    for (Fit fit : Fit.values()) {
      if (need(fit, width) <= height) {
        verdict.low(fit.low);
        rejects.rows(fit.rows);
        return fit.rows > 0 ? height : need(fit, width);
      }
    }
    verdict.low(Fit.LEAST.low);
    rejects.rows(Fit.LEAST.rows);
    return height;
  }

  /** Returns the minimum height for what is always shown. */
  double least(double width) {
    return need(Fit.LEAST, width);
  }

  /** Returns the minimum height for everything. */
  double whole(double width) {
    return need(Fit.WHOLE, width);
  }

  /** Sets whether counts that are there only sometimes have their place all the time. */
  void reserve(boolean place) {
    counters.reserve(place);
  }

  private double need(Fit fit, double width) {
    double gaps = (fit.rows > 0 ? 3 : 2) * getSpacing();
    return verdict.height(fit.low)
        + counters.prefHeight(width)
        + rejects.least(fit.rows)
        + actions.prefHeight(width)
        + gaps;
  }
}
