package io.sightline.detect;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.sightline.detect.onnx.ModelInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Has a network in OpenVINO take pictures as frames are, a byte a colour and pixel after pixel, and
 * turn them itself into what it wants. An 8-bit network's first layer then reads the bytes as they
 * are: a quarter of the memory, and neither floats nor planes are ever written (OpenVINO
 * documentation, "Optimize Preprocessing").
 */
final class OpenVinoPictures implements AutoCloseable {
  private final OpenVinoRuntime runtime;
  private final String doing;

  /** What to free, the last made first. */
  private final Deque<Runnable> made = new ArrayDeque<>();

  private OpenVinoPictures(OpenVinoRuntime runtime, String model) {
    this.runtime = runtime;
    this.doing = "prepare the pictures of the model " + model;
  }

  /**
   * Whether that can be had: networks of another type than 32-bit floating point stay as they are,
   * and so do those that want a mean taken off.
   */
  static boolean suit(ModelInput wanted) {
    return wanted.type() == ModelInput.Type.FLOAT32
        && wanted.normalisation().equals(ModelInput.Normalisation.NONE);
  }

  /** What such a network is shown instead of what it wants. */
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
   * The same network with such an input.
   *
   * @param model of one input; stays the caller's
   * @param name of its file, for messages
   * @return the caller's to free
   * @throws DetectException when OpenVINO cannot
   */
  static Pointer built(OpenVinoRuntime runtime, Pointer model, ModelInput wanted, String name) {
    try (OpenVinoPictures pictures = new OpenVinoPictures(runtime, name)) {
      return pictures.build(model, wanted);
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
