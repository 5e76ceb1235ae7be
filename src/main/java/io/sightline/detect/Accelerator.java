package io.sightline.detect;

import java.util.Locale;
import java.util.Optional;

/** The engines that need more than a processor. None of them runs in this version. */
enum Accelerator implements Engine {
  TENSORRT("NVIDIA TensorRT", "an NVIDIA GPU and its TensorRT 10 library"),
  CUDA("NVIDIA CUDA", "an NVIDIA GPU and its CUDA 12 libraries"),
  OPENVINO("Intel OpenVINO", "Intel's OpenVINO library"),
  COREML("Apple CoreML", "macOS on Apple silicon"),
  DIRECTML("Microsoft DirectML", "Windows and a DirectX 12 GPU"),
  QNN("Qualcomm QNN", "a Qualcomm processor and its QNN library");

  private final String title;
  private final String needs;

  Accelerator(String title, String needs) {
    this.title = title;
    this.needs = needs;
  }

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.of(
        "it needs "
            + needs
            + " and an ONNX Runtime built for it, which this version does not bring; use --engine"
            + " cpu");
  }
}
