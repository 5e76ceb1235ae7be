package io.sightline.ui.live;

import io.sightline.line.LineCounts;
import io.sightline.line.Trouble;
import io.sightline.ui.base.Background;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.banner.AlarmStack;
import io.sightline.ui.live.banner.DetailsBanner;
import io.sightline.ui.live.banner.ExportBanner;
import io.sightline.ui.live.banner.LeaveBanner;
import io.sightline.ui.live.model.ExportModel;
import io.sightline.ui.live.model.ExportModel.Phase;
import io.sightline.ui.live.model.ExportSpan;
import io.sightline.ui.live.model.LiveState;
import io.sightline.ui.live.model.Reject;
import io.sightline.ui.live.model.Station;
import io.sightline.ui.live.model.WatchedLine;
import io.sightline.ui.live.picture.CloseLook;
import io.sightline.ui.live.picture.LivePicture;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;

/**
 * The operator's screen. It polls the lines at the rate the eye needs and touches a control only if
 * something has changed; it never decodes, queries or waits. FX thread only.
 *
 * <p>Keys: see {@link OperatorKeys}.
 */
public final class OperatorView extends BorderPane implements AutoCloseable {
  /** The shortest interval for updating all but the picture: faster numbers would be unreadable. */
  private static final long LOOK_EVERY_NANOS = 200_000_000L;

  /** An update may be this much early to coincide with a new picture, which saves a repaint. */
  private static final long TOGETHER_NANOS = 60_000_000L;

  private final Words words;
  private final InstantSource clock;
  private final List<WatchedLine> lines;
  private final ExportModel export;
  private final DiskGauge disk;
  private final TopBar top;
  private final AlarmStack alarms;
  private final ExportBanner exportBanner;
  private final DetailsBanner details;
  private final LeaveBanner leave;
  private final LivePicture picture;
  private final CloseLook closeLook;
  private final VerdictTile verdict;
  private final Counters counters;
  private final RejectStrip rejects;
  private final Actions actions;
  private final StatusBar status;
  private final AnimationTimer timer;
  private WatchedLine current;
  private long nextLook;

  /** The date that the displayed times are relative to. */
  private LocalDate day = LocalDate.EPOCH;

  /** Builds the screen and listens to the lines until {@link #close()}. */
  public OperatorView(Station station, Words words, Background background, InstantSource clock) {
    this.words = words;
    this.clock = clock;
    lines = station.lines().stream().map(line -> new WatchedLine(line, background, clock)).toList();
    current = lines.get(0);
    export = new ExportModel(station.export(), background);
    disk = new DiskGauge(station.diskFree(), background);
    top = new TopBar(words, station, this::choose);
    alarms = new AlarmStack(words, this::acknowledge);
    exportBanner = new ExportBanner(words, export, this::export);
    picture = new LivePicture(words);
    closeLook = new CloseLook(words, station.pictures(), background, clock);
    verdict = new VerdictTile(words);
    counters = new Counters(words);
    rejects = new RejectStrip(words, this::lookAt);
    actions = new Actions(words, this::start, this::stop, this::export);
    details = new DetailsBanner(words);
    leave = new LeaveBanner(words);
    status = new StatusBar(words, details::toggle);
    getStyleClass().add("operator");
    arrange();
    OperatorKeys keys = new OperatorKeys(new Keyboard());
    addEventFilter(KeyEvent.ANY, keys);
    sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::focusedProperty)
        .addListener(
            (of, before, now) -> {
              if (!Boolean.TRUE.equals(now)) {
                keys.forget();
              }
            });
    timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            tick(now);
          }
        };
    choose(0);
  }

  /** Starts updating the screen, and starts the lines that start by themselves. */
  public void open() {
    timer.start();
    lines.forEach(WatchedLine::startByItself);
  }

  /** Asks whether to close the station although lines run; runs {@code leaving} if confirmed. */
  public void askToLeave(Runnable leaving) {
    closeLook.close(); // show what is running
    leave.ask(leaving);
  }

  /** Asks every line to stop. */
  public void stopAll() {
    lines.forEach(WatchedLine::stop);
  }

  /** Returns whether no line runs. */
  public boolean standing() {
    return lines.stream().noneMatch(WatchedLine::isBusy);
  }

  private boolean allStand() {
    return lines.stream().noneMatch(line -> line.state().run().busy());
  }

  /** Stops updating the screen and listening to the lines, which are left as they are. */
  @Override
  public void close() {
    timer.stop();
    export.cancel();
    lines.forEach(WatchedLine::close);
  }

  private void arrange() {
    // Banners take their room from the picture, so that the verdict stays in place.
    picture.visibleProperty().bind(closeLook.visibleProperty().not());
    closeLook.managedProperty().bind(closeLook.visibleProperty());
    // Details are read and closed, so they cover the picture, whatever their length.
    StackPane seen = new StackPane(picture, closeLook, details);
    StackPane.setAlignment(details, Pos.BOTTOM_CENTER);
    seen.setMinHeight(0);
    Rectangle room = new Rectangle(); // banners may leave less room than the caption needs
    room.widthProperty().bind(seen.widthProperty());
    room.heightProperty().bind(seen.heightProperty());
    seen.setClip(room);
    VBox.setVgrow(seen, Priority.ALWAYS);
    VBox left = new VBox(alarms, leave, exportBanner, seen);
    left.getStyleClass().add("left");
    setTop(top);
    setCenter(new Body(left, new Panel(verdict, counters, rejects, actions)));
    setBottom(status);
  }

  private void tick(long now) {
    boolean seen = picture.update(current, now);
    if (!seen && now < nextLook) {
      return;
    }
    boolean changed = seen;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).refresh()) {
        top.tell(i, lines.get(i).state());
        changed |= lines.get(i) == current;
      }
    }
    if (seen) {
      picture.shown().ifPresent(verdict::show);
    }
    if (changed) {
      showState();
    }
    if (now >= nextLook - TOGETHER_NANOS) {
      nextLook = now + LOOK_EVERY_NANOS;
      showNumbers(now);
    }
  }

  /** Updates at the next tick, to respond to the operator at once. */
  private void lookNow() {
    nextLook = 0;
  }

  private void showState() {
    LiveState state = current.state();
    Instant now = clock.instant();
    day = words.day(now);
    picture.tell(current.line(), state);
    verdict.still(!state.run().moving());
    rejects.show(state, now);
    closeLook.update(state);
    alarms.show(state.alarms(), now);
    actions.show(state.run(), export.state().phase() == Phase.RUNNING);
    top.show(current.facts(), state);
  }

  private void showNumbers(long now) {
    if (allStand()) { // whichever line was the last to stop
      leave.askNoMore();
    }
    LineCounts counts = current.counts();
    counters.show(counts, current.state().run().busy());
    status.show(current.line(), current.state(), counts, disk.at(now));
    Instant time = clock.instant();
    top.time(time, current.facts(), counts.since());
    if (!words.day(time).equals(day)) { // times of the previous day now need a date
      showState();
    }
    ExportModel.State exporting = export.state();
    exportBanner.show(exporting, !current.facts().shifts().shifts().isEmpty());
    actions.show(current.state().run(), exporting.phase() == Phase.RUNNING);
  }

  private void choose(int index) {
    actions.holdStop(false); // it was held to stop the previous line
    current = lines.get(index);
    closeLook.close();
    details.close();
    export.askNoMore(); // it concerned the previous line
    picture.turnTo(current);
    picture.shown().ifPresentOrElse(verdict::show, verdict::none);
    for (int i = 0; i < lines.size(); i++) {
      top.tell(i, lines.get(i).state());
    }
    showState();
    lookNow();
  }

  private void lookAt(Reject reject) {
    leave.askNoMore(); // whoever looks closely stays
    current.look(reject); // shown at the next update
    closeLook.open(reject);
  }

  private void start() {
    if (!current.state().run().busy()) {
      picture.forget();
      verdict.none();
      current.start();
      lookNow();
    }
  }

  private void stop() {
    current.stop();
    lookNow();
  }

  /** Asks what to export; if already asking, chooses the usual. */
  private void export() {
    if (export.state().phase() == Phase.ASKING) {
      export(ExportSpan.DAY);
    } else {
      export.ask();
    }
    lookNow();
  }

  private void export(ExportSpan span) {
    export.start(span.of(current.facts(), clock.instant()));
    lookNow();
  }

  private void acknowledge(Trouble.Kind kind) {
    current.acknowledge(kind);
    lookNow();
  }

  /** The keys do the same as the buttons. */
  private final class Keyboard implements OperatorKeys.Commands {
    @Override
    public void start() {
      OperatorView.this.start();
    }

    @Override
    public void holdStop(boolean down) {
      actions.holdStop(down);
    }

    @Override
    public void export() {
      OperatorView.this.export();
    }

    @Override
    public void acknowledge() {
      current.state().alarms().stream()
          .findFirst()
          .ifPresent(alarm -> OperatorView.this.acknowledge(alarm.trouble().kind()));
    }

    @Override
    public void openReject(int number) {
      rejects.open(number);
    }

    @Override
    public void zoom(int direction) {
      if (closeLook.isVisible()) {
        closeLook.zoom(direction);
      }
    }

    @Override
    public void toggleBoxes() {
      if (closeLook.isVisible()) {
        closeLook.toggleBoxes();
      }
    }

    @Override
    public void backToLive() {
      closeLook.close();
    }

    @Override
    public void chooseLine(int index) {
      if (index < lines.size() && lines.get(index) == current) {
        choose(index); // already selected: back to live, as when tapped
      } else if (index < lines.size()) {
        top.select(index);
      }
    }
  }
}
