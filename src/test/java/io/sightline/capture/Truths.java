package io.sightline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Frame;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ground truth that a source reports for its pictures, in whole pixels. */
final class Truths {
  private Truths() {}

  /** Returns the truth expected for a picture with these labels. */
  static Optional<GroundTruth> of(Label... labels) {
    return Optional.of(new GroundTruth(List.of(labels)));
  }

  /** Reads a source to its end; returns the truth of each picture by name. */
  static Map<String, Optional<GroundTruth>> in(FrameSource source) throws InterruptedException {
    Map<String, Optional<GroundTruth>> truths = new LinkedHashMap<>();
    for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
      try (Frame frame = next.get()) {
        Optional<GroundTruth> truth = frame.tag().truth().map(Truths::rounded);
        assertThat(truths.put(frame.tag().origin(), truth)).as("given once").isNull();
      }
    }
    return truths;
  }

  /** Rounds boxes so that they compare: fractions times pixels are not exact. */
  private static GroundTruth rounded(GroundTruth truth) {
    return new GroundTruth(
        truth.defects().stream()
            .map(
                label ->
                    new Label(
                        label.className(),
                        new Box(
                            Math.rint(label.box().x1()),
                            Math.rint(label.box().y1()),
                            Math.rint(label.box().x2()),
                            Math.rint(label.box().y2()))))
            .toList());
  }
}
