package io.sightline.detect.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that headers larger than any real model's are refused while being read, naming the limit.
 */
class HeaderLimitsTest {
  private static final byte[] VERSION = {0x08, 0x08};

  @TempDir Path folder;

  private static void refused(Path model, String because) {
    assertThatThrownBy(() -> OnnxReader.read(model))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining(String.valueOf(model.getFileName()))
        .hasMessageContaining(because);
  }

  /** At two bytes each, these would take fifty times the file's size in memory. */
  @ParameterizedTest
  @CsvSource({
    "5a00, '', inputs",
    "6200, '', outputs",
    "2a00, '', weights",
    "0a00, '', nodes",
    "0a00, 0a, names of one node",
    "0a00, 120a125a, sizes of one shape",
    "7200, none, entries of metadata"
  })
  void moreThanAnyModelHasIsRefusedBeforeItIsKept(String each, String within, String what) {
    byte[] content = HexFormat.of().parseHex(each.repeat(1 << 20));
    if (!within.equals("none")) {
      for (byte field : HexFormat.of().parseHex(within)) {
        content = message(field, content);
      }
      content = message(0x3a, content); // the graph
    }
    Path model = model(content);
    refused(model, "is not an ONNX model (more than");
    refused(model, what);
  }

  /** Equal names would count as one file. */
  @Test
  void moreFilesOfWeightsThanAnyModelHasAreRefused() {
    ByteArrayOutputStream weight = new ByteArrayOutputStream();
    for (int i = 0; i <= 100_000; i++) {
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      entry.writeBytes(message(0x0a, "location".getBytes(StandardCharsets.US_ASCII)));
      entry.writeBytes(message(0x12, ("w" + i).getBytes(StandardCharsets.US_ASCII)));
      weight.writeBytes(message(0x6a, entry.toByteArray()));
    }

    refused(
        model(message(0x3a, message(0x2a, weight.toByteArray()))),
        "is not an ONNX model (more than 100000 files of weights");
  }

  /** Metadata values in sequence, each sparse, so that they take no disk space. */
  @ParameterizedTest
  @CsvSource({
    "64, 1048576, ends too early", // has no graph
    "65, 1048576, is not an ONNX model (more than 64 MiB of names and metadata",
    "1, 1048577, is not an ONNX model (a text of more than 1 MiB"
  })
  void textsLargerThanAnyModelsAreRefused(int count, int length, String why) throws IOException {
    byte[] text = start(0x12, length);
    Path model = folder.resolve("long.onnx");
    try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
      file.write(VERSION);
      file.write(start(0x72, (long) count * (text.length + length)));
      for (int i = 0; i < count; i++) {
        file.write(text);
        file.seek(file.getFilePointer() + length);
      }
      file.setLength(file.getFilePointer());
    }

    refused(model, why);
  }

  /** Writes a model of a version, this content and an operator set. */
  private Path model(byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(VERSION);
    file.writeBytes(content);
    file.writeBytes(new byte[] {0x42, 0x02, 0x10, 0x11});
    return Fixtures.write(folder.resolve("many.onnx"), file.toByteArray());
  }

  private static byte[] message(int field, byte[] content) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(start(field, content.length));
    message.writeBytes(content);
    return message.toByteArray();
  }

  /** Returns a field's tag and length in protocol buffer encoding. */
  private static byte[] start(int field, long length) {
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    start.write(field);
    for (long left = length; left > 0; left >>= 7) {
      start.write((int) (left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    }
    return start.toByteArray();
  }
}
