package io.sightline.ui.live.picture;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import io.sightline.line.Room;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.LiveState;
import io.sightline.ui.live.model.RunState;
import io.sightline.ui.live.model.StationLine;
import io.sightline.ui.live.model.WatchedLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Shows the newest part with its defects boxed, or what to do while there is none. The caption has
 * a line of its own below the picture, there even while it says nothing, so that it hides no defect
 * and the picture stays in place. FX thread only.
 */
public final class LivePicture extends VBox {
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

  /** Whether the current part has no picture for lack of memory; a sentence replaces it. */
  private boolean undrawn;

  /** Creates a view without a picture. */
  public LivePicture(Words words) {
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
    caption.setMinHeight(0);
    StackPane seen = new StackPane(view, empty);
    seen.setMinSize(0, 0);
    VBox.setVgrow(seen, Priority.ALWAYS);
    getChildren().addAll(seen, caption);
    setMinSize(0, 0);
    view.widthProperty().addListener(changed -> shown.ifPresent(this::draw));
    view.heightProperty().addListener(changed -> shown.ifPresent(this::draw));
    visibleProperty().addListener(changed -> shown.ifPresent(this::draw));
  }

  /** Returns the part on screen, or the one hidden behind the close look. */
  public Optional<Inspection> shown() {
    return shown.map(Preview::inspection);
  }

  /**
   * Takes the line's newest part, unless the current one must stay longer. The current one is taken
   * again, with more pixels, if the room for it has grown. Keeps up with the line even while
   * invisible, because other controls show the part's verdict.
   *
   * @param now nanoseconds
   * @return whether another part is now on screen
   */
  public boolean update(WatchedLine line, long now) {
    if (!hold.free(now)) {
      return false;
    }
    view.room().ifPresent(laidOut -> room = laidOut);
    Optional<Preview> newest = line.newest(room, view.screen());
    boolean another = newest.map(Preview::inspection).filter(part -> !isShown(part)).isPresent();
    newest.ifPresent(this::show);
    if (another) {
      shown().ifPresent(part -> began(line.line(), part, now));
    }
    return another;
  }

  private boolean isShown(Inspection part) {
    return shown().filter(it -> it.id().equals(part.id())).isPresent();
  }

  private void began(StationLine line, Inspection part, long now) {
    hold.shown(part.verdict(), now);
    if (isVisible() && !undrawn) {
      tellWhenDrawn(line, part);
    }
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
   * Draws as many pixels as the view has room for; nothing while the close look is open. If memory
   * runs out, the verdict and the counts are shown nevertheless.
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
      if (!undrawn) { // log only the first in a row
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

  /** Switches to another line and shows its last part, if any. */
  public void turnTo(WatchedLine line) {
    forget();
    line.last().ifPresent(this::show);
  }

  /** Clears the picture. */
  public void forget() {
    shown = Optional.empty();
    undrawn = false;
    hold.release();
    view.clear();
  }

  /** Shows what the line is doing if there is no picture. */
  public void tell(StationLine line, LiveState state) {
    starting = state.run() == RunState.STARTING;
    empty.show(line, state);
    arrange();
    // A part that is no longer on the belt must not look as if it were.
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
