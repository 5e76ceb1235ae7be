package io.sightline.detect.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a file that is not an ONNX model is, by its first bytes, and what to do about it. */
enum OtherFormat {
  LFS_POINTER(
      0,
      "version https://git-lfs.github.com/spec/",
      "a Git LFS pointer, not the model itself; fetch it with \"git lfs pull\""),
  ZIP(
      0,
      "PK\3\4",
      "a ZIP archive, as PyTorch's checkpoints are, not an ONNX model; unpack it, or export it"
          + " where it is a checkpoint: a YOLO with \"yolo export model=best.pt format=onnx\""),
  GZIP(0, "\37\213", "compressed with gzip; unpack it"),
  TENSORFLOW_LITE(4, "TFL3", "a TensorFlow Lite model; export it as ONNX from what it was made of"),
  ORT(
      4,
      "ORTM",
      "a model in ONNX Runtime's own ORT format; name the ONNX file that it was made of"),
  TENSORRT(
      0,
      "ftrt",
      "a TensorRT engine, which only the computer runs that built it; name the ONNX file that it was"
          + " made of"),
  XML(
      0,
      "<?xml",
      "an XML file, as OpenVINO describes its models in, not an ONNX model; name the ONNX file that"
          + " it was made of"),
  HTML(0, "<html", "a web page, not a model; download the model again"),
  DOCTYPE(0, "<!doctype", HTML.advice);

  /** The number of first bytes that tell. */
  static final int BYTES = 64;

  private final int at;
  private final String start;
  private final String advice;

  OtherFormat(int at, String start, String advice) {
    this.at = at;
    this.start = start;
    this.advice = advice;
  }

  /**
   * The end of a sentence that begins with the file: what it is, and what to do; empty if unknown.
   */
  static Optional<String> advice(byte[] start) {
    // In Latin-1, each byte is a character.
    String text = new String(start, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(format -> text.startsWith(format.start.toLowerCase(Locale.ROOT), format.at))
        .map(format -> format.advice)
        .findFirst();
  }
}
