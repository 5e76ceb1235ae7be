package io.sightline.detect.engine;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * NVIDIA's TensorRT 8 through the engine that DJL had for it until 0.33: for machines whose driver
 * is too old for TensorRT 10, which ONNX Runtime requires. It caches nothing that it builds for a
 * network, so that every start takes minutes, and a CUDA error ends the whole process where ONNX
 * Runtime would report it: "auto" never selects it.
 */
record TensorRt8() implements Engine {
  static final String DJL_ENGINE = "TensorRT";

  private static final String LIBRARIES = "NVIDIA's TensorRT 8 with its CUDA and cuDNN";

  @Override
  public String key() {
    return "tensorrt8";
  }

  @Override
  public String title() {
    return "NVIDIA TensorRT 8 (DJL)";
  }

  @Override
  public Optional<Obstacle> obstacle() {
    return platform()
        .or(Nvidia::driver)
        .map(Obstacle::lack)
        .or(() -> Nvidia.deviceFailure().map(Obstacle::fault))
        .or(() -> libraries().or(EngineFolder::cacheObstacle).map(Obstacle::lack));
  }

  /** DJL built its TensorRT binding for this platform only. */
  private static Optional<String> platform() {
    return Nvidia.isLinuxOnX86()
        ? Optional.empty()
        : Optional.of("it needs Linux on an x86-64 processor");
  }

  private static Optional<String> libraries() {
    return Stream.of("libnvinfer.so.8", "libnvonnxparser.so.8", "libnvparsers.so.8")
        .flatMap(library -> Nvidia.linkError(library).stream())
        .findFirst()
        .map(said -> Nvidia.missingLibrary(said, library -> LIBRARIES).orElse(said));
  }

  @Override
  public int threads() {
    return 0;
  }

  @Override
  public Engine withThreads(int threads) {
    throw new IllegalArgumentException(title() + " does not work on the processor's cores");
  }

  @Override
  public boolean buildsFirst(ModelBundle bundle) {
    return true;
  }

  @Override
  public boolean isTakenByNameOnly() {
    return true;
  }

  /**
   * Returns DJL's engine itself, which caches its library in Sightline's engine folder.
   *
   * @throws DetectException if it cannot be loaded
   */
  static ai.djl.engine.Engine djl() {
    OnnxRuntime.silenceDjl();
    System.setProperty("ai.djl.tensorrt.disable_alternative", "true");
    System.setProperty("ENGINE_CACHE_DIR", EngineFolder.made("djl").toString());
    try {
      if (ai.djl.engine.Engine.hasEngine(DJL_ENGINE)) {
        return ai.djl.engine.Engine.getEngine(DJL_ENGINE);
      }
    } catch (RuntimeException | LinkageError e) {
      throw new DetectException(
          "TensorRT 8 cannot be loaded on this machine: " + OnnxRuntime.root(e), e);
    }
    throw new DetectException("DJL's TensorRT is missing from this installation; install it again");
  }
}
