package io.sightline.detect.engine;

import java.util.Optional;

/**
 * Intel's OpenVINO on the CPU, including CPUs of other makers: by far the fastest engine without an
 * accelerator. Its libraries come from its own package, see {@link EngineFolder}.
 *
 * @param threads how many work on one picture at the same time
 */
record OpenVino(int threads) implements Engine {
  OpenVino {
    if (threads < 1) {
      throw new IllegalArgumentException("An engine works with 1 thread or more, not " + threads);
    }
  }

  static OpenVino ofThisMachine() {
    return new OpenVino(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String key() {
    return "openvino";
  }

  @Override
  public String title() {
    return "Intel OpenVINO, CPU, " + threads + (threads == 1 ? " thread" : " threads");
  }

  @Override
  public Optional<Obstacle> obstacle() {
    return OpenVinoRuntime.obstacle().map(Obstacle::lack);
  }

  @Override
  public Optional<String> library() {
    return obstacle().isPresent() ? Optional.empty() : OpenVinoRuntime.get().version();
  }

  @Override
  public OpenVino withThreads(int threads) {
    return new OpenVino(threads);
  }
}
