package io.sightline.detect.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.sightline.config.OperatingSystem;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * ONNX Runtime engines that use an accelerator. Each requires an ONNX Runtime built with it; {@link
 * EngineFolder} defines where Sightline looks for one.
 */
enum Accelerator implements OnnxEngine {
  TENSORRT("NVIDIA TensorRT", OrtProvider.TENSOR_RT) {
    @Override
    public void configure(SessionOptions options, Weights weights) throws OrtException {
      try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(DEVICE)) {
        if (!weights.equals(Weights.UNKNOWN)) {
          // The engine takes minutes to build, so it is cached. ONNX Runtime names the file by the
          // GPU's generation only; the folder is per model, GPU, driver and versions.
          String cache = EngineFolder.madeFor(weights.hash(), builtWith()).toString();
          tensorRt.add("trt_engine_cache_enable", "1");
          tensorRt.add("trt_engine_cache_path", cache);
          tensorRt.add("trt_timing_cache_enable", "1");
          tensorRt.add("trt_timing_cache_path", cache);
        }
        tensorRt.add("trt_fp16_enable", "1"); // also for the layers of 8-bit networks that are not
        tensorRt.add("trt_int8_enable", weights.areInt8() ? "1" : "0");
        options.addTensorrt(tensorRt);
      }
      // Nodes that TensorRT does not support stay on the GPU.
      CUDA.configure(options, weights);
    }

    @Override
    public boolean buildsFirst(ModelBundle bundle) {
      return !EngineFolder.holdsEngine(bundle.hash(), builtWith());
    }

    @Override
    public Optional<String> refusedBefore(ModelBundle bundle) {
      return EngineFolder.refusal(bundle.hash(), builtWith());
    }

    @Override
    public void refused(ModelBundle bundle, String why) {
      EngineFolder.refused(bundle.hash(), builtWith(), why);
    }

    @Override
    void built(ModelBundle bundle) {
      EngineFolder.built(bundle.hash(), builtWith());
    }

    /** Where the file that it cached cannot be read, ONNX Runtime neither builds nor deletes it. */
    @Override
    boolean discarded(ModelBundle bundle, DetectException failure) {
      return String.valueOf(failure.getMessage()).contains("could not deserialize engine")
          && EngineFolder.discarded(bundle.hash(), builtWith());
    }

    private String builtWith() {
      return "ONNX Runtime %s, TensorRT %s, %s"
          .formatted(
              OnnxRuntime.environment().getVersion(), Nvidia.tensorRt(), Nvidia.driverAndGpu());
    }

    /** CUDA's libraries before its own: ONNX Runtime would not say what is missing of those. */
    @Override
    Optional<Obstacle> unloadable() {
      return CUDA.unloadable()
          .or(this::libraries)
          .or(() -> EngineFolder.cacheObstacle().map(Obstacle::lack));
    }
  },
  CUDA("NVIDIA CUDA", OrtProvider.CUDA) {
    @Override
    public void configure(SessionOptions options, Weights weights) throws OrtException {
      try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(DEVICE)) {
        cuda.add("cudnn_conv_algo_search", "EXHAUSTIVE");
        // Matching the CPU's boxes matters more than the last tenth of a millisecond.
        cuda.add("use_tf32", "0");
        options.addCUDA(cuda);
      }
    }
  },
  COREML("Apple CoreML", OrtProvider.CORE_ML) {
    @Override
    public void configure(SessionOptions options, Weights weights) throws OrtException {
      options.addCoreML(Map.of("ModelFormat", "MLProgram", "MLComputeUnits", "ALL"));
    }
  },
  DIRECTML("Microsoft DirectML", OrtProvider.DIRECT_ML) {
    @Override
    public void configure(SessionOptions options, Weights weights) throws OrtException {
      options.setMemoryPatternOptimization(false); // required by DirectML's documentation
      options.addDirectML(DEVICE);
    }
  },
  QNN("Qualcomm QNN", OrtProvider.QNN) {
    @Override
    public void configure(SessionOptions options, Weights weights) throws OrtException {
      String backend = System.mapLibraryName("QnnHtp");
      options.addQnn(
          Map.of("backend_path", EngineFolder.onnxRuntime().resolve(backend).toString()));
    }
  };

  private static final System.Logger LOG = System.getLogger(Accelerator.class.getName());
  private static final int DEVICE = 0;
  private static final int NVIDIA_BATCH = 4;
  private final String title;
  private final OrtProvider provider;

  Accelerator(String title, OrtProvider provider) {
    this.title = title;
    this.provider = provider;
  }

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return title;
  }

  /** Called once this engine has run the network, so that everything it builds for it exists. */
  void built(ModelBundle bundle) {}

  /**
   * Deletes what it built for the network earlier if that is why it cannot load it now.
   *
   * @return whether it did, so that loading it again builds it anew
   */
  boolean discarded(ModelBundle bundle, DetectException failure) {
    return false;
  }

  /**
   * Returns what a trial of the network answers, after a second one if the first fails because what
   * this engine built earlier is damaged.
   *
   * @throws DetectException if the trial fails otherwise, or again
   */
  <T> T builtAnewIfDamaged(ModelBundle bundle, Supplier<T> trial) {
    try {
      return trial.get();
    } catch (DetectException e) {
      if (!discarded(bundle, e)) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          "The engine \"" + key() + "\" builds the network again: its file was damaged",
          e);
      return trial.get();
    }
  }

  /**
   * Returns how much of the network this engine runs; the CPU runs the rest.
   *
   * @throws DetectException if it cannot load or run the network
   */
  NodePlacement taken(ModelBundle bundle) {
    return NodePlacement.of(bundle, this, provider.getName());
  }

  @Override
  public int threads() {
    return 0;
  }

  /** With a single picture, a small network leaves most of a large GPU idle. */
  @Override
  public int batch() {
    return isNvidia() ? NVIDIA_BATCH : 1;
  }

  @Override
  public Engine withThreads(int threads) {
    throw new IllegalArgumentException(title + " does not work on the processor's cores");
  }

  @Override
  public Optional<Obstacle> obstacle() {
    return platform()
        .or(OnnxRuntime::obstacle)
        .or(this::build)
        .or(this::driver)
        .map(Obstacle::lack)
        .or(this::unloadable);
  }

  /**
   * Returns why what is there for it does not work. Checks ONNX Runtime's libraries last: its own
   * error message names the missing one, but it also writes a failure of the driver to the
   * terminal.
   */
  Optional<Obstacle> unloadable() {
    return failure().or(this::libraries);
  }

  private Optional<String> platform() {
    OperatingSystem system = OperatingSystem.current();
    return switch (this) {
      case COREML ->
          system == OperatingSystem.MAC ? Optional.empty() : Optional.of("it needs macOS");
      case DIRECTML ->
          system == OperatingSystem.WINDOWS ? Optional.empty() : Optional.of("it needs Windows");
      default -> Optional.empty();
    };
  }

  private Optional<String> build() {
    return OrtEnvironment.getAvailableProviders().contains(provider)
        ? Optional.empty()
        : Optional.of(
            "this ONNX Runtime is built without it; put one that is built with it, libraries and"
                + " all, into "
                + EngineFolder.onnxRuntime()
                + (isNvidia() && Nvidia.isLinuxOnX86()
                    ? ", or set SIGHTLINE_GPU=1 and start ./sightline, which builds it with NVIDIA's"
                    : ""));
  }

  private boolean isNvidia() {
    return this == TENSORRT || this == CUDA;
  }

  private Optional<String> driver() {
    return isNvidia() ? Nvidia.driver() : Optional.empty();
  }

  private Optional<Obstacle> failure() {
    return isNvidia() ? Nvidia.failure().map(Obstacle::fault) : Optional.empty();
  }

  Optional<Obstacle> libraries() {
    try (SessionOptions options = new SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      configure(options, Weights.UNKNOWN);
      return Optional.empty();
    } catch (OrtException e) {
      return Optional.of(worded(OnnxRuntime.reason(e)));
    }
  }

  /** Words ONNX Runtime's message, which names CUDA's error or the missing library among others. */
  static Obstacle worded(String said) {
    return Nvidia.failure(said)
        .map(Obstacle::fault)
        .orElseGet(() -> Obstacle.lack(Nvidia.missingLibrary(said, Nvidia::products).orElse(said)));
  }
}
