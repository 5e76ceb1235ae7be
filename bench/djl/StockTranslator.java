import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.translator.YoloV8TranslatorFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * DJL's stock YOLO translator as its users write it, timed. It decodes the pictures, says {@code ready} and answers each number
 * of looks with a line, {@code seconds boxes}.
 *
 * <p>Arguments: model, width, height, classes, rows of its answer, threads, confidence, IoU, pictures. Started by peers.py.
 */
final class StockTranslator {
  public static void main(String[] a) throws Exception {
    System.setProperty("ai.djl.onnxruntime.num_threads", a[5]);
    System.setProperty("ai.djl.pytorch.num_threads", a[5]);
    List<Image> pictures = new ArrayList<>();
    for (String file : Arrays.asList(a).subList(8, a.length)) {
      pictures.add(ImageFactory.getInstance().fromFile(Path.of(file)));
    }
    Criteria<Image, DetectedObjects> criteria =
        Criteria.builder()
            .setTypes(Image.class, DetectedObjects.class)
            .optModelPath(Path.of(a[0]))
            .optEngine("OnnxRuntime")
            .optArgument("width", Integer.parseInt(a[1]))
            .optArgument("height", Integer.parseInt(a[2]))
            // Stretched: its letterboxes ("pad", "centerFit") need an operation that its ONNX arrays do not pass on.
            .optArgument("resize", true)
            .optArgument("toTensor", true)
            .optArgument("applyRatio", true)
            .optArgument("threshold", a[6])
            .optArgument("nmsThreshold", a[7])
            // It looks at one row less than it is told, and fails on an answer of fewer rows than that (8,399 untold).
            .optArgument("maxBox", Integer.parseInt(a[4]) + 1)
            .optArgument("synset", IntStream.range(0, Integer.parseInt(a[3])).mapToObj(String::valueOf).collect(Collectors.joining(",")))
            .optTranslatorFactory(new YoloV8TranslatorFactory())
            .build();
    try (ZooModel<Image, DetectedObjects> model = criteria.loadModel();
        Predictor<Image, DetectedObjects> predictor = model.newPredictor();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in))) {
      System.out.println("ready");
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(looks(predictor, pictures, Integer.parseInt(order)));
      }
    }
  }

  private static String looks(Predictor<Image, DetectedObjects> predictor, List<Image> pictures, int count) throws Exception {
    long found = 0;
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      found += predictor.predict(pictures.get(i % pictures.size())).getNumberOfObjects();
    }
    return (System.nanoTime() - began) / 1e9 + " " + found;
  }
}
