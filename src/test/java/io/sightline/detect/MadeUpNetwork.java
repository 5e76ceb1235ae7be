package io.sightline.detect;

import io.sightline.inspection.Inspection.ModelVersion;
import java.util.List;

/** Base of fake detectors: no engine, the test decides what is found. */
public abstract class MadeUpNetwork implements Detector {
  private final List<String> classes;

  protected MadeUpNetwork(String... classes) {
    this.classes = List.of(classes);
  }

  @Override
  public ModelVersion version() {
    return new ModelVersion("none", "1", "0".repeat(64), "cpu");
  }

  @Override
  public final List<String> classes() {
    return classes;
  }

  @Override
  public void close() {}
}
