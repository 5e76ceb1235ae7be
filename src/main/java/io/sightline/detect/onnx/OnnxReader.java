package io.sightline.detect.onnx;

import io.sightline.detect.onnx.OnnxHeader.Tensor;
import io.sightline.inspection.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an {@link OnnxHeader} from a file, in one pass that also computes its SHA-256. Field
 * numbers are those of onnx.proto3. Distinguishes a file that is not an ONNX model from a truncated
 * one.
 */
public final class OnnxReader {
  /** The fields of ModelProto; any other means that this is another message. */
  private static final Set<Integer> MODEL_FIELDS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26);

  /** Limit for outputs and metadata entries; inputs may be as many as weights. */
  private static final int MOST_ENTRIES = 4_096;

  /** Far more than any runtime accepts. */
  private static final int MOST_DIMENSIONS = 64;

  private final Path file;
  private final byte[] start;
  private final ProtoReader in;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final Map<String, String> metadata = new HashMap<>();
  private final Set<String> initializers = new HashSet<>();
  private final GraphParts parts;
  private final FirstNodes first = new FirstNodes();
  private int weights;
  private int entries;

  private OnnxReader(Path file, byte[] start, ProtoReader in) {
    this.file = file;
    this.start = start;
    this.in = in;
    parts = new GraphParts(in);
  }

  /**
   * Reads the header.
   *
   * @throws DetectException if the file is missing, empty, of another format, or incomplete, or if
   *     its functions come to more nodes than any detector has
   */
  public static OnnxHeader read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DetectException(
          "There is no model file " + file + "; name an ONNX file or a folder with a bundle.json");
    }
    MessageDigest digest = Sha256.begin();
    try (InputStream in =
        new BufferedInputStream(
            new DigestInputStream(Files.newInputStream(file), digest), 64 << 10)) {
      long size = Files.size(file);
      if (size == 0) {
        throw new DetectException("The model " + file + " is empty (0 bytes); copy it again");
      }
      in.mark(OtherFormat.BYTES);
      byte[] start = in.readNBytes(OtherFormat.BYTES);
      in.reset();
      OnnxReader reader = new OnnxReader(file, start, new ProtoReader(in));
      reader.model(size);
      return reader.header(size, Sha256.end(digest));
    } catch (IOException e) {
      throw new DetectException("Cannot read the model " + file + ": " + e.getMessage(), e);
    }
  }

  private void model(long size) throws IOException {
    boolean version = false;
    boolean graph = false;
    boolean operators = false;
    try {
      for (int field = in.nextField(size); field != 0; field = in.nextField(size)) {
        if (!MODEL_FIELDS.contains(field)) {
          throw new ProtoReader.Malformed("field " + field + " at byte " + in.position());
        }
        switch (field) {
          case 1 -> {
            long ir = in.wireType() == ProtoReader.VARINT ? in.varint() : -1;
            if (ir < 1 || ir > 1000) {
              throw new ProtoReader.Malformed("no format version at byte " + in.position());
            }
            version = true;
          }
          case 7 -> {
            graph = true;
            graph(in.open(size));
          }
          case 8 -> {
            operators = true;
            in.skip(size);
          }
          case 14 -> metadataEntry(in.open(size));
          case 25 -> parts.function(in.open(size));
          default -> in.skip(size);
        }
      }
    } catch (EOFException | ProtoReader.Overrun e) {
      throw version ? incomplete(size, e) : notOnnx(e);
    } catch (ProtoReader.Malformed e) {
      throw notOnnx(e);
    }
    if (!version) {
      throw notOnnx(new ProtoReader.Malformed("no format version"));
    }
    if (!graph || !operators) {
      throw incomplete(size, new EOFException("no graph or no operator sets"));
    }
    if (parts.functions().areTooMany()) {
      throw new DetectException(
          "The model "
              + file
              + " is refused: its own functions call each other until it has more nodes than any"
              + " detector; export it without functions");
    }
  }

  private DetectException notOnnx(IOException e) {
    String what = OtherFormat.advice(start).orElse("not an ONNX model (" + e.getMessage() + ")");
    return new DetectException("The file " + file + " is " + what, e);
  }

  private DetectException incomplete(long size, IOException e) {
    return new DetectException(
        "The model " + file + " ends too early, after " + size + " bytes; copy it again", e);
  }

  private void graph(long end) throws IOException {
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 1 -> first.add(parts.node(in.open(end)));
        case 5 -> {
          GraphParts.Weight weight = parts.tensor(in.open(end));
          initializers.add(weight.name());
          first.add(weight);
          in.check(++weights, ProtoReader.MOST_PARTS, "weights");
        }
        case 11 -> {
          inputs.add(valueInfo(in.open(end)));
          in.check(inputs.size(), ProtoReader.MOST_PARTS, "inputs");
        }
        case 12 -> {
          outputs.add(valueInfo(in.open(end)).withoutImpossibleSizes());
          in.check(outputs.size(), MOST_ENTRIES, "outputs");
        }
        case 15 -> parts.sparseTensor(in.open(end));
        default -> in.skip(end);
      }
    }
  }

  private Tensor valueInfo(long end) throws IOException {
    String name = "";
    int type = 0;
    List<Long> shape = new ArrayList<>();
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      if (field == 1) {
        name = in.text(end);
      } else if (field == 2) {
        long typeEnd = in.open(end);
        for (int kind = in.nextField(typeEnd); kind != 0; kind = in.nextField(typeEnd)) {
          if (kind == 1) {
            type = tensorType(in.open(typeEnd), shape);
          } else {
            in.skip(typeEnd);
          }
        }
      } else {
        in.skip(end);
      }
    }
    return new Tensor(name, type, shape);
  }

  private int tensorType(long end, List<Long> shape) throws IOException {
    int type = 0;
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      if (field == 1 && in.wireType() == ProtoReader.VARINT) {
        type = (int) in.varint();
      } else if (field == 2) {
        long shapeEnd = in.open(end);
        for (int dim = in.nextField(shapeEnd); dim != 0; dim = in.nextField(shapeEnd)) {
          if (dim == 1) {
            shape.add(dimension(in.open(shapeEnd)));
            in.check(shape.size(), MOST_DIMENSIONS, "sizes of one shape");
          } else {
            in.skip(shapeEnd);
          }
        }
      } else {
        in.skip(end);
      }
    }
    return type;
  }

  private long dimension(long end) throws IOException {
    long size = -1;
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      if (field == 1 && in.wireType() == ProtoReader.VARINT) {
        size = in.varint();
      } else {
        in.skip(end);
      }
    }
    return size;
  }

  private void metadataEntry(long end) throws IOException {
    String[] entry = in.keyAndValue(end);
    metadata.put(entry[0], entry[1]);
    in.check(++entries, MOST_ENTRIES, "entries of metadata");
  }

  private OnnxHeader header(long bytes, String sha256) {
    // Files of the oldest format list their weights among the inputs.
    inputs.removeIf(input -> initializers.contains(input.name()));
    return new OnnxHeader(
        inputs,
        outputs,
        metadata,
        List.copyOf(parts.locations()),
        inputs.stream().map(Tensor::name).anyMatch(new PictureRange(first)::isOfBytes),
        inputs.stream().anyMatch(new ChannelOrder(first)::isExchanged),
        parts.areWide(),
        parts.areInBytes(),
        parts.ofTensorRt(),
        bytes,
        sha256);
  }
}
