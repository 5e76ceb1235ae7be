package io.sightline.detect.bundle;

import static io.sightline.detect.bundle.BundleFile.required;

import io.sightline.config.ConfigException;
import io.sightline.config.Json;
import io.sightline.detect.layout.BoxForm;
import io.sightline.detect.layout.FamilyInput;
import io.sightline.detect.layout.KnownModel;
import io.sightline.detect.layout.Layout;
import io.sightline.detect.layout.LayoutChoice;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.GraphInput;
import io.sightline.detect.onnx.ModelFile;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelTask;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxReader;
import io.sightline.detect.onnx.SaidPictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network and its description: an ONNX file described by the bundle.json beside it or, if there
 * is none, by its own metadata. Reading one validates the file, with at most one trial run of the
 * network; the weights are not kept loaded.
 *
 * @param name its name in recipes and records
 * @param version its maker's version, or the start of its hash
 * @param description one line for display; may be empty
 * @param layout how its answers are laid out
 * @param classes the class names, by class id
 * @param input the pictures it expects
 * @param recommended what its maker recommends
 * @param precision of its weights, as its maker or the file says: "fp32", "fp16", "int8"; may be
 *     empty
 * @param wide whether its weights are integers that use the full 8-bit range
 * @param bytes size of the ONNX file and of its weight files, if any
 * @param hash SHA-256 of the ONNX file and of its weight files, if any, 64 hexadecimal digits
 * @param terms the terms of use; may be empty
 * @param file the ONNX file
 * @param bare whether there is no bundle.json, so that all is known from the ONNX file alone
 * @param notes what had to be assumed, one sentence each
 */
public record ModelBundle(
    String name,
    String version,
    String description,
    Layout layout,
    List<String> classes,
    ModelInput input,
    Recommendation recommended,
    String precision,
    boolean wide,
    long bytes,
    String hash,
    String terms,
    Path file,
    boolean bare,
    List<String> notes) {
  /** Name of the file in a bundle's folder that describes its network. */
  public static final String DESCRIPTION_FILE = "bundle.json";

  private static final String MODEL_FILE = "model.onnx";
  private static final String INT8 = "int8";

  public ModelBundle {
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a model needs a name");
    }
    if (classes.isEmpty() || classes.size() > ModelClassNames.MOST) {
      throw new IllegalArgumentException("a model has 1 to 10000 classes, not " + classes.size());
    }
    if (classes.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a class has no name");
    }
    if (classes.stream().anyMatch(one -> one.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException("a class's name has control characters");
    }
    for (String named : recommended.classConfidence().keySet()) {
      if (!classes.contains(named)) {
        throw new IllegalArgumentException(
            "classConfidence names \"" + named + "\", which is not one of the classes");
      }
    }
  }

  /**
   * Reads a bundle.
   *
   * @param path a folder with a bundle.json and a model.onnx, or an ONNX file
   * @param trials runs the network, at most once, if its file leaves open how it is read
   * @throws DetectException if it is missing, unreadable, incomplete, or contradicts itself
   */
  public static ModelBundle load(Path path, Trials trials) {
    if (Files.isDirectory(path)) {
      return loadFolder(path, trials);
    }
    OnnxHeader header = ModelFile.checked(path, OnnxReader.read(path));
    try {
      return BareModel.describe(path, header, trials);
    } catch (IllegalArgumentException e) {
      throw new DetectException("The model " + path + " is refused: " + e.getMessage(), e);
    }
  }

  private static ModelBundle loadFolder(Path folder, Trials trials) {
    Path description = folder.resolve(DESCRIPTION_FILE);
    if (!Files.isRegularFile(description)) {
      throw undescribed(folder);
    }
    try {
      BundleFile said = new Json().read(description, BundleFile.class);
      Path model = folder.resolve(MODEL_FILE);
      OnnxHeader read = OnnxReader.read(model);
      OnnxHeader header = ModelFile.checked(model, read);
      checkHash(said, model, List.of(header.sha256(), read.sha256()));
      return described(said, header, model, trials);
    } catch (ConfigException e) {
      throw new DetectException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new DetectException(description + ": " + e.getMessage(), e);
    }
  }

  private static DetectException undescribed(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> models =
          files
              .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx"))
              .map(Path::toString)
              .sorted()
              .limit(4)
              .toList();
      if (!models.isEmpty()) {
        return new DetectException(
            "The folder %s has no %s; name the model in it, %s"
                .formatted(folder, DESCRIPTION_FILE, String.join(" or ", models)));
      }
    } catch (IOException | UncheckedIOException e) {
      return new DetectException("Cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
    return new DetectException(
        "The folder " + folder + " holds no model: there is no " + DESCRIPTION_FILE + " in it");
  }

  /**
   * @param hashes the valid ones: that of all the model's files and, for bundles older than the
   *     hashing of weight files, that of the ONNX file alone
   */
  private static void checkHash(BundleFile said, Path model, List<String> hashes) {
    String expected = required("sha256", said.sha256());
    if (hashes.stream().noneMatch(expected::equalsIgnoreCase)) {
      throw new DetectException(
          "The model "
              + model
              + " is not the one its bundle.json describes: its SHA-256 is "
              + hashes.get(0)
              + ", not "
              + expected
              + "; copy the whole bundle again, or write this SHA-256 into bundle.json if you made the network yourself");
    }
  }

  private static ModelBundle described(
      BundleFile said, OnnxHeader header, Path model, Trials trials) {
    GraphInput graph = GraphInput.of(header, model);
    BundleFile.Input input = required("input", said.input());
    ModelInput trialInput = input.sized(graph);
    graph.check(trialInput, model);
    List<String> classes = required("classes", said.classes());
    List<String> notes = new ArrayList<>();
    KnownModel known =
        KnownModel.of(model, header, graph, trialInput, ModelTask.of(header, model))
            .named(classes.size(), ModelClassNames.startWithBackground(classes))
            .described(
                Layout.Kind.named(required("layout", said.layout())),
                Optional.ofNullable(said.boxes()).map(BoxForm::named));
    LayoutChoice.Settled settled =
        new LayoutChoice(known, outputs -> trials.of(model, trialInput, outputs)).settle(notes);
    Layout layout = settled.layout();
    FamilyInput family =
        new FamilyInput(
            header,
            settled.outputs(),
            graph,
            trialInput,
            Signature.known(header),
            SaidPictures.of(header, graph));
    if (input.color() == null) {
      family.exchanged(layout).ifPresent(notes::add);
    }
    ModelInput shown = input.over(family.of(layout), layout.color());
    input.normalisationExchanged(shown, layout.color()).ifPresent(notes::add);
    return new ModelBundle(
        required("name", said.name()),
        required("version", said.version()),
        said.description() == null ? "" : said.description(),
        layout,
        ModelClassNames.withoutBackground(classes, layout),
        shown,
        said.recommended(),
        said.precision() == null ? header.precision() : said.precision(),
        header.wide(),
        header.bytes(),
        header.sha256(),
        said.terms() == null ? "" : said.terms(),
        model,
        false,
        notes);
  }

  /**
   * Ensures that the files are still those this was read from: records must name the network that
   * judges parts. Reads all of them.
   *
   * @throws DetectException if they are not, or can no longer be read
   */
  public void requireUnchanged() {
    if (!ModelFile.sha256(file).equals(hash)) {
      throw new DetectException(
          "The model file "
              + file
              + " was changed since the station was opened: open the station again");
    }
  }

  /** Returns a detector's default thresholds. */
  public Thresholds thresholds() {
    return recommended.thresholds();
  }

  /** Whether it computes in integers of 8 bits, by its precision. */
  public boolean isInt8() {
    return precision.equals(INT8);
  }

  /** Returns one line for display: its input, and how its answers are read. */
  public String reading() {
    return layout.text() + ", shown " + input.text();
  }

  /**
   * Returns what users should know before they rely on it, one sentence each: how a bare file is
   * read, as that may be wrong, and what had to be assumed.
   */
  public List<String> remarks() {
    List<String> all = new ArrayList<>();
    if (bare || !notes.isEmpty()) {
      all.add("The model " + file + " is read as " + reading());
    }
    all.addAll(notes);
    return all;
  }

  /** Returns the restriction in its terms; empty if they are free, or there are none. */
  public Optional<Restriction> restriction() {
    return Restriction.in(terms);
  }
}
