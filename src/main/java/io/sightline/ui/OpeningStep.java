package io.sightline.ui;

/** The steps of a station before its screen can show a line. */
public enum OpeningStep {
  STORE,
  MODEL,
  /** An engine is being built for this machine, which takes minutes the first time. */
  ENGINE,
  LINES
}
