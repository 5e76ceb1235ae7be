package io.sightline.ui.live;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.layout.Region;

/** Equal places in two rows, or in one where there is much width and little height. */
final class EvenGrid extends Region {
  private static final double GAP = 7;
  private static final double LEAST = 60; // a gloved finger
  private static final double FLAT = 3; // from this width to height on, one row

  private final List<? extends Region> places;

  EvenGrid(List<? extends Region> places) {
    this.places = List.copyOf(places);
    getChildren().addAll(places);
    setMinHeight(2 * LEAST + GAP);
    setPadding(Insets.EMPTY);
  }

  @Override
  protected void layoutChildren() {
    int count = places.size();
    boolean one = getWidth() > FLAT * getHeight() && getWidth() / count > LEAST + GAP;
    int columns = one ? count : (count + 1) / 2;
    int rows = one ? 1 : 2;
    double width = (getWidth() - GAP * (columns - 1)) / columns;
    double height = (getHeight() - GAP * (rows - 1)) / rows;
    for (int i = 0; i < count; i++) {
      places
          .get(i)
          .resizeRelocate(
              Math.rint((i % columns) * (width + GAP)),
              Math.rint(Math.floorDiv(i, columns) * (height + GAP)),
              Math.rint(width),
              Math.rint(height));
    }
  }
}
