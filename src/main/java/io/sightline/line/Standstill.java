package io.sightline.line;

import io.sightline.inspection.Phrase;
import java.time.Duration;
import java.util.Optional;

/** What a run's inspecting thread waits for although it should have answered. */
enum Standstill {
  ENGINE("The engine does not answer"),
  DISK("The disk does not answer");

  /** The share of an engine's patience after which waiting is a standstill. */
  private static final int SHARE = 3;

  private final String message;

  Standstill(String message) {
    this.message = message;
  }

  /**
   * Returns what is waited for; empty if the run goes on, and while its engine warms up, which may
   * take longer. Any thread may call this.
   *
   * @param patience how long an engine may owe an answer before it is given up
   * @param counts the run's counts
   */
  static Optional<Standstill> of(
      LineDetector detector, Delivery delivery, Duration patience, LineCounts counts) {
    Duration usual = patience.dividedBy(SHARE);
    if (delivery.waits(usual)) {
      return Optional.of(DISK);
    }
    return counts.triggered() > 0 && detector.owes(usual) ? Optional.of(ENGINE) : Optional.empty();
  }

  String message() {
    return message;
  }

  Phrase phrase() {
    return Phrase.of(this == ENGINE ? "reason.silent.engine" : "reason.silent.disk");
  }
}
