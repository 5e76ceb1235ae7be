package io.sightline.ui.live.picture;

import io.sightline.inspection.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds places for the names of defects: next to their box, inside the view, never over a defect or
 * another name. If there is none, the box is shown without its name. All boxes are in view pixels.
 */
final class LabelPlacement {
  private LabelPlacement() {}

  /** The size of a name in view pixels. */
  record Size(double width, double height) {}

  /**
   * Places the names in the order of their boxes, which is by falling confidence.
   *
   * @param boxes as drawn
   * @param sizes of their names, one each
   * @param view the visible part
   */
  static List<Optional<Box>> place(List<Box> boxes, List<Size> sizes, Box view) {
    List<Optional<Box>> placed = new ArrayList<>(boxes.size());
    List<Box> taken = new ArrayList<>(boxes);
    for (int i = 0; i < boxes.size(); i++) {
      Optional<Box> place =
          candidates(boxes.get(i), sizes.get(i), view).stream()
              .filter(at -> inside(at, view))
              .filter(at -> taken.stream().allMatch(other -> at.intersection(other) == 0))
              .findFirst();
      place.ifPresent(taken::add);
      placed.add(place);
    }
    return placed;
  }

  /**
   * Returns places above, below, right and left of the box, each moved along its side into view.
   */
  private static List<Box> candidates(Box box, Size size, Box view) {
    double x = slide(box.x1(), size.width(), view.x1(), view.x2());
    double xRight = slide(box.x2() - size.width(), size.width(), view.x1(), view.x2());
    double y = slide(box.y1(), size.height(), view.y1(), view.y2());
    double yLow = slide(box.y2() - size.height(), size.height(), view.y1(), view.y2());
    return List.of(
        at(x, box.y1() - size.height(), size),
        at(x, box.y2(), size),
        at(xRight, box.y1() - size.height(), size),
        at(xRight, box.y2(), size),
        at(box.x2(), y, size),
        at(box.x1() - size.width(), y, size),
        at(box.x2(), yLow, size),
        at(box.x1() - size.width(), yLow, size));
  }

  private static double slide(double from, double length, double low, double high) {
    return Math.max(low, Math.min(from, high - length));
  }

  private static Box at(double x, double y, Size size) {
    return new Box(x, y, x + size.width(), y + size.height());
  }

  private static boolean inside(Box box, Box view) {
    return box.x1() >= view.x1()
        && box.y1() >= view.y1()
        && box.x2() <= view.x2()
        && box.y2() <= view.y2();
  }
}
