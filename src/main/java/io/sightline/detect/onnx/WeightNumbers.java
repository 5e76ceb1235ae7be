package io.sightline.detect.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The few numbers of a small weight, whatever their type. */
final class WeightNumbers {
  private WeightNumbers() {}

  /** The numbers in a weight's bytes, or those written individually. */
  static List<Float> of(int type, byte[] bytes, List<Long> whole) {
    List<Float> values = new ArrayList<>();
    ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case OnnxHeader.FLOAT32 -> {
        while (raw.remaining() >= Float.BYTES) {
          values.add(raw.getFloat());
        }
      }
      case OnnxHeader.FLOAT16 -> {
        while (raw.remaining() >= Short.BYTES) {
          values.add(HalfFloats.value(raw.getShort() & 0xffff));
        }
        whole.forEach(number -> values.add(HalfFloats.value(number.intValue() & 0xffff)));
      }
      case OnnxHeader.INT8, OnnxHeader.UINT8 -> {
        while (raw.hasRemaining()) {
          values.add((float) (raw.get() & 0xff)); // signed ones are read as whole numbers
        }
        whole.forEach(number -> values.add(number.floatValue()));
      }
      case OnnxHeader.INT32, OnnxHeader.INT64 -> {
        int each = type == OnnxHeader.INT32 ? Integer.BYTES : Long.BYTES;
        while (raw.remaining() >= each) {
          values.add((float) (each == Long.BYTES ? raw.getLong() : raw.getInt()));
        }
        whole.forEach(number -> values.add(number.floatValue()));
      }
      default -> {} // nothing that anything is done to pictures by
    }
    return values;
  }
}
