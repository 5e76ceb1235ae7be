package io.sightline.detect.layout;

import io.sightline.detect.Fixtures;
import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmarks decoding and suppression for each layout at the sizes of 640x640 networks with 80
 * classes; about sixty boxes of twenty objects are confident. Run by bench/micro.sh.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills in the fields
public class DecodeBenchmark {
  private static final int OBJECTS = 20;
  private static final ModelInput INPUT = Fixtures.input(640, 640);

  private final Random random = new Random(5);

  @Param({
    "YOLOV8",
    "YOLOV8_ROWS",
    "YOLOV5",
    "YOLOX",
    "YOLOX_DECODED",
    "END_TO_END",
    "DETR_ROWS",
    "DETR",
    "SSD",
    "LISTED"
  })
  public String layout;

  private YoloHead head;
  private List<FloatBuffer> answer;
  private Candidates candidates;
  private NonMaximumSuppression suppression;

  /** Creates an answer of the layout. */
  @Setup
  public void answer() {
    Kind kind = Kind.valueOf(layout);
    List<List<Long>> shapes = shapes(kind);
    BoxForm form =
        switch (kind) {
          case END_TO_END, LISTED -> BoxForm.CORNERS_PIXELS;
          case DETR_ROWS, DETR -> BoxForm.CENTRED_NORMALISED;
          case SSD -> BoxForm.CORNERS_NORMALISED;
          default -> BoxForm.CENTRED_PIXELS;
        };
    ScoreForm scores = kind == Kind.DETR ? ScoreForm.LOGITS : ScoreForm.PROBABILITIES;
    List<String> names = shapes.stream().map(Object::toString).toList();
    head = YoloHead.of(new Layout(kind, form, scores, 0, names), 80, INPUT, shapes);
    answer =
        IntStream.range(0, shapes.size())
            .mapToObj(i -> answer(kind, form, shapes.get(i), i))
            .toList();
    candidates = new Candidates(head.capacity());
    suppression = new NonMaximumSuppression(head.capacity(), head.isSuppressed() ? 1 : 0.5, 300);
  }

  private static List<List<Long>> shapes(Kind kind) {
    return switch (kind) {
      case YOLOV8 -> List.of(List.of(1L, 84L, 8400L));
      case YOLOV8_ROWS, PP_YOLOE -> List.of(List.of(1L, 8400L, 84L));
      case YOLOV5, YOLOV7_ONE_CLASS -> List.of(List.of(1L, 25200L, 85L));
      case YOLOX, YOLOX_DECODED, YOLOV6 -> List.of(List.of(1L, 8400L, 85L));
      case END_TO_END, END_TO_END_BATCH, FLAT -> List.of(List.of(1L, 300L, 6L));
      case DETR_ROWS -> List.of(List.of(1L, 300L, 84L));
      case DETR -> List.of(List.of(1L, 300L, 4L), List.of(1L, 300L, 80L));
      case SSD -> List.of(List.of(1L, 8732L, 4L), List.of(1L, 8732L, 80L));
      case LISTED -> List.of(List.of(1L, 300L, 4L), List.of(1L, 300L), List.of(1L, 300L));
    };
  }

  /** Returns the number of boxes that remain. */
  @Benchmark
  public int decodeAndSuppress() {
    candidates.clear();
    head.decode(answer, 0.25f, candidates);
    suppression.choose(candidates);
    return suppression.count();
  }

  /** Spreads boxes over the picture: three per object are confident, the others are not. */
  private FloatBuffer answer(Kind kind, BoxForm form, List<Long> shape, int output) {
    int size = shape.stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
    FloatBuffer numbers =
        ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
    int columns = shape.get(shape.size() - 1).intValue();
    boolean transposed = kind == Kind.YOLOV8;
    int boxes = transposed ? columns : size / (shape.size() == 2 ? 1 : columns);
    int wide = size / boxes;
    for (int i = 0; i < boxes; i++) {
      int every = Math.max(1, boxes / (3 * OBJECTS));
      boolean sure = i % every == 0 && i / every < 3 * OBJECTS;
      int object = i / every % OBJECTS;
      for (int c = 0; c < wide; c++) {
        float value = output == 2 ? object : number(kind, form, c, wide, sure, object, output == 0);
        numbers.put(transposed ? c * boxes + i : i * wide + c, value);
      }
    }
    return numbers;
  }

  private float number(
      Kind kind, BoxForm form, int c, int wide, boolean sure, int object, boolean places) {
    if (places && c < 4) {
      if (kind == Kind.YOLOX) {
        return random.nextFloat();
      }
      float centre = 40 + 28 * object + random.nextFloat() * 3;
      float pixels = form.isCorners() ? centre + (c < 2 ? 0 : 30) : c < 2 ? centre : 30;
      return form.isNormalised() ? pixels / 640 : pixels;
    }
    if (kind == Kind.END_TO_END && c == 5) {
      return object;
    }
    boolean mine = wide == 1 || c == (places ? 5 : 0) + object || (places && c == 4 && wide != 84);
    float score = (sure && mine ? 0.6f : 0) + random.nextFloat() * 0.1f;
    return kind == Kind.DETR ? (float) Math.log(score / (1 - score) + 1e-6) : score;
  }
}
