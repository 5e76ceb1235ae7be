package io.sightline.ui;

/** What a station does before its screen can show a line. */
public enum OpeningStep {
  STORE,
  MODEL,
  /** An engine is being built for this machine: minutes, the first time. */
  ENGINE,
  LINES
}
