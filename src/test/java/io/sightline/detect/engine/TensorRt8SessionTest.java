package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.tensorrt.jni.JniUtils;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests how DJL's TensorRT 8 engine is asked, as far as it answers without its native library. */
class TensorRt8SessionTest {
  /** DJL goes through what it is given before it calls the library, which alone is missing here. */
  @Test
  void aNetworkReachesTheLibrary() {
    assumeTrue(new TensorRt8().obstacle().isPresent(), "skipped: this machine has TensorRT 8");

    assertThatThrownBy(() -> TensorRt8Session.load(djls(), Path.of("model.onnx")))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageContaining("loadTrtModel");
  }

  /** A model that is loaded as DJL's own, which cannot be had without the library. */
  private static Model djls() {
    InvocationHandler asked =
        (model, method, arguments) -> {
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(model, method, arguments);
          }
          String file = arguments[0].toString();
          @SuppressWarnings("unchecked")
          Map<String, ?> options = (Map<String, ?>) arguments[2];
          return JniUtils.loadModel(0, file, Device.gpu(), options);
        };
    ClassLoader loader = Model.class.getClassLoader();
    return (Model) Proxy.newProxyInstance(loader, new Class<?>[] {Model.class}, asked);
  }
}
