package io.sightline.ui.live.picture;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.SightlineException;
import io.sightline.line.Preview;
import io.sightline.ui.base.Background;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Icons;
import io.sightline.ui.live.control.Marked;
import io.sightline.ui.live.control.VerdictWords;
import io.sightline.ui.live.model.KeptPictures;
import io.sightline.ui.live.model.LiveState;
import io.sightline.ui.live.model.Reject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A close look at one reject, in place of the live picture while the line continues: zoom, pan,
 * boxes on and off. Its picture is loaded from the archive in the background. FX thread only.
 */
public final class CloseLook extends BorderPane {
  private static final Logger LOG = System.getLogger(CloseLook.class.getName());
  private static final double STEP = 1.6;

  /**
   * Below this height, in pixels, the tools yield to the picture; gestures and keys replace them.
   */
  private static final double WITH_TOOLS = 240;

  /** The maximum number of defects listed by name, so that the picture keeps its room. */
  private static final int NAMED = 8;

  private final Words words;
  private final KeptPictures pictures;
  private final Background background;
  private final InstantSource clock;
  private final PictureView view;
  private final Label title = new Label();
  private final Label details = new Label();
  private final Label waiting = new Label();
  private final ToggleButton boxes = new ToggleButton();
  private final Region icon = Icons.of("verdict-icon");
  private @Nullable Reject looked;
  private double dragX;
  private double dragY;

  /**
   * Creates a close look that is closed.
   *
   * @param pictures loads the archived pictures
   * @param background where they are loaded
   * @param clock distinguishes rejects of another day
   */
  public CloseLook(Words words, KeptPictures pictures, Background background, InstantSource clock) {
    this.words = words;
    this.clock = clock;
    this.pictures = pictures;
    this.background = background;
    view = new PictureView(words);
    view.setId("close-picture");
    setId("close-look");
    getStyleClass().add("close-look");
    title.getStyleClass().add("close-title");
    details.getStyleClass().add("close-details");
    details.setWrapText(true);
    VBox text = new VBox(title, details);
    text.setAlignment(Pos.CENTER_LEFT);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    Button live = new Button(words.of("close.back"));
    live.setId("back");
    live.getStyleClass().addAll("tool", "back");
    live.setMinWidth(Region.USE_PREF_SIZE);
    live.setOnAction(pressed -> close());
    HBox head = new HBox(icon, text, live);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("close-head");
    waiting.getStyleClass().add("close-waiting");
    waiting.setWrapText(true);
    waiting.setMouseTransparent(true);
    setTop(head);
    setCenter(new StackPane(view, waiting));
    FlowPane tools = tools();
    setBottom(tools);
    setMinHeight(0);
    heightProperty()
        .addListener(
            (of, before, now) -> {
              boolean room = now.doubleValue() >= WITH_TOOLS;
              tools.setVisible(room);
              tools.setManaged(room);
            });
    gestures();
    setVisible(false);
  }

  /** Shows a reject: the small picture at once, the archived one as soon as it is loaded. */
  public void open(Reject reject) {
    Inspection it = reject.inspection();
    Marked.by(this, it.verdict());
    Marked.by(icon, it.verdict());
    title.setText(
        words.of(
            "close.title", VerdictWords.of(words, it.verdict()), words.count(it.part().serial())));
    details.setText(details(it));
    view.whole(); // another part's zoom would hide this one's defect
    reject.thumbnail().ifPresentOrElse(this::put, view::clear);
    setVisible(true);
    fetch(reject);
  }

  /**
   * Loads the open reject's picture if it has been recorded meanwhile. Once the line has stopped,
   * nothing more is saved.
   */
  public void update(LiveState state) {
    Reject before = looked;
    if (before == null || before.recorded()) {
      return;
    }
    Optional<Reject> now = state.looked().filter(reject -> reject.isOf(before.inspection()));
    if (now.isPresent() && now.get().recorded()) {
      fetch(now.get());
    } else if (!state.run().busy()) {
      say(words.of("close.none"));
    }
  }

  private void fetch(Reject reject) {
    looked = reject;
    say(words.of(reject.recorded() ? "close.loading" : "close.saving"));
    if (reject.recorded()) {
      background.run(() -> load(reject));
    }
  }

  /** Returns to the live picture. */
  public void close() {
    looked = null;
    view.clear();
    setVisible(false);
  }

  private void load(Reject reject) {
    Inspection wanted = reject.inspection();
    Optional<Preview> kept = Optional.empty();
    String problem;
    try {
      kept = pictures.load(wanted);
      problem = kept.isPresent() ? "" : words.of("close.none");
    } catch (SightlineException e) {
      LOG.log(Level.WARNING, "The picture of " + wanted.id() + " cannot be shown", e);
      problem = e.phrase().map(words::of).orElseGet(() -> words.of("close.failed"));
    } catch (RuntimeException | Error e) { // a large picture may exhaust memory
      LOG.log(Level.ERROR, "The picture of " + wanted.id() + " cannot be shown", e);
      problem = words.of("close.failed");
    }
    Optional<Preview> found = kept;
    String message = problem;
    Platform.runLater(
        () -> {
          if (reject.equals(looked)) { // no other reject was opened meanwhile
            found.ifPresent(this::put);
            say(message);
          }
        });
  }

  /** Boxes and zoom are in source pixels, however small the picture is. */
  private void put(Preview seen) {
    view.show(
        seen.picture().map(PreviewImages::still).orElse(null),
        seen.sourceWidth(),
        seen.sourceHeight(),
        seen.inspection().defects(),
        seen.inspection().verdict());
  }

  private void say(String message) {
    waiting.setText(message);
    waiting.setVisible(!message.isEmpty());
  }

  private String details(Inspection it) {
    StringBuilder text = new StringBuilder(words.time(it.at(), clock.instant()));
    it.defects().stream()
        .sorted(Comparator.comparingDouble(Defect::confidence).reversed())
        .limit(NAMED)
        .forEach(
            defect ->
                text.append("   ")
                    .append(defect.className())
                    .append(' ')
                    .append(words.decimal(defect.confidence(), 2)));
    if (it.defects().size() > NAMED) {
      text.append("   ").append(words.of("close.more", words.count(it.defects().size() - NAMED)));
    }
    // The record's own sentence is for technicians, in English: it is in the log and the report.
    it.error().ifPresent(error -> text.append("   ").append(words.of("verdict.unjudged")));
    return text.toString();
  }

  private FlowPane tools() {
    boxes.setText(words.of("close.boxes"));
    boxes.setId("boxes");
    boxes.setSelected(true);
    boxes.getStyleClass().add("tool");
    boxes.setMinWidth(Region.USE_PREF_SIZE);
    boxes.selectedProperty().addListener((of, before, now) -> view.boxed(now));
    FlowPane tools =
        new FlowPane(
            tool("zoom-out", words.of("close.out"), () -> zoom(-1)),
            tool("zoom-in", words.of("close.in"), () -> zoom(1)),
            tool("zoom-whole", words.of("close.whole"), view::whole),
            tool("zoom-original", words.of("close.original"), view::original),
            tool("zoom-defect", words.of("close.defect"), this::toDefect),
            boxes);
    tools.getStyleClass().add("close-tools");
    tools.setAlignment(Pos.CENTER_LEFT);
    return tools;
  }

  private static Button tool(String id, String text, Runnable action) {
    Button button = new Button(text);
    button.setId(id);
    button.getStyleClass().add("tool");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(pressed -> action.run());
    return button;
  }

  private void toDefect() {
    Reject reject = looked;
    if (reject != null && !reject.inspection().defects().isEmpty()) {
      view.lookAt(reject.inspection().defects().get(0).box());
    }
  }

  /** Zooms in for 1, out for -1, and to the whole picture for 0. */
  public void zoom(int direction) {
    if (direction == 0) {
      view.whole();
    } else {
      zoomBy(direction > 0 ? STEP : 1 / STEP);
    }
  }

  /** Shows the boxes, or hides them if they are shown. */
  public void toggleBoxes() {
    boxes.setSelected(!boxes.isSelected());
  }

  private void zoomBy(double factor) {
    view.zoomBy(factor, view.getWidth() / 2, view.getHeight() / 2);
  }

  private void gestures() {
    view.setOnScroll(
        (ScrollEvent scroll) -> {
          if (!scroll.isDirect() && scroll.getDeltaY() != 0) {
            view.zoomBy(Math.pow(1.0025, scroll.getDeltaY()), scroll.getX(), scroll.getY());
          }
          scroll.consume();
        });
    view.setOnZoom(pinch -> view.zoomBy(pinch.getZoomFactor(), pinch.getX(), pinch.getY()));
    view.setOnMousePressed(
        press -> {
          dragX = press.getX();
          dragY = press.getY();
        });
    view.setOnMouseDragged(
        drag -> {
          view.panBy(drag.getX() - dragX, drag.getY() - dragY);
          dragX = drag.getX();
          dragY = drag.getY();
        });
  }
}
