package io.sightline.line;

import io.sightline.image.Frame;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.SightlineException;
import io.sightline.line.PartFinder.PartView;
import io.sightline.store.MissedParts;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Passes a judged part on to the counts, the screen, the listeners and the recorder, missed ones to
 * the latter two, and passes the recorder's answer on to counts and listeners. Called by one thread
 * at a time, the run's inspecting one, except {@link #waits}.
 */
final class Delivery implements Recorder.Listener {
  private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

  private final Tally tally;
  private final Viewfinder viewfinder;
  private final TroubleMonitor troubles;
  private final Recorder recorder;
  private final Consumer<LineEvent> events;
  private final Consumer<SightlineException> onLost;
  private final ErrorPictures errorPictures = new ErrorPictures(System.nanoTime());

  /** Since when the recorder has been waited for; empty if it is not. */
  private volatile OptionalLong waiting = OptionalLong.empty();

  /**
   * @param onLost called on the recorder's thread if something could not be kept
   */
  Delivery(
      Tally tally,
      Viewfinder viewfinder,
      TroubleMonitor troubles,
      Recorder recorder,
      Consumer<LineEvent> events,
      Consumer<SightlineException> onLost) {
    this.tally = tally;
    this.viewfinder = viewfinder;
    this.troubles = troubles;
    this.recorder = recorder;
    this.events = events;
    this.onLost = onLost;
  }

  /** Borrows the frame; a picture to be kept is handed over to the recorder. */
  void deliver(PartView view, Inspection done) throws InterruptedException {
    tally.inspected(done, System.nanoTime());
    Optional<Preview> thumbnail = shown(view.frame(), done);
    troubles.saw(done);
    events.accept(new LineEvent.Inspected(done, thumbnail));
    Optional<Frame> picture =
        isKept(done) ? Optional.of(view.frame().handOver()) : Optional.empty();
    waitFor(() -> recorder.append(done, picture, this));
  }

  /** A part is recorded even if there is not enough memory to show it. */
  private Optional<Preview> shown(Frame frame, Inspection done) {
    try {
      viewfinder.show(frame, done);
      return viewfinder.thumbnail(frame, done);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Part " + done.part().serial() + " could not be shown", e);
      return Optional.empty();
    }
  }

  private boolean isKept(Inspection done) {
    return switch (done.verdict()) {
      case PASS -> false;
      case FAIL, REVIEW -> true;
      case ERROR -> errorPictures.keepsOne(System.nanoTime());
    };
  }

  /** Delivers a part whose frame is unavailable. */
  void deliver(Inspection done) throws InterruptedException {
    tally.inspected(done, System.nanoTime());
    troubles.saw(done);
    events.accept(new LineEvent.Inspected(done, Optional.empty()));
    waitFor(() -> recorder.append(done, Optional.empty(), this));
  }

  /** Delivers parts that went by uninspected, and are counted already. */
  void deliver(MissedParts parts) throws InterruptedException {
    waitFor(() -> recorder.appendMissed(parts, this));
    events.accept(new LineEvent.Missed(parts));
  }

  /** Waits until all that was delivered is on disk or reported as failed. */
  void flush() throws InterruptedException {
    waitFor(recorder::flush);
  }

  /** Returns whether the recorder has been waited for this long; any thread. */
  boolean waits(Duration time) {
    OptionalLong since = waiting;
    return since.isPresent() && System.nanoTime() - since.getAsLong() >= time.toNanos();
  }

  private void waitFor(Handing recording) throws InterruptedException {
    waiting = OptionalLong.of(System.nanoTime());
    try {
      recording.run();
    } finally {
      waiting = OptionalLong.empty();
    }
  }

  /** Hands something over to the recorder. */
  private interface Handing {
    void run() throws InterruptedException;
  }

  // ---- called by the recorder, on its thread

  @Override
  public void recorded(Inspection inspection) {
    tally.recorded();
    events.accept(new LineEvent.Recorded(inspection));
  }

  @Override
  public void failed(SightlineException reason) {
    onLost.accept(reason);
  }
}
