package io.sightline.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
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

/** A network in ONNX Runtime, which works in place on memory made once. */
final class OnnxSession implements Session {
  private final OrtSession session;
  private final Path file;
  private final ModelInput input;
  private final ShownTensors shown;
  private final List<AnswerTensor> outputs = new ArrayList<>();
  private final Map<String, OnnxTensor> pinned = new HashMap<>();
  private final Set<String> varying = new HashSet<>();
  private final List<FloatBuffer> answer;

  private OnnxSession(
      OrtSession session, ModelBundle bundle, ShownTensors shown, List<AnswerTensor> outputs) {
    this.session = session;
    this.file = bundle.file();
    this.input = bundle.input();
    this.shown = shown;
    this.outputs.addAll(outputs);
    for (AnswerTensor output : outputs) {
      output
          .pinned()
          .ifPresentOrElse(
              tensor -> pinned.put(output.name(), tensor), () -> varying.add(output.name()));
    }
    answer = outputs.stream().map(AnswerTensor::numbers).toList();
  }

  /**
   * Loads a network and makes its memory. Where the graph leaves the size of an output open that
   * cannot vary, the network runs once to learn it.
   *
   * @throws DetectException when the engine cannot load it, an output is missing or cannot be read,
   *     or the network cannot run
   */
  static OnnxSession open(ModelBundle bundle, OnnxEngine engine) {
    return open(bundle, engine, Optional.empty());
  }

  /**
   * The same; what runs for how long is written down until {@link #endProfile()}.
   *
   * @param profile how the name of the file begins
   */
  static OnnxSession openProfiled(ModelBundle bundle, OnnxEngine engine, Path profile) {
    return open(bundle, engine, Optional.of(profile));
  }

  private static OnnxSession open(ModelBundle bundle, OnnxEngine engine, Optional<Path> profile) {
    OrtSession session = OnnxRuntime.open(bundle.file(), engine, Weights.of(bundle), profile);
    try {
      return of(session, bundle);
    } catch (RuntimeException e) {
      OnnxRuntime.close(session);
      throw e;
    }
  }

  private static OnnxSession of(OrtSession session, ModelBundle bundle) {
    ShownTensors shown = ShownTensors.of(session, bundle.input(), bundle.file());
    List<AnswerTensor> outputs = new ArrayList<>();
    try {
      boolean batched = false;
      for (String name : bundle.layout().outputs()) {
        TensorInfo info = info(session, name, bundle.file());
        // Boxes come first: where they lie in a batch, all outputs do.
        batched = outputs.isEmpty() ? info.getShape().length == 3 : batched;
        boolean mayVary = bundle.layout().mayVary();
        outputs.add(output(session, shown, name, info, mayVary, batched));
      }
      return new OnnxSession(session, bundle, shown, outputs);
    } catch (OrtException | RuntimeException e) {
      outputs.forEach(AnswerTensor::close);
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

  private static AnswerTensor output(
      OrtSession session,
      ShownTensors shown,
      String name,
      TensorInfo info,
      boolean mayVary,
      boolean batched)
      throws OrtException {
    List<Long> declared = Arrays.stream(info.getShape()).boxed().toList();
    boolean open = declared.stream().anyMatch(size -> size < 0);
    if (open && mayVary) {
      List<Long> known = new ArrayList<>(batched ? Shapes.ofOnePicture(declared) : declared);
      int last = known.size() - 1;
      // A box has as many numbers in every picture, even where the graph leaves that open too.
      if (last == (batched ? 2 : 1) && known.get(last) < 0) {
        known.set(last, observed(session, shown, name).get(last));
      }
      return AnswerTensor.varying(name, known, info.type);
    }
    List<Long> shape = open ? observed(session, shown, name) : declared;
    return AnswerTensor.fixed(name, shape, info.type, shown.pictures());
  }

  private static List<Long> observed(OrtSession session, ShownTensors shown, String name)
      throws OrtException {
    try (OrtSession.Result result = session.run(shown.feed(), Set.of(name))) {
      TensorInfo info = (TensorInfo) result.get(0).getInfo();
      return Arrays.stream(info.getShape()).boxed().toList();
    }
  }

  @Override
  public ModelInput input() {
    return input;
  }

  @Override
  public ByteBuffer picture() {
    return shown.picture();
  }

  @Override
  public List<List<Long>> shapes() {
    return outputs.stream().map(AnswerTensor::shape).toList();
  }

  @Override
  public List<FloatBuffer> answer() {
    return answer;
  }

  @Override
  public void run() {
    try (OrtSession.Result result = session.run(shown.feed(), varying, pinned)) {
      for (AnswerTensor output : outputs) {
        if (output.pinned().isPresent()) {
          output.read();
        } else {
          OnnxValue value = result.get(output.name()).orElseThrow();
          output.read((OnnxTensor) value);
        }
      }
    } catch (OrtException e) {
      throw new DetectException(
          "The model " + file + " failed while it ran: " + OnnxRuntime.reason(e), e);
    }
  }

  /** Where it was written down what ran since this was opened, as JSON. */
  Path endProfile() {
    try {
      return Path.of(session.endProfiling());
    } catch (OrtException e) {
      throw OnnxRuntime.cannotRun(file, e);
    }
  }

  @Override
  public void close() {
    outputs.forEach(AnswerTensor::close);
    shown.close();
    OnnxRuntime.close(session);
  }
}
