package io.sightline.detect.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests users' own models: what is read from good ones, and one clear sentence for bad ones. */
class ModelBundleTest {
  private static final String GOOD =
      """
      {
        "name": "cells",
        "version": "1.2",
        "description": "Colours",
        "layout": "yolov8",
        "classes": ["red", "green", "blue"],
        "input": {"width": 96, "height": 64, "color": "RGB", "scale": 0.00392156862745098},
        "confidence": 0.4,
        "iou": 0.6,
        "classConfidence": {"red": 0.3},
        "precision": "fp32",
        "sha256": "HASH",
        "terms": "Apache-2.0"
      }
      """;

  @TempDir Path folder;

  private Path bundle(String json) {
    Path bundle = folder.resolve("Modelle für Größe");
    try {
      Files.createDirectories(bundle);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Fixtures.write(bundle.resolve("model.onnx"), Fixtures.bytes("cells.onnx"));
    String hash = sha256(Fixtures.bytes("cells.onnx"));
    Fixtures.write(
        bundle.resolve("bundle.json"), json.replace("HASH", hash).getBytes(StandardCharsets.UTF_8));
    return bundle;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Asserts a readable message of one line that names the file and contains no exception names. */
  private static void refused(Path model, String because) {
    assertThatThrownBy(() -> Models.load(model))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining(because)
        .hasMessageContaining(String.valueOf(model.getFileName()))
        .message()
        .doesNotContain("\n", "Exception", "io.sightline");
  }

  @Test
  void aBundleSaysWhatItsFileSays() {
    Path path = bundle(GOOD);
    ModelBundle bundle = Models.load(path);
    assertThat(bundle.name()).isEqualTo("cells");
    assertThat(bundle.version()).isEqualTo("1.2");
    assertThat(bundle.classes()).containsExactly("red", "green", "blue");
    assertThat(bundle.input())
        .isEqualTo(
            new ModelInput(
                96,
                64,
                ModelInput.Color.RGB,
                0.00392156862745098,
                ModelInput.Normalisation.NONE,
                ModelInput.Fit.CENTRED,
                ModelInput.Resize.AREA,
                ModelInput.Type.FLOAT32,
                ModelInput.Order.PLANES));
    assertThat(bundle.recommended().confidenceFor("red")).isEqualTo(0.3);
    assertThat(bundle.recommended().confidenceFor("blue")).isEqualTo(0.4);
    assertThat(bundle.thresholds()).isEqualTo(new Thresholds(0.3, 0.6, 300));
    assertThat(bundle.hash()).isEqualTo(sha256(Fixtures.bytes("cells.onnx")));
    assertThat(bundle.recommended().minimumContrast()).isEqualTo(8);
    assertThat(bundle.notes()).isEmpty();
  }

  @Test
  void theContrastOfPartsIsALevel() {
    String iou = "\"iou\": 0.6,";
    Path plain = bundle(GOOD.replace(iou, iou + "\"minimumContrast\": 0,"));
    assertThat(Models.load(plain).recommended().minimumContrast()).isZero();
    refused(
        bundle(GOOD.replace(iou, iou + "\"minimumContrast\": 256,")),
        "minimumContrast is from 0 to 255, not 256.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Apache-2.0|",
        "mit. With thanks.|",
        "Apache-2.0. Trained on our own images only.|",
        "Research use only: trained on what others lent.|Research use only",
        "AGPL-3.0 License (see the maker's page)|AGPL-3.0 License (see the maker's page)",
        "MIT for the code; the images are for research|MIT for the code",
        "CC-BY-NC-4.0|CC-BY-NC-4.0",
        "Not MIT. Ask.|Not MIT"
      })
  void termsThatAreNotPlainlyFreeAreARestriction(String terms, @Nullable String brief) {
    ModelBundle bundle = Models.load(bundle(GOOD.replace("Apache-2.0", terms)));
    assertThat(bundle.restriction().map(Restriction::brief)).isEqualTo(Optional.ofNullable(brief));
    bundle.restriction().ifPresent(all -> assertThat(all.text()).isEqualTo(terms));
  }

  @Test
  void withoutTermsThereIsNoRestriction() {
    ModelBundle bundle = Models.load(bundle(GOOD.replaceAll(",\\s*\"terms\": \"Apache-2.0\"", "")));
    assertThat(bundle.terms()).isEmpty();
    assertThat(bundle.restriction()).isEmpty();
  }

  @Test
  void aBundledModelIsFoundByItsName() throws IOException {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("models"));
    Files.move(bundle(GOOD), home.resolve("models/cells"));
    assertThat(Models.named(home, "cells").name()).isEqualTo("cells");
    assertThat(Models.named(home, home.resolve("models/cells/model.onnx").toString()).name())
        .isEqualTo("model");
    assertThatThrownBy(() -> Models.named(home, "nothing"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("There is no model \"nothing\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cells.onnx", "cells-open.onnx"})
  void aBareFileIsDescribedByItsMetadata(String name) {
    ModelBundle bundle = Models.load(Fixtures.copy(name, folder));
    assertThat(bundle.name()).isEqualTo(name.replace(".onnx", ""));
    assertThat(bundle.classes()).containsExactly("red", "green", "blue");
    assertThat(bundle.input().width()).isEqualTo(96);
    assertThat(bundle.input().height()).isEqualTo(64);
    assertThat(bundle.notes()).isEmpty();
  }

  @Test
  void classesWithoutNamesAreNumberedWithANote() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells-unnamed.onnx", folder));
    assertThat(bundle.classes()).containsExactly("class 0", "class 1", "class 2");
    assertThat(bundle.notes()).singleElement().asString().contains("numbered");
  }

  @Test
  void aMissingFileIsRefused() {
    refused(folder.resolve("missing.onnx"), "There is no model file");
  }

  @Test
  void anEmptyFileIsRefused() {
    refused(Fixtures.write(folder.resolve("empty.onnx"), new byte[0]), "is empty (0 bytes)");
  }

  @Test
  void anEmptyFolderIsRefused() {
    refused(folder, "there is no bundle.json in it");
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = Fixtures.bytes("cells.onnx");
    // From the start of the graph to the end of the operator sets: the metadata after them may be
    // missing from a complete file, too.
    int operators = whole.length - 130;
    for (int length = 2; length < operators; length += 13) {
      Path file = Fixtures.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
      refused(file, "ends too early, after " + length + " bytes");
    }
  }

  @Test
  void aFileThatIsNoModelIsRefused() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
    refused(Fixtures.write(folder.resolve("picture.onnx"), png), "is not an ONNX model");
    refused(Fixtures.write(folder.resolve("zeros.onnx"), new byte[5000]), "is not an ONNX model");
  }

  @Test
  void aGitLfsPointerIsRecognised() {
    String pointer =
        """
        version https://git-lfs.github.com/spec/v1
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
        size 12345
        """;
    refused(
        Fixtures.write(folder.resolve("pointer.onnx"), pointer.getBytes(StandardCharsets.UTF_8)),
        "is a Git LFS pointer");
  }

  @Test
  void anotherModelThanTheBundleDescribesIsRefused() {
    Path bundle = bundle(GOOD.replace("HASH", "0".repeat(64)));
    assertThatThrownBy(() -> Models.load(bundle))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("is not the one its bundle.json describes")
        .hasMessageContaining(sha256(Fixtures.bytes("cells.onnx")))
        .hasMessageEndingWith(
            "copy the whole bundle again, or write this SHA-256 into bundle.json if you made the network yourself");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"terms\"|\"licence\"|licence",
        "\"iou\": 0.6|\"iou\": \"much\"|\"iou\" must be a number",
        "\"iou\": 0.6|\"iou\": 1.6|iou is a number from 0 to 1, not 1.6",
        "\"width\": 96|\"width\": 480|asks for 1x3x64x96, but its bundle.json says 1x3x64x480",
        "\"width\": 96, | |\"input.width\" is missing",
        "\"layout\": \"yolov8\", | |\"layout\" is missing",
        "\"yolov8\"|\"yolov99\"|The layout \"yolov99\" is not known",
        ", \"blue\"]|]|tells 3 classes apart, but 2 class names are given",
        "\"RGB\"|\"HSV\"|color is RGB or BGR, not HSV",
        "{\"red\"|{\"violet\"|\"violet\", which is not one of the classes",
        "\"Apache-2.0\"|\"Apache|line",
      })
  void aWrongDescriptionIsRefusedWithItsReason(String right, String wrong, String reason) {
    assertThat(GOOD).contains(right.strip());
    Path bundle = bundle(GOOD.replace(right.strip(), wrong == null ? "" : wrong));
    assertThatThrownBy(() -> Models.load(bundle))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n", "io.sightline", "Exception");
  }

  @Test
  void aFolderWithoutADescriptionIsRefusedWithTheModelsInIt() {
    Path model = Fixtures.copy("cells.onnx", folder);
    refused(folder, "has no bundle.json; name the model in it, " + model);
  }

  @Test
  void classNamesThatDisagreeWithTheOutputAreRefused() {
    refused(Fixtures.copy("two-names.onnx", folder), "tells 3 classes apart, but 2 class names");
  }

  @Test
  void anInputOfUnknownSizeIsShownTheUsualOne() {
    // This model declares no size but only runs at 96x64; Sightline tries 640x640, which fails.
    refused(Fixtures.copy("cells-open-unsized.onnx", folder), "cannot run");
  }

  @Test
  void whatOnnxRuntimeRefusesIsRefusedWithItsReason() {
    byte[] model = Fixtures.bytes("cells.onnx");
    // Still well-formed, but with an operator that does not exist.
    String text =
        new String(model, StandardCharsets.ISO_8859_1)
            .replace("AveragePool", "MarveragePul".substring(0, 11));
    Path file =
        Fixtures.write(folder.resolve("odd.onnx"), text.getBytes(StandardCharsets.ISO_8859_1));
    refused(file, "ONNX Runtime cannot load the model " + file);
  }
}
