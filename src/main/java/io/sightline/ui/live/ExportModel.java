package io.sightline.ui.live;

import io.sightline.inspection.SightlineException;
import io.sightline.ui.base.Background;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;

/**
 * One export at a time: started and cancelled by the operator, run in the background, read by the
 * screen. Never sees a control. Safe for use by any thread.
 */
public final class ExportModel {
  private static final Logger LOG = System.getLogger(ExportModel.class.getName());

  private final CsvExport export;
  private final Background background;
  private State state = State.IDLE;
  private volatile boolean cancelled;

  public ExportModel(CsvExport export, Background background) {
    this.export = Objects.requireNonNull(export, "export");
    this.background = Objects.requireNonNull(background, "background");
  }

  /** Starts writing this line's CSV; does nothing while an export runs. */
  public void start(String line) {
    synchronized (this) {
      if (state.phase() == Phase.RUNNING) {
        return;
      }
      cancelled = false;
      state = new State(Phase.RUNNING, 0, 0, Optional.empty(), "");
    }
    background.run(() -> write(line));
  }

  /** Asks the running export to stop. */
  public void cancel() {
    cancelled = true;
  }

  /** The operator has read how it ended. */
  public synchronized void dismiss() {
    if (state.phase() != Phase.RUNNING) {
      state = State.IDLE;
    }
  }

  public synchronized State state() {
    return state;
  }

  private void write(String line) {
    State end;
    try {
      end =
          export
              .write(line, new Meter())
              .map(done -> new State(Phase.DONE, done.rows(), done.rows(), Optional.of(done), ""))
              .orElseGet(() -> new State(Phase.CANCELLED, 0, 0, Optional.empty(), ""));
    } catch (SightlineException e) {
      LOG.log(Level.WARNING, "The CSV export failed", e);
      end = failed(e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The CSV export failed unexpectedly", e);
      end = failed(e);
    }
    set(end);
  }

  private static State failed(RuntimeException cause) {
    String why = cause.getMessage();
    return new State(
        Phase.FAILED, 0, 0, Optional.empty(), why == null ? cause.getClass().getName() : why);
  }

  private synchronized void set(State next) {
    state = next;
  }

  /** Where an export is. */
  public enum Phase {
    IDLE,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /**
   * An export at one moment.
   *
   * @param phase where it is
   * @param done rows written
   * @param total rows there are; 0 while that is not known
   * @param exported the result, once DONE
   * @param problem what went wrong, once FAILED
   */
  public record State(
      Phase phase, long done, long total, Optional<CsvExport.Exported> exported, String problem) {
    static final State IDLE = new State(Phase.IDLE, 0, 0, Optional.empty(), "");
  }

  private final class Meter implements CsvExport.Progress {
    @Override
    public void rows(long done, long total) {
      set(new State(Phase.RUNNING, done, total, Optional.empty(), ""));
    }

    @Override
    public boolean cancelled() {
      return cancelled;
    }
  }
}
