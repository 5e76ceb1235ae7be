package io.sightline.ui.live;

import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.line.LineEvent;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Icons;
import io.sightline.ui.live.model.LineFacts;
import io.sightline.ui.live.model.LiveState;
import io.sightline.ui.live.model.RunState;
import io.sightline.ui.live.model.Station;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Shows the station, a tab per line with what the line is doing, product and recipe, lot, shift,
 * time, and since when the line has counted. FX thread only.
 */
final class TopBar extends Region {
  private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");
  private static final PseudoClass ALARMED = PseudoClass.getPseudoClass("alarmed");

  private final Words words;
  private final List<Tab> tabs = new ArrayList<>();
  private final Fact product;
  private final Fact lot;
  private final Fact shift;
  private final WallClock clock;
  private final TopRows rows;

  /**
   * @param choose receives the index of each newly selected line
   */
  TopBar(Words words, Station station, IntConsumer choose) {
    this.words = words;
    getStyleClass().add("top-bar");
    Label brand = new Label("SIGHTLINE");
    brand.getStyleClass().add("brand");
    Label name = new Label(station.name());
    name.getStyleClass().add("station");
    VBox who = new VBox(brand, name);
    who.setAlignment(Pos.CENTER_LEFT);
    ToggleGroup group = new ToggleGroup();
    for (int i = 0; i < station.lines().size(); i++) {
      Tab tab = new Tab(station.lines().get(i).facts().name());
      tab.setToggleGroup(group);
      tab.setId("tab-" + (i + 1));
      tabs.add(tab);
    }
    tabs.get(0).setSelected(true);
    // However a tab is selected, even by the arrow keys, its line is the one shown.
    group
        .selectedToggleProperty()
        .addListener(
            (of, before, now) -> {
              if (now == null) {
                group.selectToggle(before); // one is always selected
              } else {
                choose.accept(tabs.indexOf(now));
              }
            });
    product = new Fact("product", words.of("top.product"));
    lot = new Fact("lot", words.of("top.lot"));
    shift = new Fact("shift", words.of("top.shift"));
    clock = new WallClock(words);
    rows = new TopRows(this, who, tabs, List.of(product, lot, shift), clock);
    getChildren().add(who);
    getChildren().addAll(tabs);
    getChildren().addAll(product, lot, shift, clock);
    setMinWidth(0);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefHeight(double width) {
    return rows.height(width < 0 ? getWidth() : width);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    rows.place();
  }

  /** Shows what the chosen line makes. */
  void show(LineFacts facts, LiveState state) {
    Optional<RecipeVersion> recipe =
        state.started().map(LineEvent.Started::recipe).or(facts::recipe);
    product.say(
        recipe
            .map(each -> words.of("top.recipe", each.product(), words.count(each.version())))
            .orElse(""));
    String running = state.started().map(LineEvent.Started::lot).orElse(facts.lot());
    lot.say(running);
  }

  /** Selects this line. */
  void select(int index) {
    tabs.get(index).setSelected(true);
  }

  /** Shows what a line is doing on its tab. */
  void tell(int index, LiveState state) {
    tabs.get(index).tell(state);
  }

  /**
   * Shows the time and what follows from it.
   *
   * @param counting since when the chosen line has counted; empty if it has not run
   */
  void time(Instant now, LineFacts facts, Optional<Instant> counting) {
    if (clock.show(now, counting)) {
      shift.say(facts.shifts().at(now));
    }
  }

  private String doing(RunState run) {
    return words.of(
        switch (run) {
          case STOPPED -> "run.stopped";
          case DONE -> "run.done";
          case FAULTY -> "run.faulty";
          case STARTING -> "run.starting";
          case RUNNING -> "run.running";
          case RECONNECTING -> "run.reconnecting";
          case RESTARTING -> "run.restarting";
          case STALLED -> "run.stalled";
          case STOPPING -> "run.stopping";
        });
  }

  /** A name and its value; hidden while the value is empty. */
  private static final class Fact extends VBox {
    private final Label value = new Label();

    private Fact(String id, String name) {
      getStyleClass().add("fact");
      setAlignment(Pos.CENTER_LEFT);
      Label label = new Label(name);
      label.getStyleClass().add("fact-name");
      value.getStyleClass().add("fact-value");
      value.setId("top-" + id);
      getChildren().addAll(label, value);
      say("");
    }

    private void say(String text) {
      if (!text.equals(value.getText()) || text.isEmpty() == isVisible()) {
        value.setText(text);
        setVisible(!text.isEmpty());
        setManaged(!text.isEmpty());
      }
    }
  }

  /** A line's tab. */
  private final class Tab extends ToggleButton {
    private final Label doing = new Label();
    private final VBox face;

    private Tab(String line) {
      getStyleClass().setAll("line-tab");
      TwoLines name = new TwoLines(line, "line-tab-name");
      doing.getStyleClass().add("line-tab-state");
      Region icon = Icons.of("run-icon");
      icon.setMinWidth(USE_PREF_SIZE);
      HBox state = new HBox(icon, new VBox(doing, widest()));
      state.setAlignment(Pos.CENTER_LEFT);
      state.getStyleClass().add("line-tab-doing");
      face = new VBox(name, state); // the icon takes no room from the name
      face.setAlignment(Pos.CENTER_LEFT);
      face.getStyleClass().add("line-tab-face");
      face.setMouseTransparent(true);
      setGraphic(face);
    }

    /** Keeps a tab as wide as the longest text it can show, so that nothing jumps. */
    private Label widest() {
      Label all =
          new Label(
              Arrays.stream(RunState.values())
                  .map(TopBar.this::doing)
                  .map(text -> text + "\n" + words.of("run.alarmed", text))
                  .collect(Collectors.joining("\n")));
      all.getStyleClass().add("line-tab-states");
      all.setVisible(false);
      all.setMinHeight(0);
      all.setPrefHeight(0);
      all.setMaxHeight(0);
      return all;
    }

    /** Makes the face as wide as the tab, so that a long name is shortened and nothing is lost. */
    @Override
    protected void layoutChildren() {
      super.layoutChildren();
      face.resizeRelocate(
          snappedLeftInset(),
          snappedTopInset(),
          Math.max(0, getWidth() - snappedLeftInset() - snappedRightInset()),
          Math.max(0, getHeight() - snappedTopInset() - snappedBottomInset()));
    }

    private void tell(LiveState state) {
      boolean alarmed = !state.alarms().isEmpty();
      String text = doing(state.run());
      if (alarmed) {
        text = words.of("run.alarmed", text);
      }
      if (!text.equals(doing.getText())) {
        doing.setText(text);
      }
      pseudoClassStateChanged(RUNNING, state.run() == RunState.RUNNING);
      pseudoClassStateChanged(
          ALARMED, alarmed || state.run() == RunState.FAULTY || state.run().interrupted());
    }
  }
}
