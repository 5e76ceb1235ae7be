package io.sightline.ui.live.model;

import io.sightline.line.LineEvent;
import io.sightline.line.RunSummary;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of all that a screen shows of a line, except its picture and counts.
 *
 * @param revision greater than that of any earlier state
 * @param run what the line is doing
 * @param started the event of its last start
 * @param summary the result of its last run; empty while it runs
 * @param rejects {@link LiveModel#REJECTS} places; a reject keeps its place until it is the oldest,
 *     so that nothing moves away under a finger
 * @param newest the place of the latest reject; -1 if there is none
 * @param looked the reject last opened for a close look, in its current form
 * @param alarms what needs a person's attention, most pressing first
 */
public record LiveState(
    long revision,
    RunState run,
    Optional<LineEvent.Started> started,
    Optional<RunSummary> summary,
    List<Optional<Reject>> rejects,
    int newest,
    Optional<Reject> looked,
    List<Alarm> alarms) {
  public LiveState {
    rejects = List.copyOf(rejects);
    alarms = List.copyOf(alarms);
  }
}
