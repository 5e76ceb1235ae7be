package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.GraphInput;
import io.sightline.detect.onnx.ModelInput;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The layout of a network's output: which outputs are read and what their numbers mean.
 *
 * @param kind the family
 * @param boxes how four numbers describe a box
 * @param scores how numbers express confidence
 * @param classes the number of classes according to the shapes, or 0 if they do not show it
 * @param outputs the names of the outputs that are read, in the order that the kind defines
 * @param crossing whether its exporter is known for corners in either order: v26 returns the sides
 *     of a box as numbers of any sign
 * @param overlapping whether a list is too long to have been suppressed, or has a row for every
 *     cell of a grid, and its file does not say that it was
 */
public record Layout(
    Kind kind,
    BoxForm boxes,
    ScoreForm scores,
    int classes,
    List<String> outputs,
    boolean crossing,
    boolean overlapping) {

  /**
   * The families of layouts, by their names in bundle.json, each with where its numbers are and its
   * traits. N is the number of boxes.
   */
  public enum Kind {
    /** 1 x (4 + classes) x N; further rows, for masks or keypoints, are ignored. */
    YOLOV8("yolov8", "YOLOv8, v9, v11 or v12", Columns.CLASSES, Trait.TRANSPOSED),
    /** As YOLOV8, but box by box: 1 x N x (4 + classes). */
    YOLOV8_ROWS("yolov8-turned", "YOLOv8, v9, v11 or v12, box by box", Columns.CLASSES),
    /** As YOLOV8_ROWS, corners in pixels, but the coarsest cells first. */
    PP_YOLOE(
        "pp-yoloe", "PP-YOLOE, one output", Columns.CLASSES, Trait.COARSEST_FIRST, Trait.STRETCHED),
    /** 1 x N x (5 + classes): box, objectness, classes; three anchors per cell. */
    YOLOV5("yolov5", "YOLOv5 or v7", Columns.OBJECTNESS, Trait.ANCHORS, Trait.VERY_NEAR),
    /**
     * As YOLOV5, of a single class, which YOLOv7 does not train: the objectness is its confidence.
     */
    YOLOV7_ONE_CLASS(
        "yolov7-one-class",
        "YOLOv7 of one class, by its objectness alone",
        Columns.OBJECTNESS,
        Trait.ANCHORS,
        Trait.VERY_NEAR,
        Trait.OBJECTNESS_ALONE),
    /** 1 x N x (5 + classes), boxes relative to their cells, sizes as logarithms. */
    YOLOX("yolox", "YOLOX, raw grid", Columns.OBJECTNESS, Trait.SHOWN_AS_YOLOX, Trait.VERY_NEAR),
    /** 1 x N x (5 + classes), boxes in pixels. */
    YOLOX_DECODED("yolox-decoded", "YOLOX, decoded", Columns.OBJECTNESS, Trait.SHOWN_AS_YOLOX),
    /** As YOLOX_DECODED, with every objectness 1: its export adds it only to look like YOLOv5. */
    YOLOV6("yolov6", "YOLOv6", Columns.OBJECTNESS),
    /** 1 x N x 6: box, confidence, class; overlaps mostly suppressed already. */
    END_TO_END(
        "end-to-end",
        "end to end (v10, v26, RT-DETR) or with suppression built in",
        Columns.CONFIDENCE_LABEL,
        Trait.LIST,
        Trait.ANY_BOXES),
    /** N x 7: picture, corners, class, confidence; overlaps already suppressed. */
    END_TO_END_BATCH(
        "end-to-end-batch",
        "YOLOv7 with suppression built in",
        Columns.PICTURE_LABEL_CONFIDENCE,
        Trait.LIST),
    /** N x 7: picture, corners, confidence, class; overlaps already suppressed. */
    FLAT(
        "flat",
        "YOLO-NAS, flat, with suppression built in",
        Columns.PICTURE_CONFIDENCE_LABEL,
        Trait.LIST),
    /** Boxes 1 x N x 4, then class logits 1 x N x classes; no suppression. */
    DETR(
        "detr",
        "RT-DETR, D-FINE or DEIM, raw",
        Columns.BOX,
        Trait.DISTINCT,
        Trait.EVERY_CLASS,
        Trait.STRETCHED,
        Trait.AVERAGED,
        Trait.OF_MANY_FAMILIES),
    /** 1 x N x (4 + classes), boxes as fractions of the picture; no suppression. */
    DETR_ROWS("detr-rows", "RT-DETR, one output", Columns.CLASSES, Trait.DISTINCT, Trait.STRETCHED),
    /** Boxes 1 x N x 4, then confidences 1 x N x classes. */
    SSD(
        "ssd",
        "SSD-like boxes and confidences",
        Columns.BOX,
        Trait.EVERY_CLASS,
        Trait.STRETCHED,
        Trait.OF_MANY_FAMILIES),
    /** Boxes 1 x N x 4, confidences 1 x N, classes 1 x N, and perhaps the number of valid boxes. */
    LISTED(
        "listed",
        "listed boxes, confidences and classes",
        Columns.LISTED,
        Trait.LIST,
        Trait.ANY_BOXES,
        Trait.OF_MANY_FAMILIES);

    private final String key;
    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Columns columns;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of returns an immutable set
    private final Set<Trait> traits;

    Kind(String key, String title, Columns columns, Trait... traits) {
      this.key = key;
      this.title = title;
      this.columns = columns;
      this.traits = Set.of(traits);
    }

    /** Where the numbers of a row are; of several outputs, in that of the boxes. */
    Columns columns() {
      return columns;
    }

    boolean has(Trait trait) {
      return traits.contains(trait);
    }

    /** Its name in bundle.json. */
    public String key() {
      return key;
    }

    /**
     * The kind with this name in bundle.json.
     *
     * @throws DetectException if there is none
     */
    public static Kind named(String key) {
      return Arrays.stream(values())
          .filter(kind -> kind.key.equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new DetectException(
                      "The layout \"" + key + "\" is not known; known are " + keys()));
    }

    private static String keys() {
      return Arrays.stream(values()).map(Kind::key).collect(Collectors.joining(", "));
    }
  }

  public Layout {
    outputs = List.copyOf(outputs);
  }

  /** With corners in their usual order, and a list that is suppressed. */
  Layout(Kind kind, BoxForm boxes, ScoreForm scores, int classes, List<String> outputs) {
    this(kind, boxes, scores, classes, outputs, false, false);
  }

  /** A copy with corners in either order. */
  Layout inEitherOrder() {
    return new Layout(kind, boxes, scores, classes, outputs, true, overlapping);
  }

  /** A copy whose list is not suppressed yet. */
  Layout withOverlaps() {
    return new Layout(kind, boxes, scores, classes, outputs, crossing, true);
  }

  /** A copy of another kind, which has the same shape. */
  Layout as(Kind other) {
    return new Layout(other, boxes, scores, classes, outputs, crossing, overlapping);
  }

  /** A copy that reads another output. */
  Layout of(String output) {
    return new Layout(kind, boxes, scores, classes, List.of(output), crossing, overlapping);
  }

  /** A copy whose last confidence, not its first, is the background's. */
  Layout beforeBackground() {
    return new Layout(
        kind, boxes, ScoreForm.BEFORE_BACKGROUND, classes, outputs, crossing, overlapping);
  }

  /** Whether a box counts once for each of its classes that is sure enough. */
  public boolean countsEveryClass() {
    return kind.has(Trait.EVERY_CLASS);
  }

  /** The kind's name in bundle.json. */
  public String key() {
    return kind.key;
  }

  /** A description for people: "YOLOv5 or v7 (80 classes; centre and size in pixels)". */
  public String text() {
    return kind.title
        + " ("
        + (classes > 0 ? classes + (classes == 1 ? " class; " : " classes; ") : "")
        + boxes.text()
        + (countsFromOne() ? "; classes from 1" : "")
        + (overlapping ? "; not suppressed yet" : "")
        + (countsFromOne() || scores == ScoreForm.PROBABILITIES ? "" : "; " + scores.text())
        + ")";
  }

  /** Whether the number of boxes may vary from picture to picture if the graph leaves it open. */
  public boolean mayVary() {
    return kind.has(Trait.LIST);
  }

  /** Whether a list of seven numbers has the output name that its exporter gives it. */
  boolean isNamedByItsExporter() {
    String name = outputs.get(0);
    return switch (kind) {
      case END_TO_END_BATCH -> name.equals("output") || name.equals("outputs");
      case FLAT -> name.endsWith("flat_predictions");
      default -> false;
    };
  }

  /** Whether class 1 of a list is the first, because 0 is the background. */
  boolean countsFromOne() {
    return kind == Kind.LISTED && scores == ScoreForm.AFTER_BACKGROUND;
  }

  /** Whether networks of many families have it, which are shown pictures in different ways. */
  public boolean isOfManyFamilies() {
    // DeepStream-Yolo's exports, which are not suppressed, are of many, too.
    return kind.has(Trait.OF_MANY_FAMILIES) || (kind == Kind.END_TO_END && overlapping);
  }

  /** The channel order that networks of this layout are trained with. */
  public ModelInput.Color color() {
    return kind.has(Trait.SHOWN_AS_YOLOX) ? ModelInput.Color.BGR : ModelInput.Color.RGB;
  }

  /** The factor for 8-bit values in networks of this layout. */
  double scale(GraphInput graph) {
    return kind.has(Trait.SHOWN_AS_YOLOX) ? 1 : graph.scale();
  }

  /**
   * How pictures are fitted for networks of this layout.
   *
   * @param sized whether the network asks for the picture's size, as only the DETR family does
   */
  ModelInput.Fit fit(boolean sized) {
    if (kind.has(Trait.SHOWN_AS_YOLOX)) {
      return ModelInput.Fit.TOP_LEFT;
    }
    boolean stretched =
        kind.has(Trait.STRETCHED)
            || (kind.has(Trait.ANY_BOXES) && boxes.isNormalised())
            || (kind == Kind.LISTED && sized);
    return stretched ? ModelInput.Fit.STRETCHED : ModelInput.Fit.CENTRED;
  }

  /**
   * How pictures are resized for networks of this layout. YOLOs and SSDs are trained with
   * interpolation; the DETR family's own software averages, as do its deployments.
   *
   * @param sized whether the network asks for the picture's size, as only the DETR family does
   */
  ModelInput.Resize resize(boolean sized) {
    boolean averaged = kind.has(Trait.AVERAGED) || (kind == Kind.LISTED && sized);
    return averaged ? ModelInput.Resize.AREA : ModelInput.Resize.LINEAR;
  }
}
