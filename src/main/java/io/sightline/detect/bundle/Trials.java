package io.sightline.detect.bundle;

import io.sightline.detect.layout.Trial;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs networks briefly, to decide between readings that a file leaves open. Bundles are read
 * without a runtime: who has one provides this.
 */
@FunctionalInterface
public interface Trials {
  /**
   * Runs a network once on one synthetic picture.
   *
   * @param file the ONNX file
   * @param input the pictures it expects, as far as known
   * @param wanted the outputs to examine
   * @throws DetectException if the network cannot be loaded or run, answers something other than
   *     numbers, or does not answer for minutes
   */
  Trial of(Path file, ModelInput input, List<Tensor> wanted);
}
