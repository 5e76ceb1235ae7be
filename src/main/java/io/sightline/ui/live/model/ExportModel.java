package io.sightline.ui.live.model;

import io.sightline.inspection.Phrase;
import io.sightline.inspection.SightlineException;
import io.sightline.report.CsvExport;
import io.sightline.ui.base.Background;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs one export at a time: requested, started and cancelled by the operator, run in the
 * background, displayed by the screen. Never accesses a control. Thread-safe.
 */
public final class ExportModel {
  private static final Logger LOG = System.getLogger(ExportModel.class.getName());

  private final CsvExport export;
  private final Background background;
  private State state = State.of(Phase.IDLE);
  private volatile boolean cancelled;

  public ExportModel(CsvExport export, Background background) {
    this.export = Objects.requireNonNull(export, "export");
    this.background = Objects.requireNonNull(background, "background");
  }

  /** Asks the operator what to export; does nothing while an export runs. */
  public synchronized void ask() {
    if (state.phase() != Phase.RUNNING) {
      state = State.of(Phase.ASKING);
    }
  }

  /** Starts writing this export; does nothing while another one runs. */
  public void start(CsvExport.Wanted wanted) {
    synchronized (this) {
      if (state.phase() == Phase.RUNNING) {
        return;
      }
      cancelled = false;
      state = State.of(Phase.RUNNING);
    }
    background.run(() -> write(wanted));
  }

  /** Withdraws the question of what to export. */
  public synchronized void askNoMore() {
    if (state.phase() == Phase.ASKING) {
      state = State.of(Phase.IDLE);
    }
  }

  /** Asks the running export to stop. */
  public void cancel() {
    cancelled = true;
  }

  /** Closes the result of a finished export, or the question; does nothing while an export runs. */
  public synchronized void dismiss() {
    if (state.phase() != Phase.RUNNING) {
      state = State.of(Phase.IDLE);
    }
  }

  public synchronized State state() {
    return state;
  }

  private void write(CsvExport.Wanted wanted) {
    State end;
    try {
      end =
          export
              .write(wanted, new Meter())
              .map(State::done)
              .orElseGet(() -> State.of(Phase.CANCELLED));
    } catch (SightlineException e) {
      LOG.log(Level.WARNING, "The CSV export failed", e);
      end = failed(e, e.phrase());
    } catch (RuntimeException | Error e) { // otherwise no export could ever start again
      LOG.log(Level.ERROR, "The CSV export failed unexpectedly", e);
      end = failed(e, Optional.empty());
    }
    set(end);
  }

  private static State failed(Throwable cause, Optional<Phrase> phrase) {
    String why = cause.getMessage();
    String problem = why == null ? cause.getClass().getName() : why;
    return new State(Phase.FAILED, 0, 0, Optional.empty(), problem, phrase);
  }

  private synchronized void set(State next) {
    state = next;
  }

  /** The phase of an export. */
  public enum Phase {
    IDLE,
    ASKING,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /**
   * A snapshot of an export.
   *
   * @param phase its phase
   * @param done rows written
   * @param total rows to write; 0 while unknown
   * @param exported the result, once DONE
   * @param problem the error, once FAILED
   * @param phrase the error for a screen in another language, if available
   */
  public record State(
      Phase phase,
      long done,
      long total,
      Optional<CsvExport.Exported> exported,
      String problem,
      Optional<Phrase> phrase) {
    /** Returns an export in this phase of which nothing more is known. */
    public static State of(Phase phase) {
      return new State(phase, 0, 0, Optional.empty(), "", Optional.empty());
    }

    static State done(CsvExport.Exported what) {
      return new State(
          Phase.DONE, what.rows(), what.rows(), Optional.of(what), "", Optional.empty());
    }
  }

  private final class Meter implements CsvExport.Progress {
    @Override
    public void rows(long done, long total) {
      set(new State(Phase.RUNNING, done, total, Optional.empty(), "", Optional.empty()));
    }

    @Override
    public boolean cancelled() {
      return cancelled;
    }
  }
}
