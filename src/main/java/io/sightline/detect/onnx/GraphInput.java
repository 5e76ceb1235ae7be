package io.sightline.detect.onnx;

import io.sightline.detect.onnx.ModelInput.Order;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The inputs of a graph: a picture, and perhaps the size that boxes are scaled to.
 *
 * @param picture the input for pictures
 * @param size the input for two numbers, width and height, as in exports of RT-DETR and D-FINE
 * @param order how the picture's numbers are laid out
 * @param type of the picture's numbers
 * @param ofBytes whether those are 0 to 255, according to the graph: bytes, or scaled by it
 */
public record GraphInput(
    Tensor picture, Optional<Tensor> size, Order order, ModelInput.Type type, boolean ofBytes) {
  /** The largest batch size; no detector has more. */
  private static final long MOST_PICTURES = 64;

  /** The size that nearly every YOLO is trained and exported at. */
  private static final int USUAL_SIZE = 640;

  /**
   * Derives it from a header.
   *
   * @throws DetectException if the graph has other inputs
   */
  public static GraphInput of(OnnxHeader header, Path file) {
    refusePaddleDetection(header, file);
    refuseYolov3(header, file);
    List<Tensor> pictures = header.inputs().stream().filter(t -> t.shape().size() == 4).toList();
    List<Tensor> others = header.inputs().stream().filter(t -> t.shape().size() != 4).toList();
    if (pictures.size() != 1
        || others.size() > 1
        || !others.stream().allMatch(GraphInput::isSize)) {
      throw new DetectException(
          "The model "
              + file
              + " asks for "
              + (header.inputs().isEmpty() ? "nothing" : texts(header.inputs()))
              + "; Sightline shows a network one picture (1x3xHEIGHTxWIDTH), and its size where it"
              + " asks for two numbers"
              + header.inputs().stream()
                  .filter(input -> input.shape().size() == 3 && input.shape().get(0) == 3)
                  .findFirst()
                  .map(GraphInput::withBatch)
                  .orElse(""));
    }
    Tensor picture = pictures.get(0);
    List<Long> shape = picture.shape();
    if (picture.hasImpossibleSize()) {
      throw new DetectException(
          "The model %s asks for %s: no picture has such a size; export it again with a batch of 1, and with sizes above 0 or open ones"
              .formatted(
                  file,
                  shape.stream()
                      .map(size -> size == -1 ? "?" : String.valueOf(size))
                      .collect(Collectors.joining("x"))));
    }
    boolean planes = isOrOpen(shape.get(1), 3);
    if (shape.get(0) > MOST_PICTURES || (!planes && shape.get(3) != 3)) {
      throw new DetectException(
          "The model "
              + file
              + " asks for "
              + picture.shapeText()
              + ", not for one picture of three channels (1x3xHEIGHTxWIDTH or 1xHEIGHTxWIDTHx3)");
    }
    // 1x?x?x3 is interleaved, 1x?x?x? planar.
    Order order = planes && !(shape.get(1) < 1 && shape.get(3) == 3) ? Order.PLANES : Order.PIXELS;
    ModelInput.Type type = type(picture, file);
    boolean ofBytes = type == ModelInput.Type.UINT8 || header.ofBytes();
    return new GraphInput(picture, others.stream().findFirst(), order, type, ofBytes);
  }

  /**
   * How to export a network that takes its picture without a batch, as in torchvision's own
   * example.
   */
  private static String withBatch(Tensor picture) {
    long high = picture.shape().get(1);
    long wide = picture.shape().get(2);
    return "; export it with a batch of one, as of torch.rand(1, 3, "
        + (high > 0 ? high : "HEIGHT")
        + ", "
        + (wide > 0 ? wide : "WIDTH")
        + ")";
  }

  /** Its scale_factor looks like the picture's size, but boxes are divided by it. */
  private static void refusePaddleDetection(OnnxHeader header, Path file) {
    if (header.inputs().stream().anyMatch(input -> input.name().equals("scale_factor"))) {
      throw new DetectException(
          "The model "
              + file
              + " asks for \"scale_factor\", as PaddleDetection's exports do, which divide their"
              + " boxes by it; Sightline does not give it: export it without post-processing"
              + " (exclude_post_process=True)");
    }
  }

  /** Its image_shape has the height first, and its boxes are selected by a third output. */
  private static void refuseYolov3(OnnxHeader header, Path file) {
    if (header.inputs().stream().anyMatch(input -> input.name().equals("image_shape"))) {
      throw new DetectException(
          "The model "
              + file
              + " asks for \"image_shape\", as the YOLOv3 files of ONNX's own collection do, and"
              + " answers the numbers of the boxes it chose, which are not read: export a YOLOv3"
              + " with Ultralytics");
    }
  }

  private static ModelInput.Type type(Tensor picture, Path file) {
    return switch (picture.type()) {
      case OnnxHeader.FLOAT32 -> ModelInput.Type.FLOAT32;
      case OnnxHeader.FLOAT16 -> ModelInput.Type.FLOAT16;
      case OnnxHeader.UINT8 -> ModelInput.Type.UINT8;
      default ->
          throw new DetectException(
              "The model "
                  + file
                  + " asks for pictures of type "
                  + picture.typeText()
                  + "; Sightline gives float, float16 or uint8; export it with one of these");
    };
  }

  private static boolean isSize(Tensor tensor) {
    List<Long> shape = tensor.shape();
    return !shape.isEmpty()
        && shape.size() <= 2
        && isOrOpen(shape.get(shape.size() - 1), 2)
        && List.of(OnnxHeader.FLOAT32, OnnxHeader.INT32, OnnxHeader.INT64).contains(tensor.type());
  }

  private static String texts(List<Tensor> inputs) {
    return inputs.stream()
        .limit(5)
        .map(input -> input.name() + " " + input.shapeText())
        .collect(Collectors.joining(", "));
  }

  /** The fixed batch size; otherwise 1. */
  public long pictures() {
    return Math.max(1, picture.shape().get(0));
  }

  /** The fixed height, if there is one. */
  OptionalInt height() {
    return fixed(order == Order.PLANES ? 2 : 1);
  }

  /** The fixed width, if there is one. */
  OptionalInt width() {
    return fixed(order == Order.PLANES ? 3 : 2);
  }

  /** Whether at least one side of the picture is dynamic. */
  public boolean isSizeOpen() {
    return width().isEmpty() || height().isEmpty();
  }

  /** The factor for 8-bit values, according to the graph. */
  public double scale() {
    return ofBytes ? 1 : 1 / 255.0;
  }

  private OptionalInt fixed(int dimension) {
    long size = picture.shape().get(dimension);
    return size < 1 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(size, Integer.MAX_VALUE));
  }

  /**
   * The input if only the file describes it: at the size that the graph fixes or its metadata names
   * ("imgsz"), otherwise the usual one, with a note.
   */
  public ModelInput shown(Map<String, String> metadata, List<String> notes) {
    List<Integer> said = numbers(metadata.getOrDefault("imgsz", ""));
    if (said.size() == 1) {
      said = List.of(said.get(0), said.get(0));
    }
    if (isSizeOpen() && said.size() != 2) {
      notes.add(
          "The model leaves the size of its pictures open and does not say what it was trained at:"
              + " it is shown "
              + width().orElse(USUAL_SIZE)
              + "x"
              + height().orElse(USUAL_SIZE));
    }
    int high = height().orElse(said.size() == 2 ? said.get(0) : USUAL_SIZE);
    int wide = width().orElse(said.size() == 2 ? said.get(1) : USUAL_SIZE);
    return new ModelInput(
        wide,
        high,
        ModelInput.Color.RGB,
        scale(),
        ModelInput.Normalisation.NONE,
        ModelInput.Fit.CENTRED,
        ModelInput.Resize.LINEAR,
        type,
        order);
  }

  /**
   * Compares it with a bundle's description.
   *
   * @throws DetectException if the described size is not the graph's
   */
  public void check(ModelInput said, Path file) {
    if (height().orElse(said.height()) != said.height()
        || width().orElse(said.width()) != said.width()) {
      throw new DetectException(
          "The model "
              + file
              + " asks for "
              + picture.shapeText()
              + ", but its bundle.json says 1x3x"
              + said.height()
              + "x"
              + said.width());
    }
  }

  /** The integers in a text like [384, 480]. */
  private static List<Integer> numbers(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String word : text.split("[^0-9]+", -1)) {
      if (!word.isEmpty() && word.length() < 6) {
        sizes.add(Integer.parseInt(word));
      }
    }
    return sizes;
  }

  private static boolean isOrOpen(long declared, long wanted) {
    return declared == wanted || declared < 1;
  }
}
