package io.sightline.detect.engine;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * The part of OpenVINO's C API that a session needs, with its own names and argument order
 * (OpenVINO documentation, "OpenVINO Runtime C API"). Functions that return an int return 0 on
 * success; the caller frees what is created through a reference.
 */
interface OpenVinoLibrary extends Library {
  int ov_get_openvino_version(Version version);

  void ov_version_free(Version version);

  int ov_core_create(PointerByReference core);

  /** For ONNX, {@code weights} is null: there is no separate file to name. */
  int ov_core_read_model(
      Pointer core, String file, @Nullable String weights, PointerByReference model);

  int ov_core_read_model_from_memory_buffer(
      Pointer core,
      byte[] model,
      NativeLong length,
      @Nullable Pointer weights,
      PointerByReference read);

  /** {@code properties} alternates names and values; {@code count} counts both. */
  int ov_core_compile_model(
      Pointer core,
      Pointer model,
      String device,
      NativeLong count,
      PointerByReference compiled,
      Object... properties);

  int ov_model_inputs_size(Pointer model, LongByReference size);

  int ov_model_const_input(Pointer model, PointerByReference port);

  int ov_port_get_element_type(Pointer port, IntByReference type);

  void ov_output_const_port_free(Pointer port);

  boolean ov_model_is_dynamic(Pointer model);

  int ov_model_reshape_single_input(Pointer model, OpenShape.ByValue shape);

  void ov_model_free(Pointer model);

  int ov_partial_shape_create_static(long rank, long[] sizes, OpenShape shape);

  void ov_partial_shape_free(OpenShape shape);

  int ov_layout_create(String order, PointerByReference layout);

  void ov_layout_free(Pointer layout);

  int ov_preprocess_prepostprocessor_create(Pointer model, PointerByReference building);

  void ov_preprocess_prepostprocessor_free(Pointer building);

  int ov_preprocess_prepostprocessor_get_input_info(Pointer building, PointerByReference input);

  void ov_preprocess_input_info_free(Pointer input);

  int ov_preprocess_input_info_get_tensor_info(Pointer input, PointerByReference tensor);

  void ov_preprocess_input_tensor_info_free(Pointer tensor);

  int ov_preprocess_input_tensor_info_set_element_type(Pointer tensor, int type);

  int ov_preprocess_input_tensor_info_set_layout(Pointer tensor, Pointer layout);

  int ov_preprocess_input_info_get_preprocess_steps(Pointer input, PointerByReference steps);

  void ov_preprocess_preprocess_steps_free(Pointer steps);

  int ov_preprocess_preprocess_steps_convert_element_type(Pointer steps, int type);

  int ov_preprocess_preprocess_steps_reverse_channels(Pointer steps);

  /** Divides by {@code divisor}. */
  int ov_preprocess_preprocess_steps_scale(Pointer steps, float divisor);

  int ov_preprocess_input_info_get_model_info(Pointer input, PointerByReference network);

  void ov_preprocess_input_model_info_free(Pointer network);

  int ov_preprocess_input_model_info_set_layout(Pointer network, Pointer layout);

  int ov_preprocess_prepostprocessor_build(Pointer building, PointerByReference model);

  int ov_compiled_model_create_infer_request(Pointer compiled, PointerByReference request);

  void ov_compiled_model_free(Pointer compiled);

  int ov_infer_request_get_input_tensor(Pointer request, PointerByReference tensor);

  int ov_infer_request_get_tensor(Pointer request, String name, PointerByReference tensor);

  int ov_infer_request_infer(Pointer request);

  void ov_infer_request_free(Pointer request);

  int ov_tensor_get_shape(Pointer tensor, KnownShape shape);

  int ov_tensor_get_element_type(Pointer tensor, IntByReference type);

  int ov_tensor_get_byte_size(Pointer tensor, LongByReference bytes);

  int ov_tensor_data(Pointer tensor, PointerByReference data);

  void ov_tensor_free(Pointer tensor);

  int ov_shape_free(KnownShape shape);

  String ov_get_error_info(int status);

  @Nullable String ov_get_last_err_msg();

  /** An OpenVINO call that creates an object and stores it in a reference. */
  interface Making {
    int into(PointerByReference reference);
  }

  /** ov_version_t: two texts. */
  @Structure.FieldOrder({"number", "description"})
  final class Version extends Structure {
    public @Nullable Pointer number;
    public @Nullable Pointer description;
  }

  /** ov_shape_t: the rank, and the sizes, 64 bits each. */
  @Structure.FieldOrder({"rank", "sizes"})
  final class KnownShape extends Structure {
    public long rank;
    public @Nullable Pointer sizes;
  }

  /** ov_partial_shape_t: the minimum and maximum rank, and minimum and maximum sizes. */
  @Structure.FieldOrder({"least", "most", "sizes"})
  class OpenShape extends Structure {
    public long least;
    public long most;
    public @Nullable Pointer sizes;

    /** Returns a copy to pass by value instead of by reference. */
    ByValue itself() {
      ByValue value = new ByValue();
      value.least = least;
      value.most = most;
      value.sizes = sizes;
      return value;
    }

    /** A shape passed by value. */
    static final class ByValue extends OpenShape implements Structure.ByValue {}
  }
}
