package io.sightline.ui.live;

import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.scene.layout.Region;

/** A grid of equal places in two rows, or in one if it is wide and low. */
final class EvenGrid extends Region {
  private static final double GAP = 7;
  private static final double LEAST = 60; // large enough for a gloved finger
  private static final double FLAT = 3; // width-to-height ratio above which one row is used

  private final List<? extends Region> places;
  private List<? extends Region> shown;

  EvenGrid(List<? extends Region> places) {
    this.places = List.copyOf(places);
    this.shown = this.places;
    getChildren().addAll(places);
    setMinHeight(least(2));
    setPadding(Insets.EMPTY);
  }

  /** Returns the minimum height of this number of rows. */
  static double least(int rows) {
    return rows * LEAST + (rows - 1) * GAP;
  }

  /** Shows all places, in two rows. */
  void whole() {
    show(places, 2);
  }

  /** Shows a single row with half of the places, ending with this one; each keeps its column. */
  void row(int last) {
    int columns = (places.size() + 1) / 2;
    show(
        IntStream.range(0, columns)
            .mapToObj(
                column ->
                    places.get(
                        Math.floorMod(last - Math.floorMod(last - column, columns), places.size())))
            .toList(),
        1);
  }

  private void show(List<? extends Region> some, int rows) {
    if (!some.equals(shown)) {
      shown = some;
      places.forEach(place -> place.setVisible(some.contains(place)));
      setMinHeight(least(rows));
      requestLayout();
    }
  }

  @Override
  protected void layoutChildren() {
    int count = shown.size();
    boolean one =
        count < places.size()
            || (getWidth() > FLAT * getHeight() && getWidth() / count > LEAST + GAP);
    int columns = one ? count : (count + 1) / 2;
    int rows = one ? 1 : 2;
    double width = (getWidth() - GAP * (columns - 1)) / columns;
    double height = (getHeight() - GAP * (rows - 1)) / rows;
    for (int i = 0; i < count; i++) {
      shown
          .get(i)
          .resizeRelocate(
              Math.rint((i % columns) * (width + GAP)),
              Math.rint(Math.floorDiv(i, columns) * (height + GAP)),
              Math.rint(width),
              Math.rint(height));
    }
  }
}
