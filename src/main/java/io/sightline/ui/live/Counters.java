package io.sightline.ui.live;

import io.sightline.line.LineCounts;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.control.Icons;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Shows the counts of the run. The first two rows are always visible; the third has what occurs
 * only sometimes: doubtful parts, parts that could not be judged, and escapes and overkill if the
 * source knows the truth. A tall window keeps a place for it, so that nothing moves when it comes.
 * FX thread only.
 */
final class Counters extends VBox {
  private static final PseudoClass ATTENTION = PseudoClass.getPseudoClass("attention");

  private final Words words;
  private final List<Counter> counters;
  private final HBox sometimes = row();
  private boolean moving;
  private boolean reserved;

  Counters(Words words) {
    this.words = words;
    getStyleClass().add("counters");
    counters =
        List.of(
            whole("inspected", "count.inspected", counts -> counts.verdicts().inspected()),
            whole("pass", "count.pass", counts -> counts.verdicts().pass()),
            whole("fail", "count.fail", counts -> counts.verdicts().fail()),
            new Counter(
                "yield",
                "count.yield",
                counts -> words.percent(counts.verdicts().firstPassYield()),
                counts -> true,
                counts -> false),
            new Counter(
                "ppm",
                "count.ppm",
                counts -> moving ? words.count(Math.round(counts.partsPerMinute())) : "–",
                counts -> true,
                counts -> false),
            new Counter(
                "missed",
                "count.missed",
                counts -> words.count(counts.verdicts().missed()),
                counts -> true,
                counts -> counts.verdicts().missed() > 0),
            new Counter(
                "review",
                "count.review",
                counts -> words.count(counts.verdicts().review()),
                counts -> counts.verdicts().review() > 0,
                counts -> false),
            new Counter(
                "error",
                "count.error",
                counts -> words.count(counts.verdicts().error()),
                counts -> counts.verdicts().error() > 0,
                counts -> true),
            new Counter(
                "escapes",
                "count.escapes",
                counts -> words.count(counts.escapes()),
                counts -> counts.known() > 0,
                counts -> counts.escapes() > 0),
            new Counter(
                "overkill",
                "count.overkill",
                counts -> words.count(counts.overkill()),
                counts -> counts.known() > 0,
                counts -> false));
    HBox first = row();
    first.getChildren().addAll(counters.subList(0, 3));
    HBox second = row();
    second.getChildren().addAll(counters.subList(3, 6));
    sometimes.getChildren().addAll(counters.subList(6, counters.size()));
    getChildren().addAll(first, second, sometimes);
    show(LineCounts.NONE, false);
  }

  /**
   * Shows the counts.
   *
   * @param running whether the line runs; a stopped line has no rate
   */
  void show(LineCounts counts, boolean running) {
    moving = running;
    counters.forEach(counter -> counter.show(counts));
    arrange();
  }

  /** Sets whether the third row has its place even while it is empty. */
  void reserve(boolean place) {
    reserved = place;
    arrange();
  }

  private void arrange() {
    boolean any = sometimes.getChildren().stream().anyMatch(Node::isVisible);
    Node tile = sometimes.getChildren().get(0);
    tile.setManaged(tile.isVisible() || !any); // an empty row is as high as a full one
    sometimes.setVisible(any);
    sometimes.setManaged(any || reserved);
  }

  private Counter whole(String id, String key, Function<LineCounts, Long> number) {
    return new Counter(
        id, key, counts -> words.count(number.apply(counts)), counts -> true, counts -> false);
  }

  private static HBox row() {
    HBox row = new HBox();
    row.getStyleClass().add("counter-row");
    return row;
  }

  /** A number below its name. */
  private final class Counter extends VBox {
    private final FittedText value = new FittedText("counter-value");
    private final Region warning = Icons.of("counter-warning");
    private final Function<LineCounts, String> number;
    private final Predicate<LineCounts> there;
    private final Predicate<LineCounts> attention;

    private Counter(
        String id,
        String key,
        Function<LineCounts, String> number,
        Predicate<LineCounts> there,
        Predicate<LineCounts> attention) {
      this.number = number;
      this.there = there;
      this.attention = attention;
      getStyleClass().add("counter");
      FittedText name = new FittedText("counter-name");
      name.say(words.of(key));
      value.letters().setId("count-" + id);
      HBox.setHgrow(value, Priority.ALWAYS);
      HBox line = new HBox(warning, value);
      line.getStyleClass().add("counter-line");
      getChildren().addAll(name, line);
      HBox.setHgrow(this, Priority.ALWAYS);
      setPrefWidth(0); // equal shares of the row
      setMinWidth(0);
    }

    private void show(LineCounts counts) {
      String text = number.apply(counts);
      value.say(text);
      boolean shown = there.test(counts);
      if (shown != isVisible()) {
        setVisible(shown);
        setManaged(shown);
      }
      boolean warned = attention.test(counts);
      warning.setManaged(warned);
      warning.setVisible(warned);
      pseudoClassStateChanged(ATTENTION, warned);
    }
  }
}
