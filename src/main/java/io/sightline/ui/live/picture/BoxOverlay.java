package io.sightline.ui.live.picture;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Marked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/**
 * Draws and names defects over a picture as vectors, which stay sharp at any scale. A box leaves
 * some space around its defect and is never too small to be noticed; its name never covers a
 * defect. FX thread only.
 */
final class BoxOverlay extends Pane {
  /** The space between a defect and its box, and the smallest box, in view pixels. */
  private static final double AIR = 4;

  private static final double SMALLEST = 22;
  private static final double EDGE = 3;
  private static final int MOST = 100;

  private final Words words;
  private final List<Mark> marks = new ArrayList<>();

  BoxOverlay(Words words) {
    this.words = words;
    getStyleClass().add("boxes");
    setMouseTransparent(true);
    setManaged(false);
  }

  /**
   * Draws these defects; reuses its nodes.
   *
   * @param verdict determines their colour
   * @param scale view pixels per source pixel
   * @param left the source's left edge in the view
   * @param top the source's top edge in the view
   * @param view the visible part, in view pixels
   */
  void draw(
      List<Defect> defects, Verdict verdict, double scale, double left, double top, Box view) {
    List<Defect> shown = defects.subList(0, Math.min(MOST, defects.size()));
    List<Box> boxes =
        shown.stream().map(defect -> around(defect.box(), scale, left, top, view)).toList();
    while (marks.size() < shown.size()) {
      marks.add(new Mark());
    }
    List<LabelPlacement.Size> sizes = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      sizes.add(
          marks
              .get(i)
              .name(shown.get(i).className() + " " + words.decimal(shown.get(i).confidence(), 2)));
    }
    List<Optional<Box>> places = LabelPlacement.place(boxes, sizes, view);
    for (int i = 0; i < marks.size(); i++) {
      if (i < shown.size()) {
        marks.get(i).show(boxes.get(i), places.get(i));
      } else {
        marks.get(i).hide();
      }
    }
    Marked.by(this, verdict);
  }

  private static Box around(Box box, double scale, double left, double top, Box view) {
    double middleX = left + (box.x1() + box.x2()) / 2 * scale;
    double middleY = top + (box.y1() + box.y2()) / 2 * scale;
    double halfWidth = Math.max(SMALLEST, box.width() * scale + 2 * AIR) / 2;
    double halfHeight = Math.max(SMALLEST, box.height() * scale + 2 * AIR) / 2;
    Box air =
        new Box(
            Math.rint(middleX - halfWidth),
            Math.rint(middleY - halfHeight),
            Math.rint(middleX + halfWidth),
            Math.rint(middleY + halfHeight));
    return air.intersection(view) > 0 ? within(air, view) : air;
  }

  /** Moves a box at the very edge inside by a line's width, so that all of it is drawn. */
  private static Box within(Box box, Box view) {
    return new Box(
        Math.min(Math.max(box.x1(), view.x1() + EDGE), view.x2() - 2 * EDGE),
        Math.min(Math.max(box.y1(), view.y1() + EDGE), view.y2() - 2 * EDGE),
        Math.max(Math.min(box.x2(), view.x2() - EDGE), view.x1() + 2 * EDGE),
        Math.max(Math.min(box.y2(), view.y2() - EDGE), view.y1() + 2 * EDGE));
  }

  /** A box and its name; a dark line beneath the coloured one keeps it visible on any board. */
  private final class Mark {
    private final Rectangle shadow = rectangle("box-shadow");
    private final Rectangle line = rectangle("box");
    private final Rectangle plate = rectangle("box-plate");
    private final Text text = new Text();
    private final Group group = new Group(shadow, line, plate, text);

    private Mark() {
      text.getStyleClass().add("box-name");
      text.setTextOrigin(VPos.TOP);
      group.setManaged(false);
      getChildren().add(group);
    }

    private Rectangle rectangle(String style) {
      Rectangle rectangle = new Rectangle();
      rectangle.getStyleClass().add(style);
      return rectangle;
    }

    private LabelPlacement.Size name(String name) {
      if (!name.equals(text.getText())) {
        text.setText(name);
        text.applyCss();
      }
      return new LabelPlacement.Size(
          Math.ceil(text.getLayoutBounds().getWidth()) + 12,
          Math.ceil(text.getLayoutBounds().getHeight()) + 4);
    }

    private void show(Box box, Optional<Box> place) {
      put(shadow, box);
      put(line, box);
      plate.setVisible(place.isPresent());
      text.setVisible(place.isPresent());
      place.ifPresent(
          at -> {
            put(plate, at);
            text.setX(at.x1() + 6);
            text.setY(at.y1() + 2);
          });
      group.setVisible(true);
    }

    private void hide() {
      group.setVisible(false);
    }

    private void put(Rectangle rectangle, Box box) {
      rectangle.setX(box.x1());
      rectangle.setY(box.y1());
      rectangle.setWidth(box.width());
      rectangle.setHeight(box.height());
    }
  }
}
