package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that malicious or absurd files are refused in one sentence, without loading anything. */
class HostileModelTest {
  private static final String LOCATION = "weights/boxes.bin";

  @TempDir Path folder;

  private Path copy(String name) {
    return Fixtures.write(folder.resolve(name), Fixtures.bytes("layouts/" + name));
  }

  /** Writes a model with another location of its weights; equal length keeps the file valid. */
  private Path pointing(String name, String location) {
    assertThat(location).hasSameSizeAs(LOCATION);
    String text = new String(Fixtures.bytes("layouts/" + name), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(LOCATION);
    byte[] changed = text.replace(LOCATION, location).getBytes(StandardCharsets.ISO_8859_1);
    return Fixtures.write(folder.resolve(name), changed);
  }

  private static void refused(Path model, String because) {
    assertThatThrownBy(() -> Models.load(model))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining(String.valueOf(model.getFileName()))
        .hasMessageContaining(because)
        .message()
        .doesNotContain("\n", "Exception", "io.sightline");
  }

  private void weights() throws IOException {
    Files.createDirectories(folder.resolve("weights"));
    Fixtures.write(folder.resolve(LOCATION), Fixtures.bytes("layouts/boxes.bin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"external.onnx", "external-within.onnx"})
  void weightsInASecondFileAreReadWhereTheyBelong(String name) throws IOException {
    Path model = copy(name);
    refused(model, "keeps its weights in a second file, weights/boxes.bin, which is not beside it");
    weights();
    ModelBundle bundle = Models.load(model);
    assertThat(bundle.bytes()).isEqualTo(Files.size(model) + Files.size(folder.resolve(LOCATION)));
    new OnnxDetector(bundle, Fixtures.CPU).close();
  }

  @Test
  void whoseWeightsAreInASecondFileIsKnownByBoth() throws Exception {
    Path model = copy("external.onnx");
    weights();
    MessageDigest both = MessageDigest.getInstance("SHA-256");
    both.update(Files.readAllBytes(model));
    both.update(Files.readAllBytes(folder.resolve(LOCATION)));
    ModelBundle one = Models.load(model);
    assertThat(one.hash()).isEqualTo(HexFormat.of().formatHex(both.digest()));

    byte[] others = Fixtures.bytes("layouts/boxes.bin");
    others[0]++;
    Fixtures.write(folder.resolve(LOCATION), others);
    assertThat(Models.load(model).hash()).isNotEqualTo(one.hash());
  }

  @Test
  void weightsThatWereOverwrittenSinceTheyWereReadAreRefused() throws IOException {
    Path model = copy("external.onnx");
    weights();
    ModelBundle bundle = Models.load(model);
    byte[] others = Fixtures.bytes("layouts/boxes.bin");
    others[0]++;
    Fixtures.write(folder.resolve(LOCATION), others);

    assertThatThrownBy(() -> new OnnxDetector(bundle, Fixtures.CPU).close())
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("was changed since the station was opened");
  }

  @Test
  void aBundleFromBeforeWeightsCountedSaysTheHashOfTheModelAlone() throws Exception {
    Path model = Files.copy(copy("external.onnx"), folder.resolve("model.onnx"));
    weights();
    byte[] alone = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model));
    Files.writeString(
        folder.resolve("bundle.json"),
        """
        {"name": "old", "version": "1", "layout": "yolov8", "classes": ["a", "b", "c"],
         "input": {"width": 96, "height": 64}, "confidence": 0.3, "iou": 0.5, "sha256": "%s"}
        """
            .formatted(HexFormat.of().formatHex(alone)));

    assertThat(Models.load(folder).hash()).isEqualTo(Models.load(model).hash());
  }

  @ParameterizedTest
  @CsvSource({
    "external.onnx, ../../secret1.bin",
    "external.onnx, /etc/ssl/cert.pem",
    "external.onnx, weights/../../abc",
    "external.onnx, ..\\..\\secret1.bin",
    "external-function.onnx, ../../secret1.bin",
    "external-within.onnx, ../../secret1.bin",
    "external-within.onnx, /etc/ssl/cert.pem"
  })
  void weightsOutsideTheModelsFolderAreRefused(String name, String location) {
    refused(pointing(name, location), "a file outside its own folder");
  }

  @Test
  void aLinkThatLeadsOutsideIsRefused() throws IOException {
    Path model = copy("external.onnx");
    weights();
    Path elsewhere = Files.createTempFile("weights", ".bin");
    try {
      Files.delete(folder.resolve(LOCATION));
      Files.createSymbolicLink(folder.resolve(LOCATION), elsewhere);
      refused(model, "a file outside its own folder");
    } finally {
      Files.delete(elsewhere);
    }
  }

  @Test
  void aModelLargerThanMemoryIsRefusedBeforeItIsLoaded() throws IOException {
    Path model = copy("external.onnx");
    weights();
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(LOCATION).toFile(), "rw")) {
      file.setLength(1L << 42); // sparse: takes no disk space
    } catch (IOException e) {
      assumeTrue(false, "skipped: this disk knows no file of 4 TB");
    }
    refused(model, "more than the");
  }

  @ParameterizedTest
  @CsvSource({
    "huge-picture.onnx, 1 to 16384 pixels wide and high",
    "classes-0.onnx, is no layout Sightline knows",
    "classes-10001.onnx, 1 to 10000 classes"
  })
  void sizesBeyondReasonAreRefused(String name, String why) {
    refused(copy(name), why);
  }

  @Test
  void moreLargePicturesInARunThanThereIsRoomForAreRefusedWithHowManyThereIsRoomFor() {
    Path model =
        Fixtures.write(folder.resolve("many.onnx"), Fixtures.bytes("batches/sixty-four.onnx"));
    refused(model, "takes 64 pictures of 640x640 in one run");
    refused(model, "export it for 54 or fewer");
  }

  /** Memory used by other programs is not available to a model. */
  @Test
  void aModelLargerThanTheMemoryThatIsFreeIsRefused() throws IOException {
    Path model = copy("external.onnx");
    weights();
    long bytes = betweenFreeAndTotal() / 2; // an engine holds the weights twice
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(LOCATION).toFile(), "rw")) {
      file.setLength(bytes); // sparse: takes no disk space
    }
    refused(model, "GB of memory that this machine has to give");
    assertThat(ModelFile.copies(bytes)).isZero();
  }

  @Test
  void asManyEnginesFitAsThereIsFreeMemoryForTwiceTheirWeights() throws IOException {
    betweenFreeAndTotal();
    assertThat(ModelFile.copies(free() / 5)).isEqualTo(2);
  }

  private static long betweenFreeAndTotal() throws IOException {
    long total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    assumeTrue(total - free() > 512 << 20, "skipped: nothing uses much of this machine's memory");
    return (free() + total) / 2;
  }

  /** In bytes. */
  private static long free() throws IOException {
    Path said = Path.of("/proc/meminfo");
    assumeTrue(Files.isReadable(said), "skipped: this system does not report its free memory");
    return Files.readAllLines(said).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge-answer.onnx", "large-answer.onnx"})
  void anAnswersDeclaredSizeIsNotBelieved(String name) {
    // The files declare 2^50 and 2^24 boxes; only the 96 actual ones may take memory.
    ModelBundle bundle = Models.load(copy(name));
    try (RawSession session = new RawSession(bundle, Fixtures.CPU)) {
      assertThat(session.secondsFor(1)).isPositive();
    }
  }

  @Test
  void tenThousandClassesAreRead() {
    ModelBundle bundle = Models.load(copy("classes-10000.onnx"));
    assertThat(bundle.classes()).hasSize(10_000).endsWith("class 9999");
    new OnnxDetector(bundle, Fixtures.CPU).close();
  }

  @Test
  void whatTheRuntimeSaysIsOneSentenceWithoutItsSources() throws IOException {
    Path model = copy("external.onnx");
    weights();
    Fixtures.write(folder.resolve(LOCATION), new byte[10]);
    assertThatThrownBy(() -> new OnnxDetector(Models.load(model), Fixtures.CPU).close())
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("cannot load the model")
        .hasMessageContaining("out of bounds")
        .message()
        .doesNotContain("\n", "onnxruntime_src", ".cc:", "::");
  }

  /** A few kilobytes of functions may come to more nodes than any memory holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {"functions-many.onnx", "functions-endless.onnx", "functions-circular.onnx"})
  void functionsThatCallEachOtherWithoutEndAreRefused(String name) {
    refused(copy(name), "its own functions call each other");
  }

  @Test
  void functionsThatCallEachOtherAFewHundredTimesAreRead() {
    new OnnxDetector(Models.load(copy("functions-few.onnx")), Fixtures.CPU).close();
  }

  @ParameterizedTest
  @CsvSource({
    "no-picture.onnx, asks for 0x3x64x96",
    "negative-height.onnx, asks for 1x3x-64x96",
    "picture-of-integers.onnx, 'asks for pictures of type int32; Sightline gives float, float16 or uint8'"
  })
  void whatIsNoPictureIsRefusedInOneSentence(String name, String why) {
    refused(copy(name), why);
  }

  @Test
  void aVersionThatTheRuntimeDoesNotKnowIsRefusedWithWhatToDo() {
    byte[] model = Fixtures.bytes("layouts/endless.onnx");
    model[1] = 99;
    Path later = Fixtures.write(folder.resolve("later.onnx"), model);
    refused(later, "has the format version 99, and ONNX Runtime here reads those up to ");
    refused(later, "; export it with an older opset");

    model[1] = 8;
    model[model.length - 1] = 99; // that of its operators
    Fixtures.write(later, model);
    refused(later, "has the opset 99, and ONNX Runtime here reads those up to ");
    refused(later, "; export it with an older opset");
  }

  @Test
  void aClassNameThatWouldWriteOnATerminalIsRefused() {
    refused(changed("yolov8.onnx", "red", "r\u001bd"), "a class's name has control characters");
  }

  @Test
  void noMessageWritesOnATerminal() {
    Path model = changed("classify-unsaid.onnx", "output0", "out\u001bu\n0");
    assertThatThrownBy(() -> Models.load(model))
        .isInstanceOf(DetectException.class)
        .message()
        .doesNotContain("\u001b", "\n");
  }

  /** Replaces a text in the file by one of the same length, which keeps the file valid. */
  private Path changed(String name, String from, String to) {
    assertThat(to).hasSameSizeAs(from);
    String text = new String(Fixtures.bytes("layouts/" + name), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    byte[] other = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    return Fixtures.write(folder.resolve(name), other);
  }
}
