package io.sightline.ui.live.model;

/** What a line is doing, from the operator's point of view. */
public enum RunState {
  STOPPED,
  /** Its source has ended; it stands still. */
  DONE,
  /** It cannot be started because of its settings, recipe or model. */
  FAULTY,
  /** Start was pressed; the source is being opened. */
  STARTING,
  RUNNING,
  /** Its camera is lost, or not there yet, and is being connected: no parts arrive. */
  RECONNECTING,
  /** Its engine failed and is being started again: no part is judged. */
  RESTARTING,
  /** It waits for its engine or for the disk: no part is judged. */
  STALLED,
  /** Stop was pressed; parts under way are still being judged and recorded. */
  STOPPING;

  /** Returns whether pressing Start would be wrong. */
  public boolean busy() {
    return this != STOPPED && this != DONE && this != FAULTY;
  }

  /** Returns whether parts are judged, so that the last part on screen is the one on the belt. */
  public boolean moving() {
    return busy() && !interrupted();
  }

  /** Returns whether it runs, but judges no part until something is over. */
  public boolean interrupted() {
    return this == RECONNECTING || this == RESTARTING || this == STALLED;
  }
}
