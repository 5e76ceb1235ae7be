package io.sightline.ui.live.banner;

import io.sightline.line.Trouble;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Icons;
import io.sightline.ui.live.model.Alarm;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Shows what needs a person's attention until it is over or acknowledged: one banner each with what
 * is wrong, what it means, what to do, and below that the reason, in the operator's language if
 * possible and otherwise as given. Shows only the two most pressing ones (one in a low window) and
 * counts the rest, so that the picture keeps its room. FX thread only.
 */
public final class AlarmStack extends VBox {
  private static final int MOST = 2;

  /** In a window lower than this, in pixels, only a single banner leaves room for the picture. */
  private static final double LOW = 740;

  private final Words words;
  private final Consumer<Trouble.Kind> acknowledge;
  private final Map<Trouble.Kind, Banner> banners = new EnumMap<>(Trouble.Kind.class);
  private final Label more = new Label();
  private List<Alarm> shown = List.of();
  private int most = MOST;
  private Instant now = Instant.EPOCH;
  private LocalDate day = LocalDate.EPOCH;

  /**
   * Creates a stack that shows nothing yet.
   *
   * @param acknowledge receives the kind of trouble that a person has acknowledged
   */
  public AlarmStack(Words words, Consumer<Trouble.Kind> acknowledge) {
    this.words = words;
    this.acknowledge = acknowledge;
    setId("alarms");
    getStyleClass().add("banners");
    more.getStyleClass().add("banner-more");
    appear(this, false);
    // The window may also be resized while its line stands still, when nothing else calls show.
    sceneProperty().flatMap(Scene::heightProperty).subscribe(height -> show(shown, now));
  }

  /**
   * Shows these alarms.
   *
   * @param now distinguishes alarms of another day
   */
  public void show(List<Alarm> alarms, Instant now) {
    this.now = now;
    LocalDate today = words.day(now);
    int room = getScene() != null && getScene().getHeight() < LOW ? 1 : MOST;
    if (alarms.equals(shown) && today.equals(day) && room == most) {
      return;
    }
    most = room;
    shown = alarms;
    day = today;
    List<Node> wanted = new ArrayList<>();
    for (Alarm alarm : alarms.subList(0, Math.min(most, alarms.size()))) {
      Banner banner = banners.computeIfAbsent(alarm.trouble().kind(), Banner::new);
      banner.say(alarm, now);
      wanted.add(banner);
    }
    if (alarms.size() > most) {
      more.setText(words.of("alarm.more", alarms.size() - most));
      wanted.add(more);
    }
    put(wanted);
    appear(this, !alarms.isEmpty());
  }

  /**
   * Leaves unchanged nodes in place: a button that is removed under a finger, even for a moment,
   * never fires. The order never changes.
   */
  private void put(List<Node> wanted) {
    getChildren().retainAll(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      if (i == getChildren().size() || getChildren().get(i) != wanted.get(i)) {
        getChildren().add(i, wanted.get(i));
      }
    }
  }

  private String title(Trouble.Kind kind) {
    return words.of(key(kind));
  }

  private String advice(Trouble trouble) {
    return words.of(key(trouble.kind()) + ".advice", trouble.parts());
  }

  /** Each kind's texts are named after it. */
  private static String key(Trouble.Kind kind) {
    return "alarm." + kind.name().toLowerCase(Locale.ROOT);
  }

  private static Label wrapped(String style) {
    Label label = new Label();
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private static void appear(Node node, boolean there) {
    node.setVisible(there);
    node.setManaged(there);
  }

  /** The banner of one kind of trouble, which lives as long as the screen. */
  private final class Banner extends HBox {
    private final Label since = new Label();
    private final Label advice = wrapped("banner-text");
    private final Label reason = wrapped("banner-reason");

    private Banner(Trouble.Kind kind) {
      setMinHeight(USE_PREF_SIZE);
      Label title = new Title(title(kind));
      title.getStyleClass().add("banner-title");
      since.getStyleClass().add("banner-since");
      FlowPane head = new FlowPane(title, since); // wraps below the title if narrow
      head.setRowValignment(VPos.BASELINE);
      head.getStyleClass().add("banner-head");
      head.setMinWidth(0); // a long title wraps, too, instead of reaching over the verdict
      title.maxWidthProperty().bind(head.widthProperty());
      VBox middle = new VBox(head, advice, reason);
      middle.getStyleClass().add("banner-middle");
      middle.setAlignment(Pos.CENTER_LEFT);
      HBox.setHgrow(middle, Priority.ALWAYS);
      Button seen = new Button(words.of("alarm.acknowledge"));
      seen.getStyleClass().add("banner-button");
      seen.setMinWidth(USE_PREF_SIZE);
      seen.setOnAction(pressed -> acknowledge.accept(kind));
      getChildren().addAll(Icons.of("alarm-icon"), middle, seen);
      getStyleClass().addAll("banner", "alarm");
      setAlignment(Pos.CENTER_LEFT);
    }

    private void say(Alarm alarm, Instant now) {
      since.setText(words.of("alarm.since", words.time(alarm.since(), now)));
      advice.setText(advice(alarm.trouble()));
      reason.setText(alarm.trouble().phrase().map(words::of).orElse(alarm.trouble().reason()));
      appear(reason, !reason.getText().isEmpty());
    }
  }

  /** A title that wraps in a pane which asks for heights without saying how wide it is. */
  private static final class Title extends Label {
    private Title(String text) {
      super(text);
      setWrapText(true);
    }

    @Override
    protected double computePrefHeight(double width) {
      return super.computePrefHeight(width < 0 ? Math.min(getMaxWidth(), prefWidth(-1)) : width);
    }
  }
}
