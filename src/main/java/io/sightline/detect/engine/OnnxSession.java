package io.sightline.detect.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network in ONNX Runtime, which works in place on memory allocated once. A network with a fixed
 * number of pictures gets that many per run; one that takes any number gets one or {@link
 * OnnxEngine#batch()}.
 */
final class OnnxSession implements Session {
  private static final System.Logger LOG = System.getLogger(OnnxSession.class.getName());

  private final OrtSession session;
  private final Path file;
  private final ModelInput input;
  private final InputTensors shown;
  private final List<OutputTensor> outputs = new ArrayList<>();
  private final Map<String, OnnxTensor> all = new HashMap<>();
  private final Map<String, OnnxTensor> first = new HashMap<>();
  private final Set<String> varying = new HashSet<>();
  private final List<List<FloatBuffer>> answers;

  private OnnxSession(
      OrtSession session, ModelBundle bundle, InputTensors shown, List<OutputTensor> outputs) {
    this.session = session;
    this.file = bundle.file();
    this.input = bundle.input();
    this.shown = shown;
    this.outputs.addAll(outputs);
    for (OutputTensor output : outputs) {
      if (output.varies()) {
        varying.add(output.name());
      } else {
        all.put(output.name(), output.pinned(shown.count()));
        first.put(output.name(), output.pinned(1));
      }
    }
    List<List<FloatBuffer>> each = outputs.stream().map(OutputTensor::each).toList();
    int told = each.stream().mapToInt(List::size).min().orElse(1);
    answers = IntStream.range(0, told).mapToObj(i -> Shapes.at(i, each)).toList();
  }

  /**
   * Loads a network and allocates its memory. If the graph leaves open the size of an output that
   * cannot vary, or its number of dimensions, the network runs once to learn it.
   *
   * @throws DetectException if the engine cannot load it, an output is missing or cannot be read,
   *     or the network cannot run
   */
  static OnnxSession open(ModelBundle bundle, OnnxEngine engine) {
    return open(bundle, engine, engine.batch(), Optional.empty());
  }

  /**
   * As {@link #open(ModelBundle, OnnxEngine)}, but with this batch size for a network that takes
   * any number of pictures; falls back to one.
   */
  static OnnxSession open(ModelBundle bundle, OnnxEngine engine, int batch) {
    return open(bundle, engine, batch, Optional.empty());
  }

  /**
   * As {@link #open(ModelBundle, OnnxEngine)}, but with one picture per run if possible, and
   * profiled until {@link #endProfile()}.
   *
   * @param profile path prefix of the profile file
   */
  static OnnxSession openProfiled(ModelBundle bundle, OnnxEngine engine, Path profile) {
    return open(bundle, engine, 1, Optional.of(profile));
  }

  private static OnnxSession open(
      ModelBundle bundle, OnnxEngine engine, int batch, Optional<Path> profile) {
    OrtSession session = OnnxRuntime.open(bundle.file(), engine, Weights.of(bundle), profile);
    try {
      return ofAnyNumber(session, bundle, bundle.layout().mayVary() ? 1 : batch);
    } catch (RuntimeException | Error e) {
      OnnxRuntime.close(session);
      throw e;
    }
  }

  /** Falls back to one picture: a graph may leave the number open and yet work with one only. */
  private static OnnxSession ofAnyNumber(OrtSession session, ModelBundle bundle, int batch) {
    if (batch > 1) {
      try {
        return of(session, bundle, batch);
      } catch (DetectException e) {
        LOG.log(
            Level.WARNING,
            "{0} is shown one picture at a time: {1}",
            bundle.name(),
            e.getMessage());
      }
    }
    return of(session, bundle, 1);
  }

  private static OnnxSession of(OrtSession session, ModelBundle bundle, int most) {
    InputTensors shown = InputTensors.of(session, bundle.input(), bundle.file(), most);
    List<OutputTensor> outputs = new ArrayList<>();
    try {
      boolean batched = false;
      for (String name : bundle.layout().outputs()) {
        TensorInfo info = info(session, name, bundle.file());
        List<Long> known = sizes(info);
        // ONNX Runtime describes a number and an unknown number of dimensions alike.
        boolean ranked = !known.isEmpty();
        known = ranked ? known : observed(session, shown, name);
        // Boxes come first: if they have a batch dimension, all outputs do.
        batched = outputs.isEmpty() ? known.size() == 3 : batched;
        boolean mayVary = bundle.layout().mayVary();
        known = ranked || !mayVary ? known : withAnyBoxes(known, batched ? 1 : 0);
        outputs.add(output(session, shown, name, known, info.type, mayVary, batched));
      }
      return new OnnxSession(session, bundle, shown, outputs);
    } catch (OrtException | RuntimeException e) {
      outputs.forEach(OutputTensor::close);
      shown.close();
      throw e instanceof OrtException failed
          ? OnnxRuntime.cannotRun(bundle.file(), failed)
          : (RuntimeException) e;
    }
  }

  private static TensorInfo info(OrtSession session, String name, Path file) throws OrtException {
    NodeInfo node = session.getOutputInfo().get(name);
    if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
      throw new DetectException("The model " + file + " has no output \"" + name + "\" of numbers");
    }
    return info;
  }

  private static List<Long> sizes(TensorInfo info) {
    return Arrays.stream(info.getShape()).boxed().toList();
  }

  /** An observed shape with any number of boxes in this dimension, if it has that many. */
  private static List<Long> withAnyBoxes(List<Long> observed, int dimension) {
    List<Long> any = new ArrayList<>(observed);
    if (dimension < any.size()) {
      any.set(dimension, -1L);
    }
    return any;
  }

  private static OutputTensor output(
      OrtSession session,
      InputTensors shown,
      String name,
      List<Long> declared,
      OnnxJavaType type,
      boolean mayVary,
      boolean batched)
      throws OrtException {
    boolean open = declared.stream().anyMatch(size -> size < 0);
    if (open && mayVary) {
      List<Long> known = new ArrayList<>(batched ? Shapes.ofOnePicture(declared) : declared);
      int last = known.size() - 1;
      // All boxes have equally many numbers, even if the graph leaves that open, too.
      if (last == (batched ? 2 : 1) && known.get(last) < 0) {
        known.set(last, observed(session, shown, name).get(last));
      }
      return OutputTensor.varying(name, known, type, batched ? shown.count() : 1);
    }
    List<Long> shape = open || shown.isOpen() ? observed(session, shown, name) : declared;
    return OutputTensor.fixed(name, shape, type, shown);
  }

  private static List<Long> observed(OrtSession session, InputTensors shown, String name)
      throws OrtException {
    try (OrtSession.Result result = session.run(shown.feed(shown.count()), Set.of(name))) {
      return sizes((TensorInfo) result.get(0).getInfo());
    }
  }

  @Override
  public ModelInput input() {
    return input;
  }

  @Override
  public int batchSize() {
    return Math.min(answers.size(), shown.count());
  }

  /** Counts all pictures of a fixed batch, shown or not. */
  @Override
  public long bytes() {
    return shown.bytes() + outputs.stream().mapToLong(OutputTensor::bytes).sum();
  }

  @Override
  public ByteBuffer picture(int place) {
    return shown.picture(place);
  }

  @Override
  public List<List<Long>> shapes() {
    return outputs.stream().map(OutputTensor::shape).toList();
  }

  @Override
  public List<FloatBuffer> answer(int place) {
    return answers.get(place);
  }

  @Override
  public void run(int pictures) {
    try (OrtSession.Result result =
        session.run(shown.feed(pictures), varying, pictures == 1 ? first : all)) {
      for (OutputTensor output : outputs) {
        if (output.varies()) {
          OnnxValue value = result.get(output.name()).orElseThrow();
          output.read((OnnxTensor) value);
        } else {
          output.read(pictures);
        }
      }
    } catch (OrtException e) {
      throw new DetectException(
          "The model " + file + " failed while it ran: " + OnnxRuntime.reason(e), e);
    }
  }

  /** Ends profiling and returns the JSON file of what has run since this was opened. */
  Path endProfile() {
    try {
      return Path.of(session.endProfiling());
    } catch (OrtException e) {
      throw OnnxRuntime.cannotRun(file, e);
    }
  }

  @Override
  public void close() {
    outputs.forEach(OutputTensor::close);
    shown.close();
    OnnxRuntime.close(session);
  }
}
