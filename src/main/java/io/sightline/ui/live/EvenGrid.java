package io.sightline.ui.live;

import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.scene.layout.Region;

/** Equal places in two rows, or in one where there is much width and little height. */
final class EvenGrid extends Region {
  private static final double GAP = 7;
  private static final double LEAST = 60; // a gloved finger
  private static final double FLAT = 3; // from this width to height on, one row

  private final List<? extends Region> places;
  private List<? extends Region> shown;

  EvenGrid(List<? extends Region> places) {
    this.places = List.copyOf(places);
    this.shown = this.places;
    getChildren().addAll(places);
    setMinHeight(least(2));
    setPadding(Insets.EMPTY);
  }

  /** How high so many rows are at least. */
  static double least(int rows) {
    return rows * LEAST + (rows - 1) * GAP;
  }

  /** All places, in two rows. */
  void whole() {
    show(places, 2);
  }

  /** One row alone, of half the places: those that end with this one, each where it always is. */
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
