package io.sightline.detect;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.picture.LetterboxWriter;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmarks the stages of inspecting one 1280x1024 picture with the bundled board model on one
 * core: the letterbox to 640x640, the bare engine, and the whole detector. Run by bench/micro.sh.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public class LookBenchmark {
  private static final ModelInput INPUT = Fixtures.input(640, 640);

  private FramePool pool;
  private Frame frame;
  private LetterboxWriter writer;
  private RawSession engine;
  private OnnxDetector detector;

  @Setup
  public void open() {
    pool = new FramePool();
    try (Scalar green = new Scalar(60, 120, 40, 0)) {
      frame = Fixtures.painted(pool, 1280, 1024, new Box(100, 100, 1200, 900), green);
    }
    ByteBuffer tensor = ByteBuffer.allocateDirect(Float.BYTES * INPUT.numbers());
    writer = new LetterboxWriter(INPUT, tensor.order(ByteOrder.nativeOrder()));
    ModelBundle bundle = Models.named(Path.of(""), "board");
    engine = new RawSession(bundle, new Engine.Cpu(1));
    detector = new OnnxDetector(bundle, new Engine.Cpu(1));
  }

  @TearDown
  public void close() {
    detector.close();
    engine.close();
    writer.close();
    frame.close();
    pool.close();
  }

  /** Scales 1280x1024 pixels to a 640x640 float tensor. */
  @Benchmark
  public Object letterbox() {
    return writer.write(frame.mat());
  }

  /** Runs the bare session once. */
  @Benchmark
  public double rawEngine() {
    return engine.secondsFor(1);
  }

  /** Runs everything: letterbox, engine, decoding and suppression. */
  @Benchmark
  public Object detector() {
    return detector.detect(List.of(frame));
  }
}
