package io.sightline.ui.live;

import io.sightline.line.Trouble;
import io.sightline.ui.base.Words;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * What needs a person: one banner each that says what is wrong, what it means and what to do, and
 * beneath that the reason as it was given, until it is over or acknowledged. The two most pressing
 * ones are shown, the rest counted, so that the picture keeps its room. FX thread only.
 */
final class AlarmStack extends VBox {
  private static final int MOST = 2;

  private final Words words;
  private final Consumer<Trouble.Kind> acknowledge;
  private List<Alarm> shown = List.of();

  AlarmStack(Words words, Consumer<Trouble.Kind> acknowledge) {
    this.words = words;
    this.acknowledge = acknowledge;
    setId("alarms");
    getStyleClass().add("banners");
    appear(false);
  }

  void show(List<Alarm> alarms) {
    if (alarms.equals(shown)) {
      return;
    }
    shown = alarms;
    getChildren().setAll(alarms.stream().limit(MOST).map(this::banner).toList());
    if (alarms.size() > MOST) {
      Label more = new Label(words.of("alarm.more", alarms.size() - MOST));
      more.getStyleClass().add("banner-more");
      getChildren().add(more);
    }
    appear(!alarms.isEmpty());
  }

  private HBox banner(Alarm alarm) {
    Label title = new Label(title(alarm.trouble().kind()));
    title.getStyleClass().add("banner-title");
    title.setMinWidth(USE_PREF_SIZE);
    Label since = new Label(words.of("alarm.since", words.time(alarm.since())));
    since.getStyleClass().add("banner-since");
    HBox head = new HBox(title, since);
    head.setAlignment(Pos.BASELINE_LEFT);
    head.getStyleClass().add("banner-head");
    VBox middle = new VBox(head, wrapped("banner-text", advice(alarm.trouble())));
    if (!alarm.trouble().reason().isEmpty()) {
      middle.getChildren().add(wrapped("banner-reason", alarm.trouble().reason()));
    }
    middle.getStyleClass().add("banner-middle");
    middle.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(middle, Priority.ALWAYS);
    Button seen = new Button(words.of("alarm.acknowledge"));
    seen.getStyleClass().add("banner-button");
    seen.setMinWidth(USE_PREF_SIZE);
    seen.setOnAction(pressed -> acknowledge.accept(alarm.trouble().kind()));
    HBox banner = new HBox(Icons.of("alarm-icon"), middle, seen);
    banner.getStyleClass().addAll("banner", "alarm");
    banner.setAlignment(Pos.CENTER_LEFT);
    return banner;
  }

  private String title(Trouble.Kind kind) {
    return words.of(
        switch (kind) {
          case SOURCE -> "alarm.source";
          case STORE -> "alarm.store";
          case ENGINE -> "alarm.engine";
          case RECONNECTING -> "alarm.reconnecting";
          case RESTARTING -> "alarm.restarting";
          case UNJUDGED -> "alarm.unjudged";
          case RESTARTED -> "alarm.restarted";
          case UNSEEN -> "alarm.unseen";
          case MISSED -> "alarm.missed";
          case UNREADABLE -> "alarm.unreadable";
          case REJECTS -> "alarm.rejects";
          case FALLBACK -> "alarm.fallback";
        });
  }

  private String advice(Trouble trouble) {
    return words.of(
        switch (trouble.kind()) {
          case SOURCE -> "alarm.source.advice";
          case STORE -> "alarm.store.advice";
          case ENGINE -> "alarm.engine.advice";
          case RECONNECTING -> "alarm.reconnecting.advice";
          case RESTARTING -> "alarm.restarting.advice";
          case UNJUDGED -> "alarm.unjudged.advice";
          case RESTARTED -> "alarm.restarted.advice";
          case UNSEEN -> "alarm.unseen.advice";
          case MISSED -> "alarm.missed.advice";
          case UNREADABLE -> "alarm.unreadable.advice";
          case REJECTS -> "alarm.rejects.advice";
          case FALLBACK -> "alarm.fallback.advice";
        },
        trouble.parts());
  }

  private static Label wrapped(String style, String text) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private void appear(boolean any) {
    setVisible(any);
    setManaged(any);
  }
}
