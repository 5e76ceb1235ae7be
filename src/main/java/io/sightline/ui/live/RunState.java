package io.sightline.ui.live;

/** What a line is doing, as the operator sees it. */
public enum RunState {
  STOPPED,
  /** Its source had no more; it stands still. */
  DONE,
  /** It cannot be started: its settings, its recipe or its model are at fault. */
  FAULTY,
  /** Start was pressed; the source is being opened. */
  STARTING,
  RUNNING,
  /** It runs, and its camera is lost and being connected again: no part comes. */
  RECONNECTING,
  /** Stop was pressed; what is under way is still being judged and recorded. */
  STOPPING;

  /** True while pressing Start would be wrong. */
  public boolean busy() {
    return this != STOPPED && this != DONE && this != FAULTY;
  }

  /** True while parts may come: the last one on screen is that on the belt. */
  public boolean moving() {
    return busy() && this != RECONNECTING;
  }
}
