package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Decodes one layout of network output into boxes. Owns scratch memory for one picture: one thread
 * at a time. Otherwise stateless; the result depends on the output alone.
 */
public sealed interface YoloHead
    permits YoloV8Head, BoxRowsHead, YoloxHead, EndToEndHead, BoxesAndScoresHead, ListedHead {
  /**
   * The most boxes that one picture can give; multiplied by the number of classes if a box counts
   * for each class above the threshold.
   */
  int capacity();

  /** Whether the network has built-in suppression, so that it must not be applied again. */
  boolean isSuppressed();

  /**
   * Adds every box of at least this confidence.
   *
   * @param answer one picture's outputs, in the order of {@link Layout#outputs()}, each from
   *     position 0 to its limit
   * @throws DetectException if a relevant number is not finite, a confidence is not within 0 and 1,
   *     or a class does not exist: the network failed, or this is not its layout
   */
  void decode(List<FloatBuffer> answer, float confidence, Candidates into);

  /**
   * The decoder for a layout.
   *
   * @param layout according to the model's file or bundle
   * @param classes the number of class names
   * @param input the network's input, in whose pixels boxes are returned
   * @param shapes of the outputs for one picture, in the order of {@link Layout#outputs()},
   *     outermost first; -1 for a number of boxes that varies from picture to picture
   * @throws DetectException if a shape does not belong to this layout
   */
  static YoloHead of(Layout layout, int classes, ModelInput input, List<List<Long>> shapes) {
    if (layout.classes() > 0 && layout.classes() != classes) {
      throw new DetectException(
          "The network tells "
              + layout.classes()
              + " classes apart, but "
              + classes
              + " class names are given");
    }
    return switch (layout.kind()) {
      case YOLOV8 -> YoloV8Head.of(layout, classes, input, shapes.get(0));
      case YOLOV8_ROWS, PP_YOLOE, YOLOV5, YOLOV7_ONE_CLASS, YOLOX_DECODED, YOLOV6, DETR_ROWS ->
          BoxRowsHead.of(layout, classes, input, shapes.get(0));
      case YOLOX -> YoloxHead.of(layout, classes, input, shapes.get(0));
      case END_TO_END, END_TO_END_BATCH, FLAT ->
          EndToEndHead.of(layout, classes, input, shapes.get(0));
      case DETR, SSD -> BoxesAndScoresHead.of(layout, classes, input, shapes.get(0), shapes.get(1));
      case LISTED -> ListedHead.of(layout, classes, input, shapes);
    };
  }
}
