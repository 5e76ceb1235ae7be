package io.sightline.line;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import java.util.Optional;

/** A camera, for subclasses that change one method. */
class DelegatingCamera implements FrameSource {
  private final FrameSource camera;

  DelegatingCamera(FrameSource camera) {
    this.camera = camera;
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    return camera.next();
  }

  @Override
  public boolean live() {
    return camera.live();
  }

  @Override
  public String describe() {
    return camera.describe();
  }

  @Override
  public void close() {
    camera.close();
  }
}
