package io.sightline.ui.live;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.Preview;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Marked;
import io.sightline.ui.live.control.VerdictWords;
import io.sightline.ui.live.model.LiveModel;
import io.sightline.ui.live.model.LiveState;
import io.sightline.ui.live.model.Reject;
import io.sightline.ui.live.picture.Cover;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The latest rejects, each of which can be tapped for a closer look. A reject keeps its place until
 * it is the oldest, so that it does not move away under a finger. FX thread only.
 */
final class RejectStrip extends VBox {
  private static final PseudoClass NEWEST = PseudoClass.getPseudoClass("newest");

  /** The size down to which the name of a class shrinks before it is cut. */
  private static final double LEAST = 0.75;

  private final Words words;
  private final List<RejectButton> places = new ArrayList<>();
  private final Label empty = new Label();
  private final Label title;
  private final EvenGrid grid;
  private int rows = 2;
  private int newest = -1;
  private LocalDate day = LocalDate.EPOCH;

  /**
   * @param open receives the tapped reject
   */
  RejectStrip(Words words, Consumer<Reject> open) {
    this.words = words;
    getStyleClass().add("rejects");
    title = new Label(words.of("rejects.title"));
    title.getStyleClass().add("rejects-title");
    empty.setText(words.of("rejects.none"));
    empty.getStyleClass().add("rejects-none");
    empty.setWrapText(true);
    empty.setMinHeight(USE_PREF_SIZE);
    for (int i = 0; i < LiveModel.REJECTS; i++) {
      RejectButton place = new RejectButton(i + 1, open);
      places.add(place);
    }
    grid = new EvenGrid(places);
    StackPane place = new StackPane(grid, empty); // nothing moves when the first reject comes
    StackPane.setAlignment(empty, Pos.TOP_LEFT);
    VBox.setVgrow(place, Priority.ALWAYS);
    getChildren().addAll(title, place);
  }

  /**
   * Shows the latest rejects.
   *
   * @param now distinguishes rejects of another day
   */
  void show(LiveState state, Instant now) {
    boolean sameDay = words.day(now).equals(day);
    day = words.day(now);
    newest = state.newest();
    arrange();
    boolean none = newest < 0;
    empty.setVisible(none);
    grid.setVisible(!none);
    for (int i = 0; i < places.size(); i++) {
      RejectButton place = places.get(i);
      place.show(state.rejects().get(i), now, sameDay);
      place.pseudoClassStateChanged(NEWEST, i == newest);
    }
  }

  /** Sets the number of rows: two, one that includes the newest, or none, if the window is low. */
  void rows(int wanted) {
    rows = wanted;
    setVisible(rows > 0);
    setManaged(rows > 0);
    arrange();
  }

  private void arrange() {
    if (rows == 1) {
      grid.row(newest);
    } else {
      grid.whole();
    }
  }

  /** Returns the minimum height with this number of rows. */
  double least(int wanted) {
    if (wanted == 0) {
      return 0;
    }
    double frame = getInsets().getTop() + getInsets().getBottom();
    return frame + title.prefHeight(-1) + getSpacing() + EvenGrid.least(wanted);
  }

  /** Opens the reject at this place, from 1, if there is one. */
  void open(int number) {
    if (number <= places.size() && !places.get(number - 1).isDisabled()) {
      places.get(number - 1).fire();
    }
  }

  /** Returns the centre of the most certain defect, as fractions of the picture. */
  private static Optional<Point2D> middle(Preview seen) {
    return seen.inspection().defects().stream()
        .findFirst()
        .map(Defect::box)
        .map(
            box ->
                new Point2D(
                    (box.x1() + box.x2()) / 2 / seen.sourceWidth(),
                    (box.y1() + box.y2()) / 2 / seen.sourceHeight()));
  }

  /** Names what failed the part; what is seen in one that could not be judged did not. */
  private String caption(Inspection inspection) {
    return inspection.defects().stream()
        .filter(defect -> inspection.verdict() != Verdict.ERROR)
        .map(Defect::className)
        .findFirst()
        .orElseGet(() -> VerdictWords.of(words, inspection.verdict()));
  }

  /** One place in the strip. */
  private final class RejectButton extends javafx.scene.control.Button {
    private final Cover cover = new Cover();
    private final FittedText what = new FittedText("reject-what", LEAST);
    private final FittedText when = new FittedText("reject-when");
    private Optional<Reject> reject = Optional.empty();

    private RejectButton(int number, Consumer<Reject> open) {
      getStyleClass().setAll("reject");
      setId("reject-" + number);
      setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
      VBox face = new VBox(cover, what, when);
      face.getStyleClass().add("reject-face");
      face.setMouseTransparent(true);
      VBox.setVgrow(cover, Priority.ALWAYS);
      face.prefWidthProperty().bind(widthProperty());
      face.prefHeightProperty().bind(heightProperty());
      setGraphic(face);
      setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
      setOnAction(pressed -> reject.ifPresent(open));
      setDisable(true);
    }

    private void show(Optional<Reject> its, Instant now, boolean sameDay) {
      boolean same =
          its.map(it -> it.inspection().id()).equals(reject.map(it -> it.inspection().id()));
      reject = its;
      if (same && sameDay) {
        return;
      }
      setDisable(its.isEmpty());
      cover.show(
          its.flatMap(Reject::thumbnail).flatMap(Preview::picture),
          its.flatMap(Reject::thumbnail).flatMap(RejectStrip::middle));
      what.say(its.map(it -> caption(it.inspection())).orElse(""));
      when.say(its.map(it -> words.timeOrDay(it.inspection().at(), now)).orElse(""));
      setAccessibleText(what.said() + " " + when.said());
      its.ifPresentOrElse(
          it -> Marked.by(this, it.inspection().verdict()), () -> Marked.byNone(this));
    }
  }
}
