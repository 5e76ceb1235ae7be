package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests which provider really ran a network: an accelerator that takes no nodes is just the CPU
 * under another name.
 */
class NodePlacementTest {
  @TempDir private Path folder;

  /** A run on the CPU alone is what remains if an accelerator refuses every node. */
  @Test
  void oneThatTakesNothingIsRefused() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

    NodePlacement taken = NodePlacement.of(bundle, new Engine.Cpu(1), "QNNExecutionProvider");

    assertThat(taken.own()).isZero();
    assertThat(taken.processors()).isPositive();
    assertThat(taken.share()).isEqualTo(1);
    assertThat(taken.refusal().orElseThrow()).contains("takes nothing of this network");
    assertThat(taken.warning()).isEmpty();
  }

  @Test
  void theOneThatRanItTookIt() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

    NodePlacement taken = NodePlacement.of(bundle, new Engine.Cpu(1), "CPUExecutionProvider");

    assertThat(taken.own()).isEqualTo(taken.processors()).isPositive();
    assertThat(taken.refusal()).isEmpty();
  }

  /**
   * Reads the second of two runs in ONNX Runtime's format: one node is a graph of the
   * accelerator's, the other two ran on the CPU.
   */
  @Test
  void whatTheProcessorDoesIsToldWhereItIsMuch() {
    String profile =
        """
        [
        {"cat" : "Session","dur" :6488,"ts" :414,"ph" : "X","name" :"session_initialization","args" : {}},
        %1$s,
        %2$s,
        {"cat" : "Node","dur" :700,"name" :"graph_1_kernel_time","args" : {"provider" : "QNNExecutionProvider"}},
        {"cat" : "Node","dur" :1,"name" :"TopK_7_fence_before","args" : {"op_name" : "TopK"}},
        {"cat" : "Node","dur" :250,"name" :"TopK_7_kernel_time","args" : {"provider" : "CPUExecutionProvider"}},
        {"cat" : "Node","dur" :50,"name" :"Gather_8_kernel_time","args" : {"provider" : "CPUExecutionProvider"}}
        ]
        """
            .formatted(
                "{\"dur\" :90000,\"name\" :\"graph_1_kernel_time\",\"args\" : {\"provider\" : \"QNNExecutionProvider\"}}",
                "{\"dur\" :900,\"name\" :\"TopK_7_kernel_time\",\"args\" : {\"provider\" : \"CPUExecutionProvider\"}}");
    Path file =
        Fixtures.write(folder.resolve("nodes.json"), profile.getBytes(StandardCharsets.UTF_8));

    NodePlacement taken = NodePlacement.read(file, "QNNExecutionProvider");

    assertThat(taken).isEqualTo(new NodePlacement(1, 2, 2, 0.3));
    assertThat(taken.refusal()).isEmpty();
    assertThat(taken.warning().orElseThrow()).startsWith("30 % of the time").contains("2 nodes");
    assertThat(NodePlacement.read(file, "CUDAExecutionProvider").refusal()).isPresent();
  }
}
