package io.sightline.ui.live;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import io.sightline.line.Room;
import io.sightline.ui.base.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;

/** The newest part with its defects boxed, or what to do while there is none. FX thread only. */
final class LivePicture extends StackPane {
  private static final Logger LOG = System.getLogger(LivePicture.class.getName());
  private static final PseudoClass STILL = PseudoClass.getPseudoClass("still");

  private final Words words;
  private final PictureView view;
  private final EmptyState empty;
  private final Label caption = new Label();
  private final PreviewImages images = new PreviewImages();
  private final EyeHold hold = new EyeHold();
  private Optional<Preview> shown = Optional.empty();
  private Room room = Room.UNTOLD;
  private boolean starting;

  /** Whether what is shown has no picture, for want of memory: a sentence takes its place. */
  private boolean undrawn;

  LivePicture(Words words) {
    this.words = words;
    setId("picture");
    getStyleClass().add("picture");
    view = new PictureView(words);
    view.setId("live-picture");
    empty = new EmptyState(words);
    caption.getStyleClass().add("caption");
    caption.setId("caption");
    caption.setMouseTransparent(true);
    caption.setVisible(false);
    setAlignment(caption, Pos.BOTTOM_LEFT);
    getChildren().addAll(view, empty, caption);
    setMinSize(0, 0);
    view.widthProperty().addListener(changed -> shown.ifPresent(this::draw));
    view.heightProperty().addListener(changed -> shown.ifPresent(this::draw));
    visibleProperty().addListener(changed -> shown.ifPresent(this::draw));
  }

  /** The part on screen, or under what is looked at in its place. */
  Optional<Inspection> shown() {
    return shown.map(Preview::inspection);
  }

  /**
   * Takes the line's newest part, unless the one on screen is still to be seen. While this is not
   * visible it goes on with the line all the same: others show the verdict of its part.
   *
   * @param now nanoseconds
   * @return true when another part is on screen now
   */
  boolean update(WatchedLine line, long now) {
    if (!hold.free(now)) {
      return false;
    }
    view.room().ifPresent(laidOut -> room = laidOut);
    Optional<Preview> newest = line.newest(room);
    newest.ifPresent(
        preview -> {
          show(preview, now);
          if (isVisible() && !undrawn) {
            tellWhenDrawn(line.line(), preview.inspection());
          }
        });
    return newest.isPresent();
  }

  private void tellWhenDrawn(StationLine line, Inspection inspection) {
    Scene scene = getScene();
    if (scene != null) {
      scene.addPostLayoutPulseListener(
          new Runnable() {
            @Override
            public void run() {
              scene.removePostLayoutPulseListener(this);
              line.drawn(inspection);
            }
          });
    }
  }

  private void show(Preview preview, long now) {
    hold.shown(preview.inspection().verdict(), now);
    show(preview);
  }

  private void show(Preview preview) {
    Inspection inspection = preview.inspection();
    shown = Optional.of(preview);
    draw(preview);
    caption.setText(
        words.of(
            "picture.caption",
            words.count(inspection.part().serial()),
            words.decimal(inspection.times().total(), 0)));
  }

  /**
   * As many pixels as the view has for it now; none while something else is looked at. The verdict
   * and the counts are told all the same where there is no memory for them.
   */
  private void draw(Preview preview) {
    if (!isVisible()) {
      return;
    }
    try {
      Optional<WritableImage> image = preview.picture().map(picture -> fitting(picture, preview));
      view.show(
          image.orElse(null),
          preview.sourceWidth(),
          preview.sourceHeight(),
          preview.inspection().defects(),
          preview.inspection().verdict());
      undrawn = image.isEmpty();
    } catch (RuntimeException | Error e) {
      if (!undrawn) { // once for all that follow each other
        LOG.log(Level.ERROR, "A picture cannot be shown", e);
      }
      undrawn = true;
    }
    arrange();
  }

  private WritableImage fitting(Picture picture, Preview preview) {
    view.room().ifPresent(now -> room = now);
    int width = room.widthOf(preview.sourceWidth(), preview.sourceHeight());
    int height = room.heightOf(preview.sourceWidth(), preview.sourceHeight());
    return images.of(picture, width, height);
  }

  /** Another line is looked at: its last part, where it has one. */
  void turnTo(WatchedLine line) {
    forget();
    line.last().ifPresent(this::show);
  }

  /** Nothing is shown yet. */
  void forget() {
    shown = Optional.empty();
    undrawn = false;
    hold.release();
    view.clear();
  }

  /** Shows what the line does where there is no picture. */
  void tell(StationLine line, LiveState state) {
    starting = state.run() == RunState.STARTING;
    empty.show(line, state);
    arrange();
    // What is no longer on the belt does not look as if it were.
    pseudoClassStateChanged(STILL, !state.run().moving());
  }

  private void arrange() {
    boolean part = shown.isPresent() && !starting;
    boolean picture = part && !undrawn;
    if (part && undrawn) {
      empty.showUndrawn();
    }
    empty.setVisible(!picture);
    view.setVisible(picture);
    caption.setVisible(part);
  }
}
