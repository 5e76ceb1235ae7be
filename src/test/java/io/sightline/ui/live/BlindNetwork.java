package io.sightline.ui.live;

import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection.ModelVersion;
import java.util.List;

/** The network of a scripted line, which must never be run. */
final class BlindNetwork extends MadeUpNetwork {
  BlindNetwork() {
    super("open", "short");
  }

  @Override
  public List<Findings> detect(List<Frame> frames) {
    throw new IllegalStateException("A scripted line looks at nothing");
  }

  @Override
  public ModelVersion version() {
    return ScriptedLine.MODEL;
  }
}
