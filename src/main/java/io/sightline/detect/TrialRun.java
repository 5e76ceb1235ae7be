package io.sightline.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A short run of a network on one made-up picture, to learn what its file leaves open. On the CPU,
 * which runs every network, whatever engine will look afterwards.
 */
final class TrialRun {
  private static final OnnxEngine ENGINE = new Engine.Cpu(1);

  /** No network that is of use answers later, on any machine. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private TrialRun() {}

  /**
   * Runs a network once.
   *
   * @param wanted the outputs to look at
   * @throws DetectException when the network cannot be loaded or run, answers something that is not
   *     numbers, or does not answer for minutes
   */
  static Trial of(Path file, ModelInput input, List<Tensor> wanted) {
    return of(file, input, wanted, LIMIT);
  }

  static Trial of(Path file, ModelInput input, List<Tensor> wanted, Duration limit) {
    OrtSession session = OnnxRuntime.open(file, ENGINE, Weights.UNKNOWN);
    AtomicBoolean late = new AtomicBoolean();
    try (ShownTensors shown = ShownTensors.of(session, input, file);
        OrtSession.RunOptions run = new OrtSession.RunOptions();
        Limit watch = new Limit(limit, () -> end(run, late))) {
      watch.start();
      TestPicture.paint(input, shown.picture(), TestPicture.scene(input));
      List<Tensor> outputs = new ArrayList<>();
      List<FloatBuffer> numbers = new ArrayList<>();
      for (Tensor output : wanted) {
        try (OrtSession.Result result = session.run(shown.feed(), Set.of(output.name()), run)) {
          if (result.get(0) instanceof OnnxTensor answer) {
            TensorInfo info = answer.getInfo();
            List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
            outputs.add(new Tensor(output.name(), output.type(), ofOne(shape, shown.pictures())));
            numbers.add(AnswerTensor.copy(output.name(), answer));
          }
        }
      }
      return new Trial(outputs, numbers);
    } catch (OrtException e) {
      if (late.get()) {
        throw new DetectException(
            "The model "
                + file
                + " has not answered a trial picture after "
                + limit.toSeconds()
                + " seconds; it is not used",
            e);
      }
      throw OnnxRuntime.cannotRun(file, e);
    } finally {
      OnnxRuntime.close(session);
    }
  }

  private static List<Long> ofOne(List<Long> shape, long pictures) {
    boolean several = pictures > 1 && shape.size() > 1 && shape.get(0) == pictures;
    return several ? Shapes.ofOnePicture(shape) : shape;
  }

  private static void end(OrtSession.RunOptions run, AtomicBoolean late) {
    late.set(true);
    try {
      run.setTerminate(true);
    } catch (OrtException e) {
      throw new IllegalStateException(e); // it only refuses options that are closed
    }
  }

  /** The thread {@code trial-limit}, which ends what takes too long, and ends with it. */
  private static final class Limit implements AutoCloseable {
    private final Thread thread;
    private boolean over;

    Limit(Duration limit, Runnable end) {
      thread =
          new Thread(
              () -> {
                try {
                  Thread.sleep(limit.toMillis());
                  unlessOver(end);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt(); // it was in time
                }
              },
              "trial-limit");
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    private synchronized void unlessOver(Runnable end) {
      if (!over) {
        end.run();
      }
    }

    /** What it would end is not touched after this: the thread has ended. */
    @Override
    public void close() {
      synchronized (this) {
        over = true;
      }
      thread.interrupt();
      Uninterruptibly.run(thread::join);
    }
  }
}
