package io.sightline.ui.live;

import io.sightline.line.LineEvent;
import io.sightline.line.RunSummary;
import java.util.List;
import java.util.Optional;

/**
 * All that a screen shows of a line but its picture and its counts, at one moment.
 *
 * @param revision greater than that of any state before
 * @param run what the line does
 * @param started what it said when it last started
 * @param summary what its last run came to; empty while it runs
 * @param rejects {@link LiveModel#REJECTS} places; a reject keeps its place until it is the oldest,
 *     so that nothing moves away under a finger
 * @param newest the place of the latest reject; -1 when there is none
 * @param looked the reject that was opened last for a close look, as it is known by now
 * @param alarms what needs a person, most pressing first
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
