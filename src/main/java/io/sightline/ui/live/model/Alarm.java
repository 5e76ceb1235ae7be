package io.sightline.ui.live.model;

import io.sightline.line.Trouble;
import java.time.Instant;
import java.util.Objects;

/**
 * A trouble that has not been acknowledged yet.
 *
 * @param trouble the trouble
 * @param since when it came up
 */
public record Alarm(Trouble trouble, Instant since) {
  public Alarm {
    Objects.requireNonNull(trouble, "trouble");
    Objects.requireNonNull(since, "since");
  }
}
