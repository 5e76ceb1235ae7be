package io.sightline.detect.engine;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network in OpenVINO, which works in place in OpenVINO's own memory. Accepts networks with
 * 32-bit floating-point answers of fixed size; refuses others with the reason. A network that takes
 * any number of pictures gets one: lanes side by side are faster on a CPU.
 */
final class OpenVinoSession implements Session {
  private static final String DEVICE = "CPU";

  private final OpenVinoRuntime runtime;
  private final Path file;

  /** Clean-up actions, for the last created first. */
  private final Deque<Runnable> made = new ArrayDeque<>();

  private final List<List<Long>> shapes = new ArrayList<>();
  private final List<List<FloatBuffer>> answers;
  private final Pointer request;
  private final ModelInput input;
  private final List<ByteBuffer> shown;

  /** Number of pictures per run that have answers of their own. */
  private int batchSize;

  private OpenVinoSession(ModelBundle bundle, int threads) {
    runtime = OpenVinoRuntime.get();
    file = bundle.file();
    try {
      ModelInput wanted = bundle.input();
      boolean prepares = OpenVinoPreprocessing.suit(wanted);
      input = prepares ? OpenVinoPreprocessing.shown(wanted) : wanted;
      Pointer read = read(wanted);
      Pointer model = prepares ? prepared(read, wanted) : read;
      Pointer compiled = compile(model, threads);
      OpenVinoLibrary library = runtime.library();
      request =
          made(
              reference -> library.ov_compiled_model_create_infer_request(compiled, reference),
              library::ov_infer_request_free);
      Pointer tensor =
          made(
              reference -> library.ov_infer_request_get_input_tensor(request, reference),
              library::ov_tensor_free);
      ByteBuffer all = memory(tensor);
      BatchIndependence.clear(all);
      shown = pictures(all, input);
      batchSize = shown.size();
      run(); // allocates the memory of the answers
      List<List<FloatBuffer>> outputs =
          bundle.layout().outputs().stream().map(this::answers).toList();
      answers = IntStream.range(0, batchSize).mapToObj(i -> Shapes.at(i, outputs)).toList();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Loads a network.
   *
   * @throws DetectException if OpenVINO cannot load or run it, or this class does not accept it
   */
  static OpenVinoSession open(ModelBundle bundle, OpenVino engine) {
    return new OpenVinoSession(bundle, engine.threads());
  }

  private Pointer read(ModelInput input) {
    OpenVinoLibrary library = runtime.library();
    Pointer model =
        made(
            reference ->
                library.ov_core_read_model(runtime.core(), file.toString(), null, reference),
            library::ov_model_free);
    LongByReference inputs = new LongByReference();
    runtime.check(library.ov_model_inputs_size(model, inputs), "read the model " + file);
    if (inputs.getValue() != 1) {
      throw refused("asks for " + inputs.getValue() + " things, not for a picture alone");
    }
    if (library.ov_model_is_dynamic(model)) {
      fix(model, input);
    }
    return model;
  }

  /**
   * Fixes the input of a network that takes any number or size of pictures to what is used here.
   */
  private void fix(Pointer model, ModelInput input) {
    OpenVinoLibrary library = runtime.library();
    long[] sizes =
        switch (input.order()) {
          case PLANES -> new long[] {1, 3, input.height(), input.width()};
          case PIXELS -> new long[] {1, input.height(), input.width(), 3};
        };
    OpenVinoLibrary.OpenShape shape = new OpenVinoLibrary.OpenShape();
    String doing = "fix the size of the model " + file;
    runtime.check(library.ov_partial_shape_create_static(sizes.length, sizes, shape), doing);
    try {
      runtime.check(library.ov_model_reshape_single_input(model, shape.itself()), doing);
    } finally {
      library.ov_partial_shape_free(shape);
    }
    if (library.ov_model_is_dynamic(model)) {
      throw refused("answers a number of boxes that varies");
    }
  }

  private Pointer prepared(Pointer model, ModelInput wanted) {
    Pointer prepared = OpenVinoPreprocessing.built(runtime, model, wanted, file.toString());
    made.push(() -> runtime.library().ov_model_free(prepared));
    return prepared;
  }

  private Pointer compile(Pointer model, int threads) {
    // By default, OpenVINO computes float32 networks in bfloat16 if the CPU can: boxes then differ
    // between CPUs. Threads pinned to cores would compete with the screen's.
    Object[] properties = {
      "INFERENCE_NUM_THREADS", Integer.toString(threads),
      "NUM_STREAMS", "1",
      "ENABLE_CPU_PINNING", "NO",
      "INFERENCE_PRECISION_HINT", "f32"
    };
    return made(
        reference ->
            runtime
                .library()
                .ov_core_compile_model(
                    runtime.core(),
                    model,
                    DEVICE,
                    new NativeLong(properties.length),
                    reference,
                    properties),
        runtime.library()::ov_compiled_model_free);
  }

  private List<ByteBuffer> pictures(ByteBuffer memory, ModelInput input) {
    int wanted = input.numbers() * input.type().bytes();
    if (memory.capacity() < wanted || memory.capacity() % wanted != 0) {
      throw refused(
          "takes " + memory.capacity() + " bytes where a picture of its input has " + wanted);
    }
    return IntStream.range(0, memory.capacity() / wanted)
        .mapToObj(i -> memory.slice(i * wanted, wanted).order(ByteOrder.nativeOrder()))
        .toList();
  }

  /** Returns one output's answers, one buffer per picture of a run. */
  private List<FloatBuffer> answers(String output) {
    OpenVinoLibrary library = runtime.library();
    Pointer tensor =
        made(
            reference -> library.ov_infer_request_get_tensor(request, output, reference),
            library::ov_tensor_free);
    if (type(tensor) != runtime.typeOfFloats()) {
      throw refused("answers \"" + output + "\" in numbers that are not 32-bit floating point");
    }
    List<Long> all = shape(tensor);
    List<Long> ofOne = Shapes.ofOnePicture(all, shown.size());
    if (ofOne.equals(all)) {
      batchSize = 1;
    }
    shapes.add(ofOne);
    return Shapes.each(memory(tensor).asFloatBuffer(), Shapes.count(ofOne));
  }

  private int type(Pointer tensor) {
    IntByReference type = new IntByReference();
    int status = runtime.library().ov_tensor_get_element_type(tensor, type);
    runtime.check(status, "tell a type of " + file);
    return type.getValue();
  }

  private List<Long> shape(Pointer tensor) {
    OpenVinoLibrary.KnownShape shape = new OpenVinoLibrary.KnownShape();
    runtime.check(runtime.library().ov_tensor_get_shape(tensor, shape), "tell a shape of " + file);
    @Nullable Pointer sizes = shape.sizes;
    try {
      long[] known = sizes == null ? new long[0] : sizes.getLongArray(0, (int) shape.rank);
      return Arrays.stream(known).boxed().toList();
    } finally {
      runtime.library().ov_shape_free(shape);
    }
  }

  private ByteBuffer memory(Pointer tensor) {
    OpenVinoLibrary library = runtime.library();
    LongByReference bytes = new LongByReference();
    PointerByReference data = new PointerByReference();
    runtime.check(library.ov_tensor_get_byte_size(tensor, bytes), "tell a size of " + file);
    runtime.check(library.ov_tensor_data(tensor, data), "show the memory of " + file);
    return data.getValue().getByteBuffer(0, bytes.getValue()).order(ByteOrder.nativeOrder());
  }

  private Pointer made(OpenVinoLibrary.Making making, Consumer<Pointer> free) {
    PointerByReference reference = new PointerByReference();
    runtime.check(making.into(reference), "load the model " + file);
    Pointer pointer = reference.getValue();
    made.push(() -> free.accept(pointer));
    return pointer;
  }

  private DetectException refused(String why) {
    return new DetectException("The model " + file + " " + why + ": OpenVINO is not used for such");
  }

  @Override
  public ModelInput input() {
    return input;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public ByteBuffer picture(int place) {
    return shown.get(place);
  }

  @Override
  public List<List<Long>> shapes() {
    return shapes;
  }

  @Override
  public List<FloatBuffer> answer(int place) {
    return answers.get(place);
  }

  @Override
  public void run(int pictures) {
    runtime.check(runtime.library().ov_infer_request_infer(request), "run the model " + file);
  }

  /** Further calls have no effect. */
  @Override
  public void close() {
    while (!made.isEmpty()) {
      made.pop().run();
    }
  }
}
