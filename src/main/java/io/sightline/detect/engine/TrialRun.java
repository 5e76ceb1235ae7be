package io.sightline.detect.engine;

import static java.util.stream.Collectors.toSet;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.layout.Trial;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import io.sightline.detect.picture.TestPicture;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network briefly on one synthetic picture, to learn what its file leaves open. Uses the
 * CPU, which runs every network, whatever engine is used afterwards.
 */
public final class TrialRun {
  private static final OnnxEngine ENGINE = new Engine.Cpu(1);

  /** Time limit for loading and running it: no usable network takes longer, on any machine. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Maximum count of numbers to read from all answers together. */
  private static final long MOST_NUMBERS = 32L << 20;

  /** Boxes, confidences and classes have no more dimensions; feature maps do. */
  private static final int MOST_DIMENSIONS = 3;

  private TrialRun() {}

  /**
   * Runs a network once. From answers that no layout reads boxes from, maps and very large ones, it
   * only learns the shape.
   *
   * <p>A late run is ended. A network that is still loading cannot be: it is abandoned, and freed
   * if it ever is loaded.
   *
   * @param wanted the outputs to examine
   * @throws DetectException if the network cannot be loaded or run, answers something other than
   *     numbers, or does not answer for minutes
   */
  public static Trial of(Path file, ModelInput input, List<Tensor> wanted) {
    return of(file, input, wanted, LIMIT);
  }

  static Trial of(Path file, ModelInput input, List<Tensor> wanted, Duration limit) {
    Run run = new Run();
    return InTime.ask("trial-run", limit, () -> answer(file, input, wanted, run))
        .orElseThrow(
            () -> {
              run.end();
              return new DetectException(
                  "The model "
                      + file
                      + " has not answered a trial picture after "
                      + limit.toSeconds()
                      + " seconds; it is not used");
            });
  }

  private static Trial answer(Path file, ModelInput input, List<Tensor> wanted, Run run) {
    OrtSession session = OnnxRuntime.open(file, ENGINE, Weights.UNKNOWN);
    try (InputTensors shown = InputTensors.of(session, input, file, 1);
        run) {
      TestPicture.paint(input, shown.picture(0), TestPicture.scene(input));
      Set<String> asked =
          wanted.stream().filter(TrialRun::mustBeSeen).map(Tensor::name).collect(toSet());
      if (asked.isEmpty()) {
        return trial(wanted, Map.of(), shown.count());
      }
      try (OrtSession.Result result = session.run(shown.feed(1), asked, run.begin())) {
        Map<String, OnnxTensor> answers = new HashMap<>();
        for (Map.Entry<String, OnnxValue> each : result) {
          if (each.getValue() instanceof OnnxTensor answer) {
            answers.put(each.getKey(), answer);
          }
        }
        return trial(wanted, answers, shown.count());
      }
    } catch (OrtException e) {
      throw OnnxRuntime.cannotRun(file, e);
    } finally {
      OnnxRuntime.close(session);
      run.isFreed();
    }
  }

  /** Maps of a known size need not be computed. */
  private static boolean mustBeSeen(Tensor output) {
    return Shapes.squeezed(output.shape()).size() <= MOST_DIMENSIONS || !output.isFixed();
  }

  private static Trial trial(List<Tensor> wanted, Map<String, OnnxTensor> answers, long pictures) {
    List<Tensor> outputs = new ArrayList<>();
    Map<String, FloatBuffer> numbers = new HashMap<>();
    long room = MOST_NUMBERS;
    for (Tensor output : wanted) {
      String name = output.name();
      @Nullable OnnxTensor answer = answers.get(name);
      if (answer == null && mustBeSeen(output)) {
        continue; // a list or a map of tensors
      }
      List<Long> all =
          answer == null
              ? output.shape()
              : Arrays.stream(answer.getInfo().getShape()).boxed().toList();
      List<Long> shape = Shapes.squeezed(Shapes.ofOnePicture(all, pictures));
      outputs.add(new Tensor(name, output.type(), shape));
      if (answer != null && shape.size() <= MOST_DIMENSIONS) {
        long count = answer.getInfo().getNumElements();
        if (count <= room) {
          room -= count;
          numbers.put(name, OutputTensor.copy(name, answer).limit(Shapes.count(shape)));
        }
      }
    }
    return new Trial(outputs, numbers);
  }

  /**
   * A run that another thread may end, even before it begins: loading itself cannot be ended. Its
   * native memory is the running thread's.
   */
  private static final class Run implements AutoCloseable {
    /** How long a run may take to notice that it is ended: it does so between two nodes. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final CountDownLatch freed = new CountDownLatch(1);
    private boolean ended;

    /** Of the run; null before and after it. */
    private OrtSession.@Nullable RunOptions options;

    /** Returns the options to run with, which remain this object's; on the running thread. */
    synchronized OrtSession.RunOptions begin() throws OrtException {
      OrtSession.RunOptions fresh = new OrtSession.RunOptions();
      options = fresh;
      fresh.setTerminate(ended);
      return fresh;
    }

    /** The run is over, on the running thread. */
    @Override
    public synchronized void close() {
      if (options != null) {
        options.close();
        options = null;
      }
    }

    /** All that the running thread had is freed. */
    void isFreed() {
      freed.countDown();
    }

    /** Ends the run and waits a moment until its memory is freed; does not wait for loading. */
    void end() {
      if (terminate()) {
        boolean unused =
            Uninterruptibly.ask(() -> freed.await(GRACE.toNanos(), TimeUnit.NANOSECONDS));
      }
    }

    /** Returns whether there is a run to end. */
    private synchronized boolean terminate() {
      ended = true;
      OrtSession.RunOptions running = options;
      if (running == null) {
        return false;
      }
      try {
        running.setTerminate(true);
        return true;
      } catch (OrtException e) {
        throw new IllegalStateException(e); // only thrown for closed options
      }
    }
  }
}
