package io.sightline.app.command;

import io.sightline.detect.Findings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.Detection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A sound detector's answer on one picture: what it found, or why it could not look.
 *
 * @param findings empty if it could not look
 * @param failure one sentence; empty if it could
 */
public record Answer(Optional<Findings> findings, Optional<String> failure) {
  public Answer {
    Objects.requireNonNull(findings, "findings");
    Objects.requireNonNull(failure, "failure");
    if (findings.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException("Either findings or a failure");
    }
  }

  public static Answer of(Findings findings) {
    return new Answer(Optional.of(findings), Optional.empty());
  }

  public static Answer failed(DetectException why) {
    return new Answer(Optional.empty(), Optional.of(String.valueOf(why.getMessage())));
  }

  /** Returns all boxes found; none if it could not look, which means nothing about the part. */
  public List<Detection> detections() {
    return findings.map(Findings::detections).orElse(List.of());
  }

  /** Returns boxes again with classes that are not their best. */
  public List<Detection> further() {
    return findings.map(Findings::further).orElse(List.of());
  }
}
