package io.sightline.detect.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the protocol buffer wire format (protobuf.dev/programming-guides/encoding) from a stream,
 * field by field, keeping only what is requested. Every byte is read rather than skipped, so that a
 * digest stream below sees the whole file.
 */
final class ProtoReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int MAX_TEXT = 1 << 20;

  /** All names and metadata of the largest networks together are a tenth of this. */
  private static final long MAX_TEXTS = 64 << 20;

  /** The largest networks have some tens of thousands of weights and nodes. */
  static final int MOST_PARTS = 100_000;

  private final InputStream in;
  private final byte[] scratch = new byte[64 << 10];
  private long position;
  private int wireType;
  private long texts;

  ProtoReader(InputStream in) {
    this.in = in;
  }

  long position() {
    return position;
  }

  /** The wire type of the field found by {@link #nextField}. */
  int wireType() {
    return wireType;
  }

  /**
   * The number of the next field before {@code end}, or 0 if there is none.
   *
   * @throws Malformed if it is not a field
   */
  int nextField(long end) throws IOException {
    if (position >= end) {
      return 0;
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    long field = tag >>> 3;
    if (field < 1 || field > 536_870_911 || !isKnown(wireType)) {
      throw new Malformed("no field at byte " + position);
    }
    return (int) field;
  }

  private static boolean isKnown(int type) {
    return type == VARINT || type == FIXED64 || type == BYTES || type == FIXED32;
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw end();
      }
      position++;
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new Malformed("a number of more than ten bytes at byte " + position);
  }

  /** The end of the message or text that follows; it must lie within {@code end}. */
  long open(long end) throws IOException {
    if (wireType != BYTES) {
      throw new Malformed("a number where a message belongs at byte " + position);
    }
    long length = varint();
    if (length < 0) {
      throw new Malformed("a negative length at byte " + position);
    }
    if (length > end - position) {
      throw new Overrun(position);
    }
    return position + length;
  }

  String text(long end) throws IOException {
    long stop = open(end);
    if (stop - position > MAX_TEXT) {
      throw new Malformed("a text of more than 1 MiB at byte " + position);
    }
    texts += stop - position;
    if (texts > MAX_TEXTS) {
      throw new Malformed("more than 64 MiB of names and metadata at byte " + position);
    }
    byte[] bytes = in.readNBytes((int) (stop - position));
    position += bytes.length;
    if (position < stop) {
      throw end();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The bytes of a field; none if there are more than this, or it is another kind of field. */
  byte[] bytes(long end, int most) throws IOException {
    if (wireType != BYTES) {
      skip(end);
      return new byte[0];
    }
    long stop = open(end);
    if (stop - position > most) {
      skipTo(stop);
      return new byte[0];
    }
    byte[] bytes = in.readNBytes((int) (stop - position));
    position += bytes.length;
    if (position < stop) {
      throw end();
    }
    return bytes;
  }

  /**
   * Signed bytes.
   *
   * @param farthest the largest absolute value
   * @param few the bytes themselves if there are few, otherwise none
   */
  record SignedBytes(int farthest, List<Long> few) {}

  /**
   * A field of signed bytes, kept if there are no more than this; for another kind of field,
   * farther from zero than any byte.
   */
  SignedBytes signedBytes(long end, int most) throws IOException {
    if (wireType != BYTES) {
      skip(end);
      return new SignedBytes(Integer.MAX_VALUE, List.of());
    }
    long stop = open(end);
    long length = stop - position;
    int farthest = 0;
    int read = 0;
    while (position < stop) {
      read = in.read(scratch, 0, (int) Math.min(scratch.length, stop - position));
      if (read < 0) {
        throw end();
      }
      for (int i = 0; i < read; i++) {
        farthest = Math.max(farthest, Math.abs(scratch[i]));
      }
      position += read;
    }
    List<Long> few = new ArrayList<>();
    for (int i = 0; length <= most && read == length && i < read; i++) {
      few.add((long) scratch[i]);
    }
    return new SignedBytes(farthest, few);
  }

  /** A field with one 32-bit floating-point number. */
  float float32() throws IOException {
    byte[] bytes = in.readNBytes(Float.BYTES);
    position += bytes.length;
    if (bytes.length < Float.BYTES) {
      throw end();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }

  /** Reads a StringStringEntryProto: a key and a value, empty if missing. */
  String[] keyAndValue(long end) throws IOException {
    String[] entry = {"", ""};
    for (int field = nextField(end); field != 0; field = nextField(end)) {
      if (field == 1 || field == 2) {
        entry[field - 1] = text(end);
      } else {
        skip(end);
      }
    }
    return entry;
  }

  /** Skips the value of the field just found. */
  void skip(long end) throws IOException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> skipTo(position + 8);
      case FIXED32 -> skipTo(position + 4);
      default -> skipTo(open(end));
    }
  }

  void skipTo(long stop) throws IOException {
    while (position < stop) {
      int read = in.read(scratch, 0, (int) Math.min(scratch.length, stop - position));
      if (read < 0) {
        throw end();
      }
      position += read;
    }
  }

  /**
   * Stops at counts that no model reaches: if kept, a few bytes of a file could take many times the
   * memory.
   *
   * @throws Malformed if the count exceeds the limit
   */
  void check(int count, int most, String what) throws Malformed {
    if (count > most) {
      throw new Malformed("more than %d %s at byte %d".formatted(most, what, position));
    }
  }

  private EOFException end() {
    return new EOFException("it ends within a field, at byte " + position);
  }

  /** Thrown if the input is not a protocol buffer message. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Thrown if a message claims to be longer than its container. */
  static final class Overrun extends IOException {
    private static final long serialVersionUID = 1L;

    Overrun(long position) {
      super("a length beyond its end at byte " + position);
    }
  }
}
