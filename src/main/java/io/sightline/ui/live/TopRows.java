package io.sightline.ui.live;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.layout.Region;

/**
 * Lays out the top bar: in one row, or, if that is too narrow, with the tabs in a second row. Long
 * names are shortened, the longest first, but never the clock. FX thread only.
 */
final class TopRows {
  private static final double GAP = 1.6; // in em
  private static final double TAB_GAP = 8;
  private static final double ROW_GAP = 4;

  /** The width, in em, that each item may need before the tabs move to a row of their own. */
  private static final double LONG = 20;

  private static final double LETTERS_OF_FINGER = 4.62;

  private final Region bar;
  private final Region who;
  private final List<? extends Region> tabs;
  private final List<? extends Region> facts;
  private final Region clock;

  TopRows(
      Region bar,
      Region who,
      List<? extends Region> tabs,
      List<? extends Region> facts,
      Region clock) {
    this.bar = bar;
    this.who = who;
    this.tabs = List.copyOf(tabs);
    this.facts = List.copyOf(facts);
    this.clock = clock;
  }

  /** Returns the bar's height at this width. */
  double height(double width) {
    double names = Math.max(highest(List.of(who, clock)), highest(facts));
    double room = width - insets().getLeft() - insets().getRight();
    double content =
        inOneRow(room) ? Math.max(names, highest(tabs)) : names + ROW_GAP + highest(tabs);
    return Math.ceil(insets().getTop() + content + insets().getBottom());
  }

  void place() {
    double room = bar.getWidth() - insets().getLeft() - insets().getRight();
    double height = bar.getHeight() - insets().getTop() - insets().getBottom();
    boolean one = inOneRow(room);
    double first = one ? height : height - ROW_GAP - highest(tabs);
    double[] widths = FairWidths.of(wanted(shared(one)), room - fixed(one));
    double x = insets().getLeft();
    put(who, x, insets().getTop(), widths[0], first);
    if (one) {
      x += widths[0] + gap();
      for (int i = 0; i < tabs.size(); i++) {
        put(tabs.get(i), x, insets().getTop(), widths[1 + i], first);
        x += widths[1 + i] + TAB_GAP;
      }
    } else {
      placeTabs(insets().getTop() + first + ROW_GAP, room);
    }
    placeFacts(widths, first);
  }

  private void placeTabs(double y, double room) {
    double[] widths = FairWidths.of(wanted(tabs), room - (tabs.size() - 1) * TAB_GAP);
    double x = insets().getLeft();
    for (int i = 0; i < tabs.size(); i++) {
      put(tabs.get(i), x, y, widths[i], highest(tabs));
      x += widths[i] + TAB_GAP;
    }
  }

  /** Starts from the right, so that the clock is always in the same place. */
  private void placeFacts(double[] widths, double height) {
    double x = bar.getWidth() - insets().getRight() - wanted(clock);
    put(clock, x, insets().getTop(), wanted(clock), height);
    List<Region> shown = shown();
    for (int i = shown.size() - 1; i >= 0; i--) {
      double width = widths[widths.length - shown.size() + i];
      x -= gap() + width;
      put(shown.get(i), x, insets().getTop(), width, height);
    }
  }

  private boolean inOneRow(double room) {
    double needed = fixed(true);
    for (Region each : shared(true)) {
      needed += Math.min(wanted(each), LONG * em());
    }
    return needed <= room;
  }

  /** Returns the items that share the first row with the clock. */
  private List<Region> shared(boolean one) {
    List<Region> all = new ArrayList<>();
    all.add(who);
    if (one) {
      all.addAll(tabs);
    }
    all.addAll(shown());
    return all;
  }

  /** Returns the width of the first row that is reserved for the clock and the gaps. */
  private double fixed(boolean one) {
    double between = one ? gap() + (tabs.size() - 1) * TAB_GAP : 0;
    return wanted(clock) + between + (shown().size() + 1) * gap();
  }

  /** Returns the facts that have a value. */
  private List<Region> shown() {
    return facts.stream().filter(Region::isManaged).<Region>map(each -> each).toList();
  }

  private Insets insets() {
    return bar.getInsets();
  }

  private double gap() {
    return GAP * em();
  }

  /** Derives the em, which grows with the window, from a tab's height, a fixed multiple of it. */
  private double em() {
    return highest(tabs) / LETTERS_OF_FINGER;
  }

  private static double[] wanted(List<? extends Region> all) {
    return all.stream().mapToDouble(TopRows::wanted).toArray();
  }

  private static double wanted(Region each) {
    return Math.ceil(each.prefWidth(-1));
  }

  private static double highest(List<? extends Region> all) {
    return all.stream()
        .mapToDouble(each -> Math.max(each.minHeight(-1), each.prefHeight(-1)))
        .max()
        .orElse(0);
  }

  private static void put(Region each, double x, double y, double width, double height) {
    each.resizeRelocate(Math.rint(x), Math.rint(y), width, Math.rint(height));
  }
}
