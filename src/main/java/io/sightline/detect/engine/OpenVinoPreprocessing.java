package io.sightline.detect.engine;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.sightline.detect.onnx.ModelInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Makes a network in OpenVINO accept pictures in the format of frames, one byte per colour and
 * pixel after pixel, and convert them itself. The first layer of an 8-bit network then reads the
 * bytes directly: a quarter of the memory, and neither floats nor planes are ever written (OpenVINO
 * documentation, "Optimize Preprocessing").
 */
final class OpenVinoPreprocessing implements AutoCloseable {
  private final OpenVinoRuntime runtime;
  private final String doing;

  /** Clean-up actions, for the last created first. */
  private final Deque<Runnable> made = new ArrayDeque<>();

  private OpenVinoPreprocessing(OpenVinoRuntime runtime, String model) {
    this.runtime = runtime;
    this.doing = "prepare the pictures of the model " + model;
  }

  /**
   * Returns whether that is possible: networks with inputs other than 32-bit floating point stay
   * unchanged, and so do those that need normalisation.
   */
  static boolean suit(ModelInput wanted) {
    return wanted.type() == ModelInput.Type.FLOAT32
        && wanted.normalisation().equals(ModelInput.Normalisation.NONE);
  }

  /** Returns the input of such a network in place of the one it wants. */
  static ModelInput shown(ModelInput wanted) {
    return new ModelInput(
        wanted.width(),
        wanted.height(),
        ModelInput.Color.BGR,
        1,
        wanted.normalisation(),
        wanted.fit(),
        wanted.resize(),
        ModelInput.Type.UINT8,
        ModelInput.Order.PIXELS);
  }

  /**
   * Builds the same network with such an input.
   *
   * @param model a network with one input; remains the caller's
   * @param name the name of its file, for messages
   * @return the network, for the caller to free
   * @throws DetectException if OpenVINO cannot build it
   */
  static Pointer built(OpenVinoRuntime runtime, Pointer model, ModelInput wanted, String name) {
    try (OpenVinoPreprocessing preprocessing = new OpenVinoPreprocessing(runtime, name)) {
      return preprocessing.build(model, wanted);
    }
  }

  private Pointer build(Pointer model, ModelInput wanted) {
    OpenVinoLibrary library = runtime.library();
    Pointer building =
        made(
            into -> library.ov_preprocess_prepostprocessor_create(model, into),
            library::ov_preprocess_prepostprocessor_free);
    Pointer input =
        made(
            into -> library.ov_preprocess_prepostprocessor_get_input_info(building, into),
            library::ov_preprocess_input_info_free);
    Pointer tensor =
        made(
            into -> library.ov_preprocess_input_info_get_tensor_info(input, into),
            library::ov_preprocess_input_tensor_info_free);
    check(library.ov_preprocess_input_tensor_info_set_element_type(tensor, runtime.typeOfBytes()));
    check(library.ov_preprocess_input_tensor_info_set_layout(tensor, layout("NHWC")));
    Pointer steps =
        made(
            into -> library.ov_preprocess_input_info_get_preprocess_steps(input, into),
            library::ov_preprocess_preprocess_steps_free);
    int floats = runtime.typeOfInput(model);
    check(library.ov_preprocess_preprocess_steps_convert_element_type(steps, floats));
    if (wanted.color() == ModelInput.Color.RGB) {
      check(library.ov_preprocess_preprocess_steps_reverse_channels(steps));
    }
    check(library.ov_preprocess_preprocess_steps_scale(steps, (float) (1 / wanted.scale())));
    Pointer network =
        made(
            into -> library.ov_preprocess_input_info_get_model_info(input, into),
            library::ov_preprocess_input_model_info_free);
    String order = wanted.order() == ModelInput.Order.PLANES ? "NCHW" : "NHWC";
    check(library.ov_preprocess_input_model_info_set_layout(network, layout(order)));
    PointerByReference built = new PointerByReference();
    check(library.ov_preprocess_prepostprocessor_build(building, built));
    return built.getValue();
  }

  private Pointer layout(String order) {
    OpenVinoLibrary library = runtime.library();
    return made(into -> library.ov_layout_create(order, into), library::ov_layout_free);
  }

  private Pointer made(OpenVinoLibrary.Making making, Consumer<Pointer> free) {
    PointerByReference reference = new PointerByReference();
    check(making.into(reference));
    Pointer pointer = reference.getValue();
    made.push(() -> free.accept(pointer));
    return pointer;
  }

  private void check(int status) {
    runtime.check(status, doing);
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      made.pop().run();
    }
  }
}
